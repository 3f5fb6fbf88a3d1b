import { defineRule } from '../../engine/rule';
import { expectFiles } from '../api-server/file-options';

export default defineRule({
  meta: {
    id: 'controller-manager-root-ca',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'No certificate authority for pods',
    summary:
      'a controller manager that is not told the certificate authority for pods to know the API server by',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { cis: { '1.12': ['1.3.5'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-295'] },
    why: `
      The controller manager publishes the file in each namespace, and pods check the API server's certificate
      against it. Without the flag it publishes what its own kubeconfig has, which may be nothing: then a pod must
      trust whoever answers, and gives its token to anybody who stands between it and the API server.
    `,
    whenNotToFix: `
      Where the API server's certificate comes from an authority that every image knows already.
    `,
    examples: [
      {
        title: 'A static pod that names none',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
          #         ^^^^^^^^^^^^^^^^^^^^^^^ No certificate authority is named for pods: --root-ca-file is not set
                  - --profiling=false
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --profiling=false
                  - --root-ca-file=/etc/kubernetes/pki/ca.crt
        `,
      },
      {
        title: 'A kubeadm configuration that takes it away',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              root-ca-file: ""
          #                 ^^ No certificate authority is named for pods: --root-ca-file is empty
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              root-ca-file: "/etc/kubernetes/pki/ca.crt"
        `,
      },
      {
        title: 'Flag and file in two words, and a kubeadm configuration that leaves it to kubeadm',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --root-ca-file
                  - /etc/kubernetes/pki/ca.crt
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          controllerManager:
            extraArgs: []
        `,
      },
    ],
  },

  *check(manager) {
    yield* expectFiles(
      manager,
      { 'root-ca-file': '/etc/kubernetes/pki/ca.crt' },
      {
        meaning: 'No certificate authority is named for pods',
        assist: 'Name the certificate authority',
      },
    );
  },
});

import { defineRule } from '../../engine/rule';
import { expectFiles } from '../api-server/file-options';

export default defineRule({
  meta: {
    id: 'controller-manager-service-account-private-key',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'No key for tokens of ServiceAccounts',
    summary: 'a controller manager without a key to sign tokens of ServiceAccounts',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { cis: { '1.12': ['1.3.4'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-320'] },
    why: `
      The controller manager signs tokens for Secrets of ServiceAccounts only where it is given a key. With a key for
      this purpose alone every such token can be made worthless at once, by a new key, when one of them was stolen.
      Where no Secret gets a token, people put credentials of their own making in their place.
    `,
    whenNotToFix: `
      A cluster in which no token comes from a Secret any more needs no such key.
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
          #         ^^^^^^^^^^^^^^^^^^^^^^^ No key signs tokens of ServiceAccounts: --service-account-private-key-file is not set
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
                  - --service-account-private-key-file=/etc/kubernetes/pki/sa.key
        `,
      },
      {
        title: 'A kubeadm configuration that takes it away',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              service-account-private-key-file: ""
          #                                     ^^ No key signs tokens of ServiceAccounts: --service-account-private-key-file is empty
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              service-account-private-key-file: "/etc/kubernetes/pki/sa.key"
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
                  - --service-account-private-key-file
                  - /etc/kubernetes/pki/sa.key
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
      { 'service-account-private-key-file': '/etc/kubernetes/pki/sa.key' },
      {
        meaning: 'No key signs tokens of ServiceAccounts',
        assist: 'Name the key for tokens of ServiceAccounts',
      },
    );
  },
});

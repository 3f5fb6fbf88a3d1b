import { defineRule } from '../../engine/rule';
import { mountsOf } from '../../kubernetes/component-mounts';
import { assistWith, pathGiven } from './server-files';

/** Flags that name files which people write, by the names of volumes for them. */
const FLAGS: Readonly<Record<string, string>> = {
  'admission-control-config-file': 'admission-config',
  'audit-policy-file': 'audit-policy',
  'audit-webhook-config-file': 'audit-webhook-config',
  'authentication-config': 'authentication-config',
  'authorization-config': 'authorization-config',
  'encryption-provider-config': 'encryption-config',
  'token-auth-file': 'token-auth-file',
};

export default defineRule({
  meta: {
    id: 'apiserver-config-file-not-mounted',
    chapter: 'cross-file',
    scope: 'kube-apiserver',
    title: 'Configuration file that the API server does not see',
    summary:
      'an API server with an option that names a file of the node which no volume shows to its container',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['LOG-2'], cwe: ['CWE-693'] },
    why: `
      The API server runs in a container and sees of its node what is mounted. Without the file it does not start, and
      what often comes next is that the option goes: with it the audit log, encryption at rest or the limits of admission
      that it was for.
    `,
    whenNotToFix: `
      Where the image brings the file along.
    `,
    examples: [
      {
        title: 'An audit policy that is not mounted',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
            namespace: kube-system
            labels: {component: kube-apiserver, tier: control-plane}
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --audit-policy-file=/etc/kubernetes/audit-policy.yaml
          #                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ File of --audit-policy-file is not mounted in the container
                volumeMounts:
                  - {name: pki, mountPath: /etc/kubernetes/pki, readOnly: true}
            volumes:
              - name: pki
                hostPath: {path: /etc/kubernetes/pki, type: DirectoryOrCreate}
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
            namespace: kube-system
            labels: {component: kube-apiserver, tier: control-plane}
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --audit-policy-file=/etc/kubernetes/audit-policy.yaml
                volumeMounts:
                  - {name: pki, mountPath: /etc/kubernetes/pki, readOnly: true}
                  - name: audit-policy
                    mountPath: /etc/kubernetes/audit-policy.yaml
                    readOnly: true
            volumes:
              - name: pki
                hostPath: {path: /etc/kubernetes/pki, type: DirectoryOrCreate}
              - name: audit-policy
                hostPath:
                  path: /etc/kubernetes/audit-policy.yaml
                  type: File
        `,
      },
      {
        title: 'The same with kubeadm',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: encryption-provider-config
                value: /etc/kubernetes/enc/config.yaml
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ File of --encryption-provider-config is not mounted in the container
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: encryption-provider-config
                value: /etc/kubernetes/enc/config.yaml
            extraVolumes:
              - name: encryption-config
                hostPath: /etc/kubernetes/enc/config.yaml
                mountPath: /etc/kubernetes/enc/config.yaml
                readOnly: true
                pathType: File
        `,
      },
      {
        title: 'Files in directories that are mounted, by kubeadm too, and mounts that a template completes',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --audit-policy-file=/etc/kubernetes/audit/policy.yaml
                  - --admission-control-config-file={{ .Values.admission }}
                volumeMounts:
                  - {name: audit, mountPath: /etc/kubernetes/audit/}
            volumes:
              - name: audit
                hostPath: {path: /etc/kubernetes/audit}
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --audit-policy-file=/etc/kubernetes/audit/policy.yaml
                volumeMounts: {{ .Values.mounts }}
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-policy-file: /etc/kubernetes/audit/policy.yaml
              encryption-provider-config: /etc/kubernetes/pki/encryption.yaml
            extraVolumes:
              - name: audit
                hostPath: /srv/audit
                mountPath: /etc/kubernetes/audit
        `,
      },
    ],
  },

  *check(apiserver) {
    const mounts = mountsOf(apiserver);
    if (mounts === undefined) return;
    for (const [flag, name] of Object.entries(FLAGS)) {
      const option = apiserver.option(flag);
      const path = pathGiven(option);
      if (path === undefined || mounts.find(path) !== 'none') continue;
      yield {
        at: option,
        message: `File of --${flag} is not mounted in the container`,
        ...assistWith(mounts, { name, path, type: 'File', readOnly: true }),
      };
    }
  },
});

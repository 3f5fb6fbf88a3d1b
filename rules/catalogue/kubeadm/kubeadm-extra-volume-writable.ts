import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubeadm-extra-volume-writable',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Configuration that the control plane may change',
    summary: 'volumes with configuration of the control plane that it may write to',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4', 'LOG-2'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-732'],
      attack: ['T1562.008'],
    },
    why: `
      A policy for the audit log, a key for encryption or a webhook's kubeconfig is only read. Whoever gets
      into the container of the API server changes them where the volume may be written to, and turns the
      log off for good.

      Reported are paths below \`/etc\` and paths of files that hold configuration, certificates or keys, but
      none with \`log\` in it: where the audit log goes must be writable.
    `,
    whenNotToFix: `
      Where the component itself writes the files, such as certificates that it renews.
    `,
    examples: [
      {
        title: 'A policy and a folder of configuration',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraVolumes:
              - name: policy
          #           ^^^^^^ Control plane may write to /srv/audit-policy.yaml
                hostPath: /srv/audit-policy.yaml
                mountPath: /etc/kubernetes/audit-policy.yaml
              - name: admission
                hostPath: /etc/kubernetes/admission
                mountPath: /etc/kubernetes/admission
                readOnly: false
          #               ^^^^^ Control plane may write to /etc/kubernetes/admission
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraVolumes:
              - name: policy
                hostPath: /srv/audit-policy.yaml
                mountPath: /etc/kubernetes/audit-policy.yaml
                readOnly: true
              - name: admission
                hostPath: /etc/kubernetes/admission
                mountPath: /etc/kubernetes/admission
                readOnly: true
        `,
      },
      {
        title: 'The log, data, and configuration that is only read',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraVolumes:
              - name: log
                hostPath: /etc/kubernetes/audit-log
                mountPath: /var/log/kubernetes
              - name: data
                hostPath: /var/lib/kubernetes
                mountPath: /var/lib/kubernetes
              - name: policy
                hostPath: /etc/kubernetes/audit-policy.yaml
                mountPath: /etc/kubernetes/audit-policy.yaml
                readOnly: true
        `,
      },
    ],
  },

  *check({ root }) {
    const parts = ['apiServer', 'controllerManager', 'scheduler'].map((key) => root.map(key));
    for (const volume of parts.flatMap((part) => part.maps('extraVolumes'))) {
      const path = volume.knownString('hostPath') ?? '';
      const readOnly = volume.boolean('readOnly');
      if (!isConfiguration(path) || mayBe(readOnly, true)) continue;
      yield {
        at: readOnly,
        message: `Control plane may write to ${path}`,
        fixes: [unsafeFix('Mount the volume read-only', set(readOnly, true))],
      };
    }
  },
});

function isConfiguration(path: string): boolean {
  if (/log/i.test(path)) return false;
  return path.startsWith('/etc/') || /\.(?:cfg|conf|crt|csv|json|key|kubeconfig|pem|ya?ml)$/.test(path);
}

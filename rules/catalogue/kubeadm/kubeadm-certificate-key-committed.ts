import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'kubeadm-certificate-key-committed',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Key for certificates in a file',
    summary: 'configurations of kubeadm that hold the key of the uploaded certificates',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['NET-7'], owasp: { '2025': ['K03', 'K07'] }, cwe: ['CWE-321'], attack: ['T1552.001'] },
    why: `
      With the key, the Secret \`kubeadm-certs\` gives the private keys of the cluster's authorities. Whoever
      reads both signs certificates for any user and any node, and these stay valid until the authority is
      replaced.
    `,
    whenNotToFix: `
      The Secret is deleted after two hours, and the key is then of no use. Take it out all the same: the
      next one is written in the same place.
    `,
    examples: [
      {
        title: 'The first node',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          certificateKey: 9f2c41d07ab3e8655d10c7f84be92a36e0d5718cf3249ba6d81e7c50a4f6b32d
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ File holds the key of the control plane's certificates
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          certificateKey: <key>
        `,
      },
      {
        title: 'A node that joins the control plane',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          controlPlane:
            certificateKey: 9f2c41d07ab3e8655d10c7f84be92a36e0d5718cf3249ba6d81e7c50a4f6b32d
          #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ File holds the key of the control plane's certificates
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          controlPlane:
            certificateKey: <key>
        `,
      },
      {
        title: 'Keys that something puts in later',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          certificateKey: \${CERTIFICATE_KEY}
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          controlPlane:
            certificateKey: <key>
        `,
      },
    ],
  },

  *check({ root }) {
    for (const key of [root.string('certificateKey'), root.map('controlPlane').string('certificateKey')]) {
      if (!/^[0-9a-f]{64}$/i.test(knownValue(key) ?? '')) continue;
      yield {
        at: key,
        message: "File holds the key of the control plane's certificates",
        assist: { title: 'Take the key out', operations: [set(key, new Placeholder('<key>'))] },
      };
    }
  },
});

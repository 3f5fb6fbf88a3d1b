import { defineRule } from '../../engine/rule';
import { signersSign, statusWrite } from '../../kubernetes/grants';
import { reportHalves } from './certificates';

export default defineRule({
  meta: {
    id: 'rbac-csr-sign',
    chapter: 'rbac',
    scope: 'Role',
    title: 'Right to sign certificates',
    summary: '`ClusterRole` objects that may sign requests for certificates',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.11'] }, owasp: { '2025': ['K02'] }, attack: ['T1098'] },
    why: `
      Whoever signs writes the certificate into the request, in the name of a signer that others
      trust: kubelets take their own certificates from there. With the key of a signer at hand it is a
      client certificate for any user.

      It takes two grants, to update \`certificatesigningrequests/status\` and to \`sign\` for the signer.
      One alone is a hint. Signers that are named in \`resourceNames\` are not reported.
    `,
    whenNotToFix: `
      A controller that signs for a signer of its own needs it for that signer: name it.
    `,
    examples: [
      {
        title: 'Both halves',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: signer
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/status]
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Can sign certificates for every signer: update on certificatesigningrequests/status
              verbs: [update]
            - apiGroups: [certificates.k8s.io]
              resources: [signers]
              verbs: [sign]
        `,
      },
      {
        title: 'One half alone',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: signer
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/status]
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Has half of what signing certificates takes: patch on certificatesigningrequests/status
              verbs: [patch]
        `,
      },
      {
        title: 'A signer that is named',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: signer
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/status]
              verbs: [update]
            - apiGroups: [certificates.k8s.io]
              resources: [signers]
              resourceNames: [registry.example/own]
              verbs: [sign]
        `,
      },
    ],
  },

  check: (role) =>
    reportHalves(role, statusWrite, signersSign, {
      whole: 'Can sign certificates for every signer',
      withRequests: 'Can make and sign certificates for every signer',
      half: 'Has half of what signing certificates takes',
    }),
});

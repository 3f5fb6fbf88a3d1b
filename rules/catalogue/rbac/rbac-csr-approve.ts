import { defineRule } from '../../engine/rule';
import { approvalWrite, signersApprove } from '../../kubernetes/grants';
import { reportHalves } from './certificates';

export default defineRule({
  meta: {
    id: 'rbac-csr-approve',
    chapter: 'rbac',
    scope: 'Role',
    title: 'Right to approve certificates',
    summary: '`ClusterRole` objects that may approve requests for certificates',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.11'] }, owasp: { '2025': ['K02'] }, attack: ['T1098'] },
    why: `
      Whoever approves requests decides who gets a client certificate, and for which user and groups.
      It cannot be taken back before it expires. With the right to make requests besides, one makes
      certificates for oneself: that is an error.

      It takes two grants, to update \`certificatesigningrequests/approval\` and to \`approve\` for the
      signer. One alone is a hint. Signers that are named in \`resourceNames\` are not reported.
    `,
    whenNotToFix: `
      A controller that approves the serving certificates of kubelets needs it for the signer
      \`kubernetes.io/kubelet-serving\`: name that one.
    `,
    examples: [
      {
        title: 'Both halves, in two rules',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: approver
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/approval]
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Can approve certificates for anybody: update on certificatesigningrequests/approval
              verbs: [update]
            - apiGroups: [certificates.k8s.io]
              resources: [signers]
              verbs: [approve]
        `,
      },
      {
        title: 'Both halves and making requests, by wildcards',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: approver
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: ["*"]
          #               ^^^ Can make certificates for anybody: every verb on every resource
              verbs: ["*"]
        `,
      },
      {
        title: 'One half alone, either of them',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: approver
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/approval]
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Has half of what approving certificates takes: patch on certificatesigningrequests/approval
              verbs: [patch]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: approver
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [signers]
              verbs: [approve]
          #           ^^^^^^^ Has half of what approving certificates takes: approve on signers
        `,
      },
      {
        title: 'A signer that is named, and requests that may be made',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: approver
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests/approval]
              verbs: [update]
            - apiGroups: [certificates.k8s.io]
              resources: [signers]
              resourceNames: [kubernetes.io/kubelet-serving]
              verbs: [approve]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: approver
          rules:
            - apiGroups: [certificates.k8s.io]
              resources: [certificatesigningrequests]
              verbs: [create, get]
        `,
      },
    ],
  },

  check: (role) =>
    reportHalves(role, approvalWrite, signersApprove, {
      whole: 'Can approve certificates for anybody',
      withRequests: 'Can make certificates for anybody',
      half: 'Has half of what approving certificates takes',
    }),
});

import { defineRule } from '../../engine/rule';
import { admissionConfigWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-admission-config-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to change admission',
    summary: '`ClusterRole` objects that may write admission webhooks or admission policies',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: {
      nsa: ['AA-2'],
      cis: { '1.12': ['5.1.12'] },
      owasp: { '2025': ['K02'] },
      attack: ['T1562.001'],
    },
    why: `
      A mutating webhook sees every object that is written, Secrets among them, and may change it on
      its way: one is enough to put a container into every pod. A validating webhook sees as much.
      Whoever deletes or weakens them, or the admission policies, lifts the checks that the cluster
      relies on.
    `,
    whenNotToFix: `
      What installs webhooks needs it, and so does what writes a certificate into them. That one can
      name its webhooks in \`resourceNames\`.
    `,
    examples: [
      {
        title: 'Webhooks that may be written',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [admissionregistration.k8s.io]
              resources: [mutatingwebhookconfigurations]
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Can decide what is admitted: create, patch on mutatingwebhookconfigurations
              verbs: [get, create, patch]
        `,
      },
      {
        title: 'Webhooks that may be read, and one that may be changed',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [admissionregistration.k8s.io]
              resources: [validatingwebhookconfigurations]
              verbs: [get, list, watch]
            - apiGroups: [admissionregistration.k8s.io]
              resources: [validatingwebhookconfigurations]
              resourceNames: [operator]
              verbs: [update]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, admissionConfigWrite, 'warning', 'Can decide what is admitted'),
});

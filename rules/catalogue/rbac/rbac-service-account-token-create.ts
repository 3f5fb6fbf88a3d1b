import { defineRule } from '../../engine/rule';
import { serviceAccountTokenCreate } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-service-account-token-create',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to issue tokens',
    summary: 'roles that may create tokens of ServiceAccounts',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.13'] }, owasp: { '2025': ['K02'] }, attack: ['T1528'] },
    why: `
      With a token one is the ServiceAccount, with all its rights, from anywhere. Whoever may create
      tokens picks the strongest account of the namespace, in a ClusterRole of the cluster, and says
      how long the token is good. It stays good after this right is taken away.
    `,
    whenNotToFix: `
      Operators that authenticate to other systems as a ServiceAccount need it. Name those accounts in
      \`resourceNames\`.
    `,
    examples: [
      {
        title: 'Tokens of all accounts',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [serviceaccounts/token]
          #               ^^^^^^^^^^^^^^^^^^^^^ Can issue tokens of every ServiceAccount it reaches: create on serviceaccounts/token
              verbs: [create]
        `,
      },
      {
        title: 'Accounts without their tokens, and the token of one account',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [serviceaccounts]
              verbs: [create]
            - apiGroups: [""]
              resources: [serviceaccounts/token]
              resourceNames: [vault-issuer]
              verbs: [create]
            - apiGroups: [""]
              resources: [serviceaccounts/token]
              resourceNames: [{{ .Values.account }}]
              verbs: [create]
        `,
      },
    ],
  },

  check: (rule) =>
    reportGrant(
      rule,
      serviceAccountTokenCreate,
      'warning',
      'Can issue tokens of every ServiceAccount it reaches',
    ),
});

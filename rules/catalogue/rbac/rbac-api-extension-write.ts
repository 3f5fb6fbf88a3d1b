import { defineRule } from '../../engine/rule';
import { apiExtensionWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-api-extension-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to extend the API',
    summary: '`ClusterRole` objects that may write APIServices or CustomResourceDefinitions',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, cwe: ['CWE-269'] },
    why: `
      An APIService hands a whole group of the API to a server of one's own, which then sees what
      everybody asks of it and answers as it likes. Deleting a CustomResourceDefinition deletes every
      object of the kind, and with it what operators run for them. Changing one drops fields and their
      checks.
    `,
    whenNotToFix: `
      Operators that install their own definitions need it. Let them change those they name in
      \`resourceNames\`, or install definitions with the manifests.
    `,
    examples: [
      {
        title: 'Definitions that may be written and deleted',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [apiextensions.k8s.io]
              resources: [customresourcedefinitions]
          #               ^^^^^^^^^^^^^^^^^^^^^^^^^ Can change the API of the cluster: create, delete on customresourcedefinitions
              verbs: [create, delete]
        `,
      },
      {
        title: 'Definitions that may be read, and one that may be changed',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [apiextensions.k8s.io]
              resources: [customresourcedefinitions]
              verbs: [get, list, watch]
            - apiGroups: [apiextensions.k8s.io]
              resources: [customresourcedefinitions]
              resourceNames: [shops.registry.example]
              verbs: [update]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, apiExtensionWrite, 'warning', 'Can change the API of the cluster'),
});

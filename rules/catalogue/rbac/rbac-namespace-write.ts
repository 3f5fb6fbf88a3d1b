import { defineRule } from '../../engine/rule';
import { namespaceWrite } from '../../kubernetes/grants';
import { aboutGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-namespace-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to change namespaces',
    summary: 'roles that may change namespaces and so their labels',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02', 'K04'] } },
    why: `
      The labels of a namespace say which Pod Security level is enforced in it, which NetworkPolicies
      of other namespaces let it in, and which webhooks look at it. Whoever writes them lifts all that
      first and starts a privileged pod then.

      A Role is enough: it grants this for the namespace that it is in.
    `,
    whenNotToFix: `
      What sets up namespaces for others needs it. It should not be what people use who work in them.
    `,
    examples: [
      {
        title: 'A Role for its own namespace',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [namespaces]
          #               ^^^^^^^^^^ Can lift what the labels of namespaces enforce: patch on namespaces
              verbs: [get, patch]
        `,
      },
      {
        title: 'Namespaces that may be created, and one that is named',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [namespaces]
              verbs: [get, list, create, delete]
            - apiGroups: [""]
              resources: [namespaces]
              resourceNames: [staging]
              verbs: [patch]
        `,
      },
    ],
  },

  *check(rule) {
    const granted = rule.grants(namespaceWrite);
    if (granted === undefined) return;
    const finding = aboutGrant(
      rule.role,
      granted,
      'warning',
      'Can lift what the labels of namespaces enforce',
    );
    // In a Role it is as grave: what the label held back reaches the node.
    yield { ...finding, severity: 'warning' };
  },
});

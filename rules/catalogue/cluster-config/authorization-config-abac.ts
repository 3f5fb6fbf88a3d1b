import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'authorization-config-abac',
    chapter: 'cluster-config',
    scope: 'AuthorizationConfiguration',
    title: 'Rights from an ABAC file',
    summary: 'an authorizer that takes rights from an ABAC policy file',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      The rights in the file have to be written as roles and bindings first, or whoever relies on them loses them.
    `,
    standards: { tob: ['TOB-K8S-017'], nsa: ['AA-2'], cwe: ['CWE-863'] },
    why: `
      An ABAC file lies on each node of the control plane and is read at start: rights in it cannot be seen or taken back
      through the API, and each copy may differ. Beside RBAC it adds to what roles grant, so that nobody who looks at the
      roles knows who may do what.
    `,
    whenNotToFix: `
      While its rights are being moved to roles.
    `,
    examples: [
      {
        title: 'ABAC beside RBAC',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - {type: RBAC, name: rbac}
            - {type: ABAC, name: abac}
          #          ^^^^ Rights come from an ABAC policy file
        `,
      },
      {
        title: 'A webhook that only has the name',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - {type: RBAC, name: rbac}
            - {type: Webhook, name: ABAC}
        `,
      },
    ],
  },
  *check({ root }) {
    for (const authorizer of root.maps('authorizers')) {
      const type = authorizer.string('type');
      if (isKnown(type, 'ABAC')) yield { at: type, message: 'Rights come from an ABAC policy file' };
    }
  },
});

import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'authorization-config-always-allow',
    chapter: 'cluster-config',
    scope: 'AuthorizationConfiguration',
    title: 'Authorizer that allows everything',
    summary: 'an authorizer that allows every request',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      What has to decide in its place, and in which order, only you know. Node and RBAC are what most clusters need.
    `,
    standards: { cis: { '1.12': ['1.2.6'] }, nsa: ['AA-2'], cwe: ['CWE-862'] },
    why: `
      Authorizers are asked in order, and the first that allows a request settles it. \`AlwaysAllow\` allows everything that
      no authorizer before it has denied, and RBAC denies nothing: every user and every pod is an administrator.
    `,
    whenNotToFix: `
      On a cluster on your own machine, for a test.
    `,
    examples: [
      {
        title: 'Everything allowed that RBAC does not',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - {type: RBAC, name: rbac}
            - type: AlwaysAllow
          #         ^^^^^^^^^^^ Every request is allowed that no authorizer before this one denies
              name: rest
        `,
      },
      {
        title: 'An authorizer that only has the name',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - {type: RBAC, name: AlwaysAllow}
        `,
      },
    ],
  },
  *check({ root }) {
    for (const authorizer of root.maps('authorizers')) {
      const type = authorizer.string('type');
      if (!isKnown(type, 'AlwaysAllow')) continue;
      yield { at: type, message: 'Every request is allowed that no authorizer before this one denies' };
    }
  },
});

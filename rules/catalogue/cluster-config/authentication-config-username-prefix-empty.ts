import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown, knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'authentication-config-username-prefix-empty',
    chapter: 'cluster-config',
    scope: 'AuthenticationConfiguration',
    title: 'Names of an identity provider without a prefix',
    summary: 'users and groups that an identity provider names without a prefix',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['AA-1'], owasp: { '2025': ['K09'] }, cwe: ['CWE-290'] },
    why: `
      Without a prefix, the names in the provider's tokens are names in the cluster, system names among them. Whoever runs
      the provider, or can choose a name or make a group there, becomes \`system:masters\` or the user of a controller. A
      prefix keeps them apart; so does a rule in \`userValidationRules\` that refuses names that begin with \`system:\`.
    `,
    whenNotToFix: `
      Where people choose no name at the provider, as with mail addresses that it has checked itself. Bindings name users
      and groups with their prefix, so they have to change with it.
    `,
    examples: [
      {
        title: 'Users and groups without a prefix',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous: {enabled: false}
          jwt:
            - issuer:
                url: https://id.registry.example
                audiences: [cluster]
              claimMappings:
                username:
                  claim: sub
                  prefix: ""
          #               ^^ Identity provider can name any user of the cluster
                groups:
                  claim: groups
                  prefix: ""
          #               ^^ Identity provider can name any group of the cluster
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous: {enabled: false}
          jwt:
            - issuer:
                url: https://id.registry.example
                audiences: [cluster]
              claimMappings:
                username:
                  claim: sub
                  prefix: "idp:"
                groups:
                  claim: groups
                  prefix: "idp:"
        `,
      },
      {
        title: 'A prefix, and rules that refuse the names of the system, or may',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous: {enabled: false}
          jwt:
            - claimMappings:
                username: {claim: sub, prefix: "idp:"}
                groups: {claim: groups, prefix: ""}
              userValidationRules:
                - expression: "user.groups.all(group, !group.startsWith('system:'))"
                  message: system groups are not for people
            - claimMappings:
                username: {claim: sub, prefix: ""}
              userValidationRules:
                - expression: {{ .Values.expression }}
            - claimMappings:
                username: {claim: sub, prefix: ""}
              userValidationRules: {{ .Values.rules }}
            - claimMappings:
                username: {expression: "'idp:' + claims.sub"}
        `,
      },
    ],
  },
  *check({ root }) {
    for (const jwt of root.maps('jwt')) {
      for (const [key, name] of [
        ['username', 'user'],
        ['groups', 'group'],
      ] as const) {
        const prefix = jwt.map('claimMappings').map(key).string('prefix');
        if (!isKnown(prefix, '') || mayRefuseSystemNames(jwt, key)) continue;
        yield {
          at: prefix,
          message: `Identity provider can name any ${name} of the cluster`,
          assist: { title: 'Give them a prefix', operations: [set(prefix, new Placeholder('idp:'))] },
        };
      }
    }
  },
});

/** Whether an issuer's users may be checked for names of the system. */
function mayRefuseSystemNames(jwt: MapView, key: 'username' | 'groups'): boolean {
  const rules = jwt.list('userValidationRules');
  if (rules.isOpen) return true;
  return rules.maps().some((rule) => {
    const expression = rule.string('expression');
    if (expression.state === 'unknown') return true;
    const text = knownValue(expression) ?? '';
    return text.includes(key) && text.includes('system:');
  });
}

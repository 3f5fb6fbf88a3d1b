import { defineRule } from '../../engine/rule';
import { isWiderResource } from '../../kubernetes/encryption';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'encryption-resource-overlap',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'Resource that is listed in vain',
    summary:
      'resources that an encryption configuration lists although a wildcard or an earlier entry has them already',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'Which of the two entries is meant to encrypt the resource is known only to you.',
    standards: { nsa: ['NET-7'], owasp: { '2025': ['K03'] }, cwe: ['CWE-311'] },
    why: `
      The first entry that names a resource decides what it is encrypted with. What a later entry says about it
      does not count, or, behind a wildcard and beside one in the same list, makes the API server refuse the whole
      configuration.
    `,
    whenNotToFix: `
      Never: what is listed has no effect, or keeps the API server from starting.
    `,
    examples: [
      {
        title: 'Behind a wildcard, beside one, and a second time',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: ["*.apps", deployments.apps]
          #                         ^^^^^^^^^^^^^^^^ The API server refuses deployments.apps beside *.apps
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: [secrets]
          #               ^^^^^^^ An earlier entry decides about secrets
              providers:
                - identity: {}
            - resources: ["*.*"]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: [configmaps]
          #               ^^^^^^^^^^ The API server refuses configmaps behind *.*
              providers:
                - identity: {}
        `,
      },
      {
        title: 'A wildcard behind what it is not to change, and another group',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: ["*."]
              providers:
                - identity: {}
            - resources: ["*.apps"]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: ["*.*"]
              providers:
                - identity: {}
        `,
      },
      {
        title: 'A wildcard that may not be there',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: ["{{ .Values.resource }}"]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
      },
    ],
  },

  *check(configuration) {
    const earlier: string[] = [];
    for (const { resources } of configuration.entries) {
      const own = resources.flatMap((resource) => knownValue(resource) ?? []);
      for (const resource of resources) {
        const fact = factAbout(knownValue(resource), own, earlier);
        if (fact !== undefined) yield { at: resource, message: fact };
      }
      earlier.push(...own);
    }
  },
});

function factAbout(
  name: string | undefined,
  own: readonly string[],
  earlier: readonly string[],
): string | undefined {
  if (name === undefined) return undefined;
  const beside = own.find((other) => isWiderResource(other, name));
  if (beside !== undefined) return `The API server refuses ${name} beside ${beside}`;
  const before = earlier.find((other) => isWiderResource(other, name));
  if (before !== undefined) return `The API server refuses ${name} behind ${before}`;
  return earlier.includes(name) ? `An earlier entry decides about ${name}` : undefined;
}

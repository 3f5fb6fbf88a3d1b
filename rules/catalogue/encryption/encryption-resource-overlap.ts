import { defineRule } from '../../engine/rule';
import { widerThan } from '../../kubernetes/encryption';
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
      only helps to read what is stored, or, behind a wildcard, makes the API server refuse the whole
      configuration. So does a list with a wildcard and what it stands for, or with one name twice.
    `,
    whenNotToFix: `
      Never: what is listed encrypts nothing, or keeps the API server from starting.
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
        title: 'Twice in a list, and a wildcard twice',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets, configmaps, secrets]
          #                                    ^^^^^^^ The API server refuses secrets a second time
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: ["*.apps"]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
            - resources: ["*.apps"]
          #               ^^^^^^^^ The API server refuses *.apps a second time
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
    const earlier = new Places();
    for (const { resources } of configuration.entries) {
      const names = resources.flatMap((resource) => knownValue(resource) ?? []);
      const own = new Places(names);
      const seen = new Set<string>();
      for (const resource of resources) {
        const name = knownValue(resource);
        if (name === undefined) continue;
        const fact = seen.has(name) ? secondTime(name) : factAbout(name, own, earlier);
        if (fact !== undefined) yield { at: resource, message: fact };
        seen.add(name);
      }
      earlier.add(names);
    }
  },
});

/** Names, and which comes first. */
class Places {
  readonly #places = new Map<string, number>();

  constructor(names: readonly string[] = []) {
    this.add(names);
  }

  add(names: readonly string[]): void {
    for (const name of names) if (!this.has(name)) this.#places.set(name, this.#places.size);
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  /** The first of all names that is one of these. */
  firstOf(names: readonly string[]): string | undefined {
    const placeOf = (name: string) => this.#places.get(name) ?? Infinity;
    return names.filter((name) => this.has(name)).toSorted((a, b) => placeOf(a) - placeOf(b))[0];
  }
}

function factAbout(name: string, own: Places, earlier: Places): string | undefined {
  const wider = widerThan(name);
  const beside = own.firstOf(wider);
  if (beside !== undefined) return `The API server refuses ${name} beside ${beside}`;
  const before = earlier.firstOf(wider);
  if (before !== undefined) return `The API server refuses ${name} behind ${before}`;
  if (!earlier.has(name)) return undefined;
  return name.startsWith('*.') ? secondTime(name) : `An earlier entry decides about ${name}`;
}

function secondTime(name: string): string {
  return `The API server refuses ${name} a second time`;
}

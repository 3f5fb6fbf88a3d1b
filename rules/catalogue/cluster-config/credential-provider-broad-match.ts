import { defineRule, type Finding } from '../../engine/rule';
import { credentialIn, formIn } from '../../kubernetes/credentials';
import { knownValue } from '../../yaml/field';
import { underlinedIn } from '../../yaml/text-block';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'credential-provider-broad-match',
    chapter: 'cluster-config',
    scope: 'CredentialProviderConfig',
    title: 'Credential provider for any registry',
    summary:
      'credential providers of the kubelet that are asked about any registry, or are started with a credential in `env`',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which registries a provider has credentials for, and where it could take its own from, the file does not say.
    `,
    standards: { owasp: { '2025': ['K03', 'K07'] }, cwe: ['CWE-522'], attack: ['T1552'] },
    why: `
      The kubelet asks a credential provider for the credentials of an image whose registry matches one of
      \`matchImages\`, and shows them to that registry. A pattern of nothing but \`*\` matches registries of
      anybody: who may start a pod names an image on a registry of their own, and may be given what opens yours.

      A credential in \`env\` is open to whoever may read the file, a backup of it or the history of its repository.
      It is the same on every node, and is seldom changed.
    `,
    whenNotToFix: `
      Where the provider itself looks at the registry's name and refuses all but yours.
    `,
    examples: [
      {
        title: 'Patterns for any registry, and a token',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1
          kind: CredentialProviderConfig
          providers:
            - name: login
              apiVersion: credentialprovider.kubelet.k8s.io/v1
              defaultCacheDuration: 12h
              matchImages:
                - "*.*"
          #       ^^^^^ Provider login is asked about the registries of anybody
                - "*.*.*:5000"
          #       ^^^^^^^^^^^^ Provider login is asked about the registries of anybody
              env:
                - name: LOGIN_TOKEN
                  value: 8fk2s0Vb31Qx7tPz
          #              ^^^^^^^^^^^^^^^^ Variable LOGIN_TOKEN holds a literal credential
        `,
      },
      {
        title: 'Patterns for the registries of one company, one path and one template, and no credential',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1
          kind: CredentialProviderConfig
          providers:
            - name: login
              apiVersion: credentialprovider.kubelet.k8s.io/v1
              defaultCacheDuration: 12h
              matchImages:
                - "*.registry.example"
                - registry.*
                - "*.*/team"
                - {{ .Values.registries }}
              env:
                - name: LOGIN_PROFILE
                  value: nodes
                - name: LOGIN_TOKEN
                  value: /run/secrets/token
        `,
      },
    ],
  },

  *check({ root }) {
    for (const provider of root.maps('providers')) {
      yield* broadPatterns(provider);
      yield* credentials(provider);
    }
  },
});

function* broadPatterns(provider: MapView): Iterable<Finding> {
  const name = provider.knownString('name');
  for (const pattern of provider.list('matchImages').strings()) {
    if (pattern.state !== 'known' || !/^\*(?:\.\*)*(?::\d+)?\/?$/.test(pattern.value)) continue;
    const who = name === undefined ? 'A provider' : `Provider ${name}`;
    yield { at: pattern, message: `${who} is asked about the registries of anybody` };
  }
}

function* credentials(provider: MapView): Iterable<Finding> {
  for (const variable of provider.maps('env')) {
    const name = variable.knownString('name');
    const value = variable.string('value');
    const credential = value.state === 'known' ? credentialIn(name, value.value) : undefined;
    if (credential === undefined) continue;
    yield {
      at: underlinedIn(value, formIn(knownValue(value) ?? '')?.text),
      message: `${name === undefined ? 'Variable' : `Variable ${name}`} holds ${credential}`,
    };
  }
}

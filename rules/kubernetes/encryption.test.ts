import { describe, expect, test } from 'vitest';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { base64Length, encryptionConfigurationsIn, widerThan } from './encryption';
import { readManifests } from './manifest';

function configurationIn(text: string) {
  const { manifests } = readManifests(sourceOf('file:///a.yaml', dedent(text)));
  const [configuration] = manifests.flatMap(encryptionConfigurationsIn);
  if (configuration === undefined) throw new Error('there is no encryption configuration');
  return configuration;
}

describe('an encryption configuration', () => {
  const configuration = configurationIn(`
    apiVersion: apiserver.config.k8s.io/v1
    kind: EncryptionConfiguration
    resources:
      - resources: [events]
        providers:
          - identity: {}
      - resources: [deployments.apps, '*.']
        providers:
          - secretbox:
              keys: [{name: one, secret: AAAA}]
          - aescbc: {}
            kms: {}
      - resources: ['*.*']
        providers:
          - identity: {}
  `);

  test('encrypts with the first entry that covers a resource', () => {
    expect(configuration.entryFor('secrets')).toMatchObject({ first: { name: 'secretbox' } });
    expect(configuration.entryFor('events')).toMatchObject({ first: { name: 'identity' } });
    expect(configuration.isUncovered('secrets')).toBe(false);
  });

  test('has providers with and without keys', () => {
    expect(configuration.providers.map(({ name }) => name)).toEqual([
      'identity',
      'secretbox',
      undefined,
      'identity',
    ]);
    expect(configuration.keys).toMatchObject([{ provider: 'secretbox', lengths: [32] }]);
  });

  test('is certain of nothing that a template may decide', () => {
    const templated = configurationIn(`
      apiVersion: v1
      kind: EncryptionConfig
      resources:
        - resources: ['{{ .Values.resource }}']
          providers:
            - identity: {}
        - resources: [secrets]
          providers:
            {{- if .Values.kms }}
            - kms: {name: a}
            {{- end }}
            - identity: {}
    `);
    expect(templated.entryFor('secrets')).toBeUndefined();
    expect(templated.isUncovered('configmaps')).toBe(false);
    const open = configurationIn(`
      apiVersion: apiserver.config.k8s.io/v1
      kind: EncryptionConfiguration
      resources:
        {{- include "secrets" . | nindent 2 }}
        - resources: [events]
          providers:
            - identity: {}
    `);
    expect(open.isUncovered('secrets')).toBe(false);
    expect(templated.entries.map(({ first }) => first?.name)).toEqual(['identity', undefined]);
  });
});

test.each([
  ['*.*', 'secrets', true],
  ['*.*', '*.apps', true],
  ['*.', 'secrets', true],
  ['*.', 'deployments.apps', false],
  ['*.apps', 'deployments.apps', true],
  ['*.apps', '*.*', false],
  ['secrets', 'secrets', false],
])('%s is wider than %s: %s', (wider, narrower, expected) => {
  expect(widerThan(narrower).includes(wider)).toBe(expected);
});

test.each([
  ['', 0],
  ['QQ==', 1],
  ['QUI=', 2],
  ['QUJD\nQUJD', 6],
  ['QUI', undefined],
  ['QU-_', undefined],
  ['<a key>', undefined],
])('base64 of %j has %s bytes', (text, expected) => {
  expect(base64Length(text)).toBe(expected);
});

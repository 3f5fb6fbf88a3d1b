import { expect, test } from 'vitest';
import { isManifestName, manifestEndings, mayHoldManifests } from '../../src/workspace/manifest-names';

const names = [
  ...['a.yaml', 'A.YML', 'x/a.json', 'Kustomization', 'x/Kustomization', 'policy.jsonl', 'a.NDJSON'],
  ...[
    'kubeconfig',
    'x/prod.kubeconfig',
    'admin.conf',
    'x/super-admin.conf',
    'kubelet.conf',
    'scheduler.conf',
  ],
];
const bytes = (text: string) => new TextEncoder().encode(text);

test.each(names)('%s may hold manifests, and has one of the endings', (name) => {
  expect(isManifestName(name)).toBe(true);
  expect(manifestEndings.some((ending) => name.toLowerCase().endsWith(ending))).toBe(true);
});

test.each([
  'a.txt',
  'kustomization',
  'MyKustomization',
  'mykubeconfig',
  'nginx.conf',
  'my-admin.conf',
  'a.yaml.bak',
])('%s holds none', (name) => {
  expect(isManifestName(name)).toBe(false);
});

test('What is mostly something else has to start as a manifest', () => {
  expect(mayHoldManifests('a.yaml', bytes('a: 1'))).toBe(true);
  expect(mayHoldManifests('a.jsonl', bytes('{"a": 1}'))).toBe(false);
  expect(mayHoldManifests('a.jsonl', bytes('# ours\n{"apiVersion": "v1"}'))).toBe(true);
  expect(mayHoldManifests('x/admin.conf', bytes('\u0000'))).toBe(false);
  expect(mayHoldManifests('x/admin.conf', bytes('apiVersion: v1\nkind: Config\n'))).toBe(true);
});

import { expect, test } from 'vitest';
import { FileStates } from '../../src/workspace/file-states';
import { uriOf } from './memory-files';

function listed(...paths: readonly string[]) {
  return paths.map((path) => ({ uri: uriOf(path), identity: uriOf(path) }));
}

test('a file is a template as long as its chart is there', () => {
  const states = new FileStates();
  const isTemplate = () => {
    const uri = uriOf('chart/templates/sub/a.yaml');
    return states.sourceOf(uri, uri, 'a: 1')?.isTemplate;
  };
  states.take(listed('chart/templates/sub/a.yaml'));
  expect(isTemplate()).toBe(false);
  states.take(listed('chart/templates/sub/a.yaml', 'chart/Chart.yaml'));
  expect(isTemplate()).toBe(true);
  expect(states.templatesOf(uriOf('chart/Chart.yaml'))).toEqual([uriOf('chart/templates/sub/a.yaml')]);
  states.take(listed('chart/templates/sub/a.yaml'));
  expect(isTemplate()).toBe(false);
});

test('JSON that is neither a manifest, a seccomp profile nor a patch is no source', () => {
  const states = new FileStates();
  expect(states.sourceOf('a.json', 'a.json', '{"kind": "Pod"}')).toBeUndefined();
  expect(states.sourceOf('a.json', 'a.json', '{"kind": "Pod", "apiVersion": "v1"}')).toBeDefined();
  const profile = '{"defaultAction": "SCMP_ACT_ALLOW", "syscalls": []}';
  expect(states.sourceOf('a.json', 'a.json', profile)).toBeDefined();
  expect(states.sourceOf('a.json', 'a.json', `{"seccomp": ${profile}}`)).toBeUndefined();
  expect(states.sourceOf('a.json', 'a.json', '[{"op": "remove", "path": "/spec"}]')).toBeDefined();
  expect(states.sourceOf('a.json', 'a.json', '[{"op": "remove"}, {"name": "op"}]')).toBeUndefined();
});

test('a file that is no longer listed stays while it is open', () => {
  const states = new FileStates();
  states.take(listed('a.yaml', 'b.yaml'));
  const uri = uriOf('a.yaml');
  states.open(uri, uri, { uri, text: '', language: 'yaml', isTemplate: false });
  expect(states.take(listed('c.yaml'))).toEqual({ fresh: [uriOf('c.yaml')], gone: [uri, uriOf('b.yaml')] });
  expect(states.get(uri)?.open).toBeDefined();
});

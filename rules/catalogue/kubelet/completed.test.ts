import { expect, test } from 'vitest';
import { componentsOf } from '../../kubernetes/component';
import { readManifests } from '../../kubernetes/manifest';
import { dedent } from '../../testing/marked';
import { Placeholder } from '../../yaml/operation';
import { sourceOf } from '../../yaml/source';
import { assistOf } from './completed';

function assistIn(text: string) {
  const { manifests } = readManifests(sourceOf('file:///a.yaml', dedent(text)));
  const [kubelet] = manifests.flatMap(componentsOf);
  if (kubelet === undefined) throw new Error('there is no kubelet');
  return assistOf('Limit', kubelet, kubelet.option('pod-max-pids'), '4096').assist;
}

test('a field of a file gets a placeholder', () => {
  const assist = assistIn(`
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
  `);
  expect(assist?.operations).toMatchObject([{ verb: 'set', value: new Placeholder('4096') }]);
});

test('a flag gets the value', () => {
  const assist = assistIn(`
    apiVersion: v1
    kind: Pod
    metadata: {name: node}
    spec: {containers: [{name: kubelet, image: i, command: [kubelet, --pod-max-pids=-1]}]}
  `);
  expect(assist?.operations).toMatchObject([{ verb: 'set', value: '--pod-max-pids=4096' }]);
});

test('a script is left alone', () => {
  const assist = assistIn(`
    apiVersion: v1
    kind: Pod
    metadata: {name: node}
    spec: {containers: [{name: kubelet, image: i, command: [sh, -c, "kubelet --pod-max-pids=-1"]}]}
  `);
  expect(assist).toBeUndefined();
});

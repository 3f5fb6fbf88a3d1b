import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import type { Container } from './container';
import { readManifests } from './manifest';
import { programOf } from './program';

function container(text: string): Container {
  const pod = `{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, ${text}}]}}`;
  const [found] = readManifests(sourceOf('x.yaml', pod)).manifests.flatMap(
    ({ pods }) => pods[0]?.containers ?? [],
  );
  if (found === undefined) throw new Error('no container');
  return found;
}

test.each([
  ['image: "registry.k8s.io/kube-proxy:v1.33.2"', 'kube-proxy'],
  ['image: registry.k8s.io/kube-proxy-arm64', 'kube-proxy'],
  ['image: own, command: [/usr/local/bin/kube-apiserver, --v=2]', 'kube-apiserver'],
  ['image: "kubernetesui/dashboard:v2"', undefined],
  ['image: own, command: [sh, -c, kubelet]', undefined],
  ['image: etcd-backup-operator', undefined],
  ['image: ""', undefined],
])('the component of %s', (text, component) => {
  expect(programOf(container(text))).toBe(component);
});

import { expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import { sourceOf } from '../../yaml/source';
import reserved from './namespace-reserved';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: balancer, namespace: kube-system}
spec: {containers: [{name: balancer, image: registry.example/balancer:1.2}]}
`;

test.each([
  ['etc/kubernetes/manifests/balancer.yaml', 0],
  ['apps/balancer.yaml', 1],
])('a pod of the file %s is reported %i times: static ones are parts of the cluster', (path, count) => {
  const source = sourceOf(`file:///${path}`, POD);
  expect(lint(source, [reserved], { ...defaultOptions, profile: 'all' }).problems).toHaveLength(count);
});

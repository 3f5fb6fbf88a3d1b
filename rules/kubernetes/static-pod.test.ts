import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { isStaticPod } from './static-pod';

test.each([
  ['file:///etc/kubernetes/manifests/proxy.yaml', 'Pod', '{app: proxy}', true],
  ['file:///var/lib/rancher/rke2/agent/pod-manifests/proxy.yaml', 'Pod', '{app: proxy}', true],
  ['file:///repository/manifests/proxy.yaml', 'Pod', '{app: proxy}', false],
  ['file:///etc/kubernetes/manifests/old/proxy.yaml', 'Pod', '{app: proxy}', false],
  ['file:///etcd.yaml', 'Pod', '{tier: control-plane, component: etcd}', true],
  ['file:///etcd.yaml', 'Pod', '{component: etcd}', false],
  ['file:///web.yaml', 'Pod', '{tier: control-plane, component: web}', false],
  ['file:///etc/kubernetes/manifests/proxy.yaml', 'PodTemplate', '{app: proxy}', false],
])('a pod of %s, kind %s, labels %s', (uri, kind, labels, isStatic) => {
  const body = `metadata: {labels: ${labels}}, spec: {containers: [{name: a, image: i}]}`;
  const text = kind === 'Pod' ? `{apiVersion: v1, kind: Pod, ${body}}` : templateOf(body);
  const pods = readManifests(sourceOf(uri, text)).manifests.flatMap((manifest) => manifest.pods);
  expect(pods.map(isStaticPod)).toEqual([isStatic]);
});

function templateOf(body: string): string {
  return `{apiVersion: v1, kind: PodTemplate, template: {${body}}}`;
}

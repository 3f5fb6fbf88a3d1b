import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';

test.each([
  ['patches/kubeletconfiguration+strategic.yaml', 'KubeletConfiguration', true],
  ['patches/kubeletconfiguration0%2Bmerge.json', 'KubeletConfiguration', true],
  ['patches/kubeletconfiguration.yaml', 'KubeletConfiguration', true],
  ['etc/kubernetes/kubelet.conf.d/10-pods.yaml', 'KubeletConfiguration', true],
  ['kubeletconfiguration.yaml', 'KubeletConfiguration', false],
  ['patches/kubelet.yaml', 'KubeletConfiguration', false],
  ['kube-apiserver0+merge.yaml', 'Pod', true],
  ['kube-apiserver.yaml', 'Pod', false],
  ['web+merge.yaml', 'Pod', false],
  ['manifests.d/web.yaml', 'Pod', false],
])('%s with a %s is a part of one: %s', (path, kind, expected) => {
  const version = kind === 'Pod' ? 'v1' : 'kubelet.config.k8s.io/v1beta1';
  const text = `{apiVersion: ${version}, kind: ${kind}, spec: {containers: [{name: a, image: i}]}}`;
  const { manifests } = readManifests(sourceOf(`file:///${path}`, text, { language: 'yaml' }));
  expect(manifests.map(({ root }) => root.isPartial)).toEqual([expected]);
});

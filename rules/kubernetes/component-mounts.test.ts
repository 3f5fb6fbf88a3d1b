import { describe, expect, test } from 'vitest';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { componentsOf } from './component';
import { mountsOf } from './component-mounts';
import { readManifests } from './manifest';

function mounts(text: string) {
  const components = readManifests(sourceOf('a.yaml', text)).manifests.flatMap(componentsOf);
  const server = components.find(({ name }) => name === 'kube-apiserver');
  return server === undefined ? undefined : mountsOf(server);
}

function mountPath(text: string, path: string): string | undefined {
  const found = mounts(text)?.find(path);
  return typeof found === 'object' ? knownValue(found.mountPath) : found;
}

const pod = (rest: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: registry.example/a:1\n      command: [kube-apiserver]\n${rest}`;
const kubeadm = (rest: string) =>
  `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: ${rest}`;

describe('the mount that a path is in', () => {
  test('is the deepest one, of a container or of kubeadm', () => {
    const both = pod('      volumeMounts: [{name: a, mountPath: /etc}, {name: b, mountPath: /etc/audit/}]');
    expect(mountPath(both, '/etc/audit/policy.yaml')).toBe('/etc/audit/');
    expect(mountPath(both, '/etc/auditor')).toBe('/etc');
    expect(mountPath(both, '/var')).toBe('none');
    const extra = kubeadm('{extraVolumes: [{name: a, hostPath: /a, mountPath: /a}]}');
    expect(mountPath(extra, '/a/b')).toBe('/a');
    expect(mountPath(extra, '/b')).toBe('none');
  });

  test('is not known where something out of sight may be mounted', () => {
    expect(mountPath(pod('      volumeMounts: "{{ .it }}"'), '/a')).toBe('unknown');
    expect(mountPath(pod('      volumeMounts: [{name: a, mountPath: "{{ .it }}"}]'), '/a')).toBe('unknown');
    expect(mountPath(kubeadm('{}'), '/etc/kubernetes/pki/a')).toBe('unknown');
  });

  test('says whether what is written there is lost', () => {
    const found = mounts(
      pod('      volumeMounts: [{name: a, mountPath: /a}]\n  volumes: [{name: a, emptyDir: {}}]'),
    )?.find('/a/b');
    expect(found).toMatchObject({ isFleeting: true });
  });
});

test('nothing is mounted under a name that is taken', () => {
  const mount = { name: 'a', path: '/a', type: 'File', readOnly: true } as const;
  expect(mounts(pod('  volumes: [{name: a, emptyDir: {}}]'))?.add(mount)).toEqual([]);
  expect(mounts(pod('  volumes: []'))?.add(mount)).toHaveLength(2);
  expect(mounts(kubeadm('{extraVolumes: [{name: a}]}'))?.add(mount)).toEqual([]);
});

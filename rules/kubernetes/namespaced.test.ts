import { expect, test } from 'vitest';
import { isNamespaced } from './namespaced';

test.each([
  ['v1', 'Pod'],
  ['v1', 'PersistentVolumeClaim'],
  ['apps/v1', 'Deployment'],
  ['apps/v1beta1', 'Deployment'],
  ['extensions/v1beta1', 'Ingress'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
])('objects of %s %s are in a namespace', (apiVersion, kind) => {
  expect(isNamespaced(apiVersion, kind)).toBe(true);
});

test.each([
  ['v1', 'Namespace'],
  ['v1', 'Node'],
  ['v1', 'PersistentVolume'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
  ['storage.k8s.io/v1', 'StorageClass'],
  ['networking.k8s.io/v1', 'IngressClass'],
  ['policy/v1beta1', 'PodSecurityPolicy'],
  ['kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration'],
])('objects of %s %s are in none', (apiVersion, kind) => {
  expect(isNamespaced(apiVersion, kind)).toBe(false);
});

test.each([
  ['example.org/v1', 'Pod'],
  ['constructor/v1', 'Pod'],
  ['apps/v1', 'Pod'],
  [undefined, 'Pod'],
])('of %s %s nothing is known', (apiVersion, kind) => {
  expect(isNamespaced(apiVersion, kind)).toBe(false);
});

import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { rolesIn } from './role';
import { reachesOnlyNamespaces } from './role-reach';

function isNamespaced(rules: string): boolean {
  const text = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: ${rules}\n`;
  const [role] = readManifests(sourceOf('x.yaml', text)).manifests.flatMap(rolesIn);
  return role !== undefined && reachesOnlyNamespaces(role);
}

test('a role stays in namespaces where all its resources are known to be there', () => {
  expect(
    isNamespaced('[{apiGroups: ["", apps], resources: [pods, pods/log, deployments], verbs: [get]}]'),
  ).toBe(true);
  for (const rules of [
    '[]',
    '[{apiGroups: [""], resources: [pods, nodes], verbs: [get]}]',
    '[{apiGroups: [""], resources: [namespaces], verbs: [get]}]',
    '[{apiGroups: [""], resources: ["*"], verbs: [get]}]',
    '[{apiGroups: ["*"], resources: [pods], verbs: [get]}]',
    '[{apiGroups: [shop.example], resources: [orders], verbs: [get]}]',
    '[{apiGroups: [""], resources: [pods, "{{ .more }}"], verbs: [get]}]',
    '[{nonResourceURLs: [/metrics], verbs: [get]}]',
    '{{ .Values.rules }}',
  ]) {
    expect([rules, isNamespaced(rules)]).toEqual([rules, false]);
  }
});

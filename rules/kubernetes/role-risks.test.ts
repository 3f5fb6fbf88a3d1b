import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { rolesIn } from './role';
import { builtInRights, gravestFirst, riskyRightsOf } from './role-risks';

function rights(kind: string, ...rules: readonly string[]): readonly string[] {
  const text = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: a}\nrules: [${rules.join(', ')}]`;
  const roles = readManifests(sourceOf('a.yaml', text)).manifests.flatMap(rolesIn);
  return roles.flatMap(riskyRightsOf).map(({ right, isLocal }) => (isLocal ? `${right}, locally` : right));
}

describe('the risky rights of a role', () => {
  test('are what its rules grant for all objects, the gravest first', () => {
    expect(
      rights(
        'ClusterRole',
        '{apiGroups: [""], resources: [pods], verbs: [create]}',
        '{apiGroups: [""], resources: [secrets], verbs: [get, list]}',
      ),
    ).toEqual(['read every Secret, locally', 'run pods as any ServiceAccount']);
    expect(
      rights('ClusterRole', '{apiGroups: [""], resources: [secrets], resourceNames: [a], verbs: [get]}'),
    ).toEqual([]);
    expect(rights('ClusterRole', '{apiGroups: [""], resources: [secrets], verbs: [get]}')).toEqual([
      'read Secrets by their names',
    ]);
  });

  test('tell starting pods from changing those that are there, and name the graver of both', () => {
    const pods = (...verbs: readonly string[]) =>
      rights('ClusterRole', `{apiGroups: [""], resources: [pods], verbs: [${verbs.join(', ')}]}`);
    expect(pods('patch')).toEqual(['change the images of running pods']);
    expect(pods('create', 'patch')).toEqual(['run pods as any ServiceAccount']);
  });

  test('are one where everything is granted', () => {
    const all = '{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}';
    expect(rights('ClusterRole', all)).toEqual(['do everything, locally']);
  });

  test('count locally only as far as they reach into a namespace', () => {
    const impersonate = (resource: string) =>
      rights('ClusterRole', `{apiGroups: [""], resources: [${resource}], verbs: [impersonate]}`);
    expect(impersonate('users')).toEqual(['act as others']);
    expect(impersonate('serviceaccounts')).toEqual(['act as others, locally']);
  });

  test('take both halves of a right to certificates', () => {
    const half =
      '{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}';
    const other = '{apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve]}';
    expect(rights('ClusterRole', half)).toEqual([]);
    expect(rights('ClusterRole', half, other)).toEqual(['approve certificates']);
  });

  test('are known of roles that come with Kubernetes', () => {
    expect(builtInRights('edit')?.some(({ right }) => right === 'read every Secret')).toBe(true);
    expect(builtInRights('cluster-admin')).toEqual([{ right: 'do everything', isLocal: true }]);
    expect([builtInRights('view'), builtInRights('toString')]).toEqual([undefined, undefined]);
    expect(gravestFirst(['change nodes', 'bind any role', 'do everything'])).toEqual([
      'do everything',
      'bind any role',
      'change nodes',
    ]);
  });
});

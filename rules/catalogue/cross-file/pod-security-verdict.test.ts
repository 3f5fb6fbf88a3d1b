import { expect, test } from 'vitest';
import { defaultOptions } from '../../engine/options';
import type { Context } from '../../engine/rule';
import { emptyWorkspace } from '../../engine/workspace';
import { rules } from '../../index';
import { readManifests } from '../../kubernetes/manifest';
import { KubernetesVersion } from '../../kubernetes/version';
import { checksAgainst } from '../../testing/pod-security-truth/admission';
import { hostAccess } from '../../testing/pod-security-truth/host-access';
import { kernel } from '../../testing/pod-security-truth/kernel';
import { pod, yamlOf } from '../../testing/pod-security-truth/manifest';
import { privileges } from '../../testing/pod-security-truth/privileges';
import { profiles } from '../../testing/pod-security-truth/profiles';
import { users } from '../../testing/pod-security-truth/users';
import { volumeTypes } from '../../testing/pod-security-truth/volumes';
import { windows } from '../../testing/pod-security-truth/windows';
import { sourceOf } from '../../yaml/source';
import { podSecurityRules } from './pod-security-rules';
import { policyOf, violationsOf } from './pod-security-verdict';

const tables = { hostAccess, privileges, volumeTypes, profiles, kernel, users, windows };

const context: Context = {
  target: KubernetesVersion.latest,
  profile: 'all',
  options: {},
  allow: defaultOptions.allow,
  workspace: emptyWorkspace,
};

const QUESTIONS = [7, 18, 21, 24, 34, 37].flatMap(
  (minor) =>
    [
      ['baseline', minor],
      ['restricted', minor],
    ] as const,
);

const place = { uri: 'file:///ns.yaml', document: 0, span: { start: 0, end: 1 }, path: [] };

test('the verdict is made by every rule that states a control of the Pod Security Standards', () => {
  const stating = rules.filter(({ meta }) => meta.standards.pss !== undefined);
  expect(podSecurityRules.map(({ meta }) => meta.id).sort()).toEqual(
    stating.map(({ meta }) => meta.id).sort(),
  );
});

test.each(Object.entries(tables))(
  'on %s it names the checks that the admission controller fails',
  (_, cases) => {
    const latest = KubernetesVersion.latest;
    for (const truth of cases) {
      const object = pod(truth, 'it');
      const [manifest] = readManifests(sourceOf('it.yaml', yamlOf(object))).manifests;
      if (manifest === undefined) throw new Error('there is nothing to judge');
      for (const [level, minor] of QUESTIONS) {
        const policy = policyOf([{ level, version: `v1.${minor}`, place }], latest);
        const violations = policy === undefined ? [] : violationsOf(manifest, policy, context);
        const checks = violations.map(({ check }) => check);
        const expected = [...checksAgainst(object, level, minor)].sort();
        expect([truth.name, level, minor, checks]).toEqual([truth.name, level, minor, expected]);
      }
    }
  },
);

test.each([
  ['the one there is', [['baseline', 'v1.20']], 'baseline 1.20'],
  [
    'the weakest',
    [
      ['restricted', 'latest'],
      ['baseline', 'v1.20'],
    ],
    'baseline 1.20',
  ],
  ["the cluster's for one it does not know", [['baseline', 'v1.34']], 'baseline 1.30'],
  ['the newest for latest', [['baseline', 'latest']], 'baseline 1.30'],
  ['the newest for what is no version', [['baseline', '1.20']], 'baseline 1.30'],
  ['none, where nothing is forbidden', [['privileged', 'latest']], undefined],
  ['none, where the label is no level', [['Baseline', 'latest']], undefined],
  [
    'none, where one of the levels is not known',
    [
      ['restricted', 'latest'],
      [undefined, 'latest'],
    ],
    undefined,
  ],
  ['none, where the version is not known', [['restricted', undefined]], undefined],
  ['none, where nothing is said', [], undefined],
] as const)('the policy is %s', (_, labels, expected) => {
  const enforced = labels.map(([level, version]) => ({
    ...(level === undefined ? {} : { level }),
    ...(version === undefined ? {} : { version }),
    place,
  }));
  const policy = policyOf(enforced, KubernetesVersion.parse('1.30') ?? KubernetesVersion.latest);
  expect(policy && `${policy.level} ${policy.version}`).toBe(expected);
});

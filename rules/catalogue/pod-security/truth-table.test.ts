import { describe, expect, test } from 'vitest';
import { NEWEST_MINOR } from '../../kubernetes/version';
import { dedent } from '../../testing/marked';
import { checksAgainst } from '../../testing/pod-security-truth/admission';
import { combinationsOf } from '../../testing/pod-security-truth/combination';
import { hostAccess } from '../../testing/pod-security-truth/host-access';
import {
  agree,
  checksOf,
  EVERY_MINOR,
  factOf,
  groupBy,
  judgeAll,
  LEVELS,
  problemsIn,
} from '../../testing/pod-security-truth/judge';
import { kernel } from '../../testing/pod-security-truth/kernel';
import { jsonListOf, pod, yamlOf } from '../../testing/pod-security-truth/manifest';
import { privileges } from '../../testing/pod-security-truth/privileges';
import { profiles } from '../../testing/pod-security-truth/profiles';
import { checksAt, sentenceOf, type TruthCase } from '../../testing/pod-security-truth/truth-case';
import { users } from '../../testing/pod-security-truth/users';
import { volumeTypes } from '../../testing/pod-security-truth/volumes';
import { windows } from '../../testing/pod-security-truth/windows';
import { sourceOf } from '../../yaml/source';

const tables: Readonly<Record<string, readonly TruthCase[]>> = {
  'access to the node': hostAccess,
  privileges,
  'volume types': volumeTypes,
  'seccomp and AppArmor': profiles,
  'SELinux, /proc and sysctls': kernel,
  users,
  Windows: windows,
};

// Every Pod in every version takes half a minute: what CI has time for, and a change of the policies is worth.
const isWhole = process.env.POD_SECURITY_TRUTH === 'whole' || process.env.CI !== undefined;
const extent = isWhole ? 'whole' : 'sample';

for (const [topic, cases] of Object.entries(tables)) {
  const disagreements = judgeAll(cases, extent);

  describe(`on ${topic} the profiles judge as the admission controller does`, () => {
    test.each(cases.map((truth) => [sentenceOf(truth), truth] as const))('%s', (_, truth) => {
      expect(disagreements.get(truth) ?? []).toEqual([]);
    });
  });
}

test('the table says what the algorithm says, in every version', () => {
  const cases = Object.values(tables).flatMap((table) =>
    table.map((truth) => [truth, pod(truth, 'it')] as const),
  );
  const questions = LEVELS.flatMap((level) => EVERY_MINOR.map((minor) => [level, minor] as const));
  const differences = cases.flatMap(([truth, object]) =>
    questions.flatMap(([level, minor]) => {
      const byTable = [...checksAt(truth[level], minor)].sort().join(', ');
      const byAlgorithm = [...checksAgainst(object, level, minor)].sort().join(', ');
      return byTable === byAlgorithm
        ? []
        : [`${truth.name}, ${level} 1.${minor}: ${byTable} / ${byAlgorithm}`];
    }),
  );
  expect(differences).toEqual([]);
});

test.each([7, 18, 21, 24, 34, 37])(
  'peculiarities that come together are judged together by version 1.%i',
  (minor) => {
    const pods = combinationsOf(Object.values(tables).flat(), 25, minor + 1);
    const objects = pods.map((it, index) => pod(it, String(index)));
    const source = sourceOf('combined.yaml', objects.map(yamlOf).join('---\n'));
    for (const level of LEVELS) {
      const problems = groupBy(
        problemsIn(source, level, `1.${minor}`, pods.length),
        ({ object }) => object.name,
      );
      for (const [index, object] of objects.entries()) {
        const expected = checksAgainst(object, level, minor);
        const reported = problems.get(String(index)) ?? [];
        const facts = { level, name: pods[index]?.name, expected, reported: reported.map(factOf) };
        expect({ ...facts, agree: agree(expected, reported) }).toEqual({ ...facts, agree: true });
      }
    }
  },
);

test('no two cases have the same name', () => {
  const names = Object.values(tables).flatMap((cases) => cases.map(({ name }) => name));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test.each([
  ['baseline', '1.99'],
  ['restricted', 'latest'],
] as const)('%s judges a List in JSON the same when the version is %s', (level, version) => {
  const cases = Object.values(tables).flatMap((table) => table.filter((_, index) => index % 4 === 0));
  const list = sourceOf('list.json', jsonListOf(cases.map((truth, index) => pod(truth, String(index)))));
  const problems = groupBy(problemsIn(list, level, version, cases.length), ({ object }) => object.name);
  const judged = cases.map((truth, index) => [truth.name, problems.has(String(index))]);
  expect(judged).toEqual(cases.map((truth) => [truth.name, checksAt(truth[level], NEWEST_MINOR).length > 0]));
});

test('annotations count on a pod, not on the controller that carries it', () => {
  const controller = `
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      annotations: {container.apparmor.security.beta.kubernetes.io/app: unconfined}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers: [{name: app, image: registry.example/app}]
  `;
  expect(checksIn(controller)).toEqual([]);
});

test('a ReplicationController without a template has nothing to judge', () => {
  expect(checksIn('{apiVersion: v1, kind: ReplicationController, metadata: {name: web}, spec: {}}')).toEqual(
    [],
  );
});

test('the API server gives a Pod on the network of its node host ports, and a template none since 1.28', () => {
  const onNode = '{hostNetwork: true, containers: [{name: app, image: it, ports: [{containerPort: 80}]}]}';
  const lone = `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: ${onNode}}`;
  const carried = `{apiVersion: batch/v1, kind: Job, metadata: {name: web}, spec: {template: {spec: ${onNode}}}}`;
  expect(checksIn(lone)).toEqual(['hostNamespaces', 'hostPorts']);
  expect(checksIn(carried)).toEqual(['hostNamespaces']);
  expect(checksIn(carried, '1.28')).toEqual(['hostNamespaces']);
  expect(checksIn(carried, '1.27')).toEqual(['hostNamespaces', 'hostPorts']);
});

test("the control plane's own pods are judged like any other", () => {
  const etcd = `
    apiVersion: v1
    kind: Pod
    metadata:
      name: etcd
      namespace: kube-system
      labels: {component: etcd, tier: control-plane}
    spec:
      hostNetwork: true
      containers: [{name: etcd, image: registry.example/etcd}]
      volumes: [{name: data, hostPath: {path: /var/lib/etcd}}]
  `;
  expect(checksIn(etcd)).toEqual(['hostNamespaces', 'hostPathVolumes']);
});

/** The checks of a version of Baseline that forbid the one object of a text. */
function checksIn(manifest: string, version = 'latest'): readonly (string | undefined)[] {
  return problemsIn(sourceOf('it.yaml', dedent(manifest)), 'baseline', version, 1)
    .flatMap(checksOf)
    .sort();
}

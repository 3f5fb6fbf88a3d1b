import { expect, test } from 'vitest';
import { factsIn } from '../../engine/facts-in';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import { WorkspaceIndex } from '../../engine/workspace-index';
import { rules } from '../../index';
import { sourceOf } from '../../yaml/source';

const ACCESS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admin}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: agent, namespace: tools}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects: [{kind: ServiceAccount, name: agent, namespace: tools}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules: [{apiGroups: [""], resources: [secrets], verbs: [list]}]
`;
const AGENT = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: tools}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      serviceAccountName: agent
      containers: [{name: agent, image: registry.example/agent:1.2}]
`;
const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: agent, namespace: tools}
spec: {type: NodePort, selector: {app: agent}}
`;

const about = [
  'daemon-set-risky-rbac',
  'exposed-workload-risky-rbac',
  'workload-service-account-cluster-admin',
  'workload-service-account-risky-rbac',
];

function said(files: readonly string[]) {
  const sources = files.map((text, index) => sourceOf(`file:///${index}.yaml`, text));
  const index = new WorkspaceIndex();
  for (const source of sources) index.update(source.uri, factsIn(source));
  const [agent] = sources;
  if (agent === undefined) throw new Error('nothing to lint');
  const { problems } = lint(agent, rules, defaultOptions, index.viewFor(agent.uri));
  return problems.filter(({ rule }) => about.includes(rule));
}

test('what an account can do is said once, and links both ends', () => {
  const [problem, ...rest] = said([AGENT, ACCESS]);
  expect(rest).toEqual([]);
  expect(problem).toMatchObject({
    rule: 'workload-service-account-cluster-admin',
    also: ['daemon-set-risky-rbac', 'workload-service-account-risky-rbac'],
    severity: 'error',
  });
  expect(problem?.related).toMatchObject([
    {
      message: 'Bound to cluster-admin here',
      place: { uri: 'file:///1.yaml', range: { start: { line: 4 } } },
    },
  ]);
});

test('an open door is said first, and links what opens it', () => {
  const [problem, ...rest] = said([AGENT, ACCESS, SERVICE]);
  expect(rest).toEqual([]);
  expect(problem).toMatchObject({
    rule: 'exposed-workload-risky-rbac',
    also: [
      'daemon-set-risky-rbac',
      'workload-service-account-cluster-admin',
      'workload-service-account-risky-rbac',
    ],
    message: 'Open to the outside by NodePort Service agent, and can do everything',
  });
  expect(problem?.related[0]?.place).toMatchObject({ uri: 'file:///2.yaml', range: { start: { line: 3 } } });
});

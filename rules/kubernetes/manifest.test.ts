import { describe, expect, test } from 'vitest';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';

function objects(text: string): readonly string[] {
  return readManifests(sourceOf('x.yaml', text)).manifests.map(
    ({ kind, identity }) => `${kind}/${identity.name ?? '?'}`,
  );
}

/** Each pod's containers by name. */
function containers(text: string): readonly (readonly string[])[] {
  return readManifests(sourceOf('x.yaml', text)).manifests.flatMap(({ pods }) =>
    pods.map((pod) => pod.containers.map((each) => `${each.kind} ${knownValue(each.name) ?? '?'}`)),
  );
}

const POD = 'containers: [{name: a, image: i}]';

test('the lines of a JSON file that has an object on each are objects', () => {
  const line = '{"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": {}}';
  const { manifests, total } = readManifests(sourceOf('file:///policy.json', `${line}\n${line}\n`));
  expect(manifests.map(({ kind, document }) => [kind, document.index, document.problems.length])).toEqual([
    ['Policy', 0, 0],
    ['Policy', 1, 0],
  ]);
  expect(total).toBe(2);
});

describe('objects', () => {
  test('are documents with apiVersion and kind of a built-in group, each item of a list for itself', () => {
    expect(
      objects(
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\nkind: Role\napiVersion: rbac.authorization.k8s.io/v1\n',
      ),
    ).toEqual(['Pod/a', 'Role/?']);
    const item = '{apiVersion: v1, kind: Secret, metadata: {name: a}}';
    expect(objects(`apiVersion: v1\nkind: List\nitems: [${item}, ${item}]`)).toEqual([
      'Secret/a',
      'Secret/a',
    ]);
    expect(objects(`apiVersion: v1\nkind: PodList\nitems: [${item}]`)).toEqual(['Secret/a']);
  });

  test('are neither compose files nor values nor objects of groups nobody knows nor their definitions', () => {
    expect(objects('services: {web: {privileged: true}}')).toEqual([]);
    expect(objects('kind: Pod')).toEqual([]);
    expect(objects('apiVersion: example.org/v1\nkind: Deployment')).toEqual([]);
    expect(objects('apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition')).toEqual([]);
    expect(objects('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization')).toEqual([]);
    expect(objects('- apiVersion: v1\n  kind: Pod\n')).toEqual([]);
  });

  test('may have an apiVersion that a template decides, where their kind carries pods', () => {
    expect(objects('apiVersion: {{ .v }}\nkind: Deployment\n')).toEqual(['Deployment/?']);
    expect(objects('apiVersion: {{ .v }}\nkind: Ingress\n')).toEqual([]);
  });
});

describe('a kustomization', () => {
  const kustomization = (patches: string) =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${patches}`;
  const patch = (indent: string) =>
    ['apiVersion: v1', 'kind: Pod', 'metadata: {name: web}'].map((line) => `${indent}${line}\n`).join('');

  test('holds the parts of objects that its patches are', () => {
    const text = kustomization(
      `patches:\n- patch: |\n${patch('    ')}patchesStrategicMerge:\n- |-\n${patch('  ')}- file.yaml\n`,
    );
    expect(objects(text)).toEqual(['Pod/web', 'Pod/web']);
    const { manifests } = readManifests(sourceOf('x.yaml', text));
    expect(manifests.map(({ root }) => root.isPartial)).toEqual([true, true]);
  });

  test('may leave out what it is, where the name of its file says that', () => {
    const text = `patches:\n- patch: |\n${patch('    ')}`;
    const kindsIn = (uri: string) => readManifests(sourceOf(uri, text)).manifests.map(({ kind }) => kind);
    expect(kindsIn('file:///a/kustomization.yaml')).toEqual(['Pod']);
    expect(kindsIn('file:///a/values.yaml')).toEqual([]);
  });

  test('is no object itself, and none is in operations, in other groups or where a variable stands', () => {
    const operations = 'patches:\n- patch: |\n    - {op: add, path: /spec/hostPID, value: true}\n';
    expect(objects(kustomization(operations))).toEqual([]);
    expect(
      objects(kustomization(`patches:\n- patch: |\n${patch('    ').replace('v1', 'a.example/v1')}`)),
    ).toEqual([]);
    expect(
      objects(kustomization(`patches:\n- patch: |\n${patch('    ').replace('Pod', '{{ kind }}')}`)),
    ).toEqual([]);
  });
});

describe('pods', () => {
  test('are found in every kind that carries one', () => {
    const spec = `{spec: {${POD}}}`;
    const carriers = [
      `apiVersion: v1\nkind: Pod\nspec: {${POD}}`,
      `apiVersion: v1\nkind: PodTemplate\ntemplate: ${spec}`,
      `apiVersion: v1\nkind: ReplicationController\nspec: {template: ${spec}}`,
      ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map(
        (kind) => `apiVersion: apps/v1\nkind: ${kind}\nspec: {selector: {}, template: ${spec}}`,
      ),
      `apiVersion: batch/v1\nkind: Job\nspec: {template: ${spec}}`,
      `apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: ${spec}}}}`,
      `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: ${spec}}`,
      `apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: ${spec}}`,
      `apiVersion: serving.knative.dev/v1\nkind: Configuration\nspec: {template: ${spec}}`,
      `apiVersion: serving.knative.dev/v1\nkind: Revision\nspec: {${POD}}`,
      `apiVersion: apps.openshift.io/v1\nkind: DeploymentConfig\nspec: {template: ${spec}}`,
      `apiVersion: jobset.x-k8s.io/v1alpha2\nkind: JobSet\nspec: {replicatedJobs: [{template: {spec: {template: ${spec}}}}]}`,
      `apiVersion: apps.kruise.io/v1alpha1\nkind: CloneSet\nspec: {template: ${spec}}`,
      `apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nspec: {jobTargetRef: {template: ${spec}}}`,
      `apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nspec: {tasks: [{name: a, template: ${spec}}]}`,
      `apiVersion: kubeflow.org/v1\nkind: PyTorchJob\nspec: {pytorchReplicaSpecs: {Worker: {template: ${spec}}}}`,
      `apiVersion: kubeflow.org/v1\nkind: TFJob\nspec: {tfReplicaSpecs: {PS: {template: ${spec}}}}`,
      `apiVersion: agents.x-k8s.io/v1alpha1\nkind: Sandbox\nspec: {podTemplate: ${spec}}`,
    ];
    for (const text of carriers) expect([text, containers(text)]).toEqual([text, [['regular a']]]);
  });

  test('have init containers, containers and ephemeral containers, in this order', () => {
    const text = `apiVersion: v1
kind: Pod
spec:
  ephemeralContainers: [{name: e, image: i}]
  containers: [{name: c, image: i}]
  initContainers: [{name: i, image: i, restartPolicy: Always}]
`;
    expect(containers(text)).toEqual([['init i', 'regular c', 'ephemeral e']]);
  });

  test('of an Argo workflow are its templates, each with its own containers', () => {
    const text = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: w-}
spec:
  hostNetwork: true
  securityContext: {runAsNonRoot: true}
  templates:
    - name: steps
      steps: []
    - name: one
      container: {image: i}
      sidecars: [{name: s, image: i}]
    - name: two
      securityContext: {runAsNonRoot: false}
      script: {image: i, source: ls}
    - name: three
      containerSet: {containers: [{name: x, image: i}, {name: y, image: i}]}
`;
    const pods = readManifests(sourceOf('x.yaml', text)).manifests.flatMap((manifest) => manifest.pods);
    expect(pods.map((pod) => knownValue(pod.securityContext.boolean('runAsNonRoot')))).toEqual([
      true,
      false,
      true,
    ]);
    expect(pods.map((pod) => knownValue(pod.hostNetwork))).toEqual([true, true, true]);
    expect(pods.map((pod) => pod.containers.length)).toEqual([2, 1, 2]);
  });
});

describe('a fragment', () => {
  const states = (text: string) =>
    readManifests(sourceOf('x.yaml', text)).manifests.flatMap(({ pods }) =>
      pods.map((pod) => pod.hostNetwork.state),
    );

  test('is an apps/v1 workload without a selector, a container without an image, or anything with $patch', () => {
    const template = `template: {spec: {${POD}}}`;
    expect(states(`apiVersion: apps/v1\nkind: Deployment\nspec: {selector: {}, ${template}}`)).toEqual([
      'absent',
    ]);
    expect(states(`apiVersion: apps/v1\nkind: Deployment\nspec: {${template}}`)).toEqual(['unknown']);
    expect(states('apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a}]}')).toEqual(['unknown']);
    expect(states(`apiVersion: v1\nkind: Pod\nspec: {$patch: replace, ${POD}}`)).toEqual(['unknown']);
  });

  test('is not what a template may complete', () => {
    expect(
      states(
        'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      {{- toYaml .x | nindent 6 }}\n',
      ),
    ).toEqual(['absent']);
  });
});

describe('seccomp profiles', () => {
  const profile = '{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": []}';
  const kinds = (name: string, text: string) =>
    readManifests(sourceOf(name, text)).manifests.map(({ kind }) => kind);

  test('are told by what they hold, in JSON', () => {
    expect(kinds('x.json', profile)).toEqual(['SeccompProfile']);
    expect(kinds('x.yaml', profile)).toEqual(['SeccompProfile']);
    expect(kinds('x.json', '{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": {}}')).toEqual([]);
    expect(kinds('x.json', '{"defaultAction": "deny", "syscalls": ["SCMP_ACT_ALLOW"]}')).toEqual([]);
    expect(kinds('x.json', `{"kind": "Profile", ${profile.slice(1)}`)).toEqual([]);
    expect(kinds('x.json', `{"linux": {"seccomp": ${profile}}}`)).toEqual([]);
  });

  test('have nothing missing, since they are no objects of Kubernetes', () => {
    const [manifest] = readManifests(sourceOf('x.json', profile)).manifests;
    expect(manifest?.metadata.string('namespace').state).toBe('unknown');
  });

  test('are objects of an operator too, whose other kinds are not read', () => {
    const group = 'apiVersion: security-profiles-operator.x-k8s.io/v1beta1\nkind: ';
    expect(kinds('x.yaml', `${group}SeccompProfile`)).toEqual(['SeccompProfile']);
    expect(kinds('x.yaml', `${group}ProfileRecording`)).toEqual([]);
  });
});

test.each([
  ['os: {name: windows}', true, true],
  [
    'os: {name: linux}, securityContext: {windowsOptions: {}}, nodeSelector: {kubernetes.io/os: windows}',
    false,
    false,
  ],
  ['nodeSelector: {kubernetes.io/os: windows}', true, true],
  ['securityContext: {windowsOptions: {}}', true, true],
  [affinity('{key: kubernetes.io/os, operator: In, values: [windows]}'), true, true],
  [affinity('{key: kubernetes.io/os, operator: In, values: [windows, linux]}'), false, false],
  [affinity('{key: kubernetes.io/os, operator: NotIn, values: [windows]}'), false, false],
  [affinity('{key: kubernetes.io/os, operator: In, values: {{ .systems }}}'), false, false],
  [
    affinity('{key: kubernetes.io/os, operator: In, values: [windows]}', '{key: a, operator: Exists}'),
    false,
    false,
  ],
  ['os: {name: {{ .os }}}', false, true],
  ['os: {}', false, false],
])('a pod with %s: for Windows %s, perhaps %s', (spec, isForWindows, mayBeWindows) => {
  const text = `apiVersion: v1\nkind: Pod\nspec: {${spec}, ${POD}}\n`;
  const pods = readManifests(sourceOf('x.yaml', text)).manifests.flatMap((manifest) => manifest.pods);
  expect(pods.map((pod) => [pod.isForWindows, pod.mayBeWindows])).toEqual([[isForWindows, mayBeWindows]]);
});

/** An affinity to nodes that have one of these labels. */
function affinity(...expressions: readonly string[]): string {
  const terms = expressions.map((expression) => `{matchExpressions: [${expression}]}`);
  const required = `{nodeSelectorTerms: [${terms.join(', ')}]}`;
  return `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ${required}}}`;
}

import type { Json, JsonObject, Pod } from './truth-case';

/** Where the container of a case stands in its pod. */
type ContainerPlace = 'only' | 'second' | 'init' | 'sidecar' | 'ephemeral';

/** The ways to write a case down as an object: what stands around its pod, or around its container in the pod. */
export type Shape = (truth: Pod, name: string) => JsonObject;

const CARRIERS: Readonly<Record<string, (pod: JsonObject) => JsonObject>> = {
  PodTemplate: (pod) => ({ apiVersion: 'v1', template: pod }),
  ReplicationController: (pod) => ({ apiVersion: 'v1', spec: { selector: { app: 'it' }, template: pod } }),
  Deployment: (pod) => ({ apiVersion: 'apps/v1', spec: withSelector(pod) }),
  ReplicaSet: (pod) => ({ apiVersion: 'apps/v1', spec: withSelector(pod) }),
  DaemonSet: (pod) => ({ apiVersion: 'apps/v1', spec: withSelector(pod) }),
  StatefulSet: (pod) => ({ apiVersion: 'apps/v1', spec: { serviceName: 'it', ...withSelector(pod) } }),
  Job: (pod) => ({ apiVersion: 'batch/v1', spec: { template: pod } }),
  CronJob: (pod) => ({
    apiVersion: 'batch/v1',
    spec: { schedule: '@daily', jobTemplate: { spec: { template: pod } } },
  }),
};

/** A Pod with one container. */
export const pod: Shape = (truth, name) => podOf(truth, name, 'only');

const PLACES: readonly ContainerPlace[] = ['second', 'init', 'sidecar', 'ephemeral'];

/** Pods where the container of a case is not the only one. */
export const containerShapes: Readonly<Record<string, Shape>> = Object.fromEntries(
  PLACES.map((place): [string, Shape] => [`${place} container`, (truth, name) => podOf(truth, name, place)]),
);

/** Every built-in kind that carries a pod in a template, and a list. */
export const carrierShapes: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(
    Object.keys(CARRIERS).map((kind): [string, Shape] => [
      kind,
      (truth, name) => carried(kind, pod(truth, name)),
    ]),
  ),
  List: (truth, name) => ({ apiVersion: 'v1', kind: 'List', items: [pod(truth, name)] }),
  PodList: (truth, name) => ({ apiVersion: 'v1', kind: 'PodList', items: [pod(truth, name)] }),
};

/** A pod that every version of Restricted allows, with the case's peculiarities. */
function podOf(truth: Pod, name: string, place: ContainerPlace): JsonObject {
  const annotations = truth.annotations === undefined ? {} : { annotations: truth.annotations };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...annotations },
    spec: overlay(specOf(overlay(CONTAINER, truth.container ?? {}), place), truth.pod ?? {}),
  };
}

/** The same pod in the template of a controller. */
function carried(kind: string, { metadata, spec }: JsonObject): JsonObject {
  const carrier = CARRIERS[kind];
  if (carrier === undefined) throw new Error(`no carrier of pods: ${kind}`);
  const { name, ...rest } = metadata as JsonObject;
  return { kind, metadata: { name }, ...carrier({ metadata: { labels: { app: 'it' }, ...rest }, spec }) };
}

/** The object as a YAML document in block style, its strings in quotes. */
export function yamlOf(object: JsonObject): string {
  return `${entriesOf(object, '').join('\n')}\n`;
}

/** One List in JSON. */
export function jsonListOf(objects: readonly JsonObject[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
}

const CONTAINER: JsonObject = {
  name: 'app',
  image: 'registry.example/app:1.0',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

/** Says all that Restricted asks for itself, so that its pod cannot make it worse. */
const BYSTANDER: JsonObject = {
  name: 'bystander',
  image: 'registry.example/bystander:1.0',
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

function specOf(container: JsonObject, place: ContainerPlace): JsonObject {
  const securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  switch (place) {
    case 'only':
      return { securityContext, containers: [container] };
    case 'second':
      return { securityContext, containers: [BYSTANDER, container] };
    case 'init':
      return { securityContext, initContainers: [container], containers: [BYSTANDER] };
    case 'sidecar':
      return {
        securityContext,
        initContainers: [{ ...container, restartPolicy: 'Always' }],
        containers: [BYSTANDER],
      };
    case 'ephemeral':
      return { securityContext, containers: [BYSTANDER], ephemeralContainers: [container] };
  }
}

function withSelector(pod: JsonObject): JsonObject {
  return { selector: { matchLabels: { app: 'it' } }, template: pod };
}

/** Objects are merged, all else is replaced. */
export function overlay(base: JsonObject, over: JsonObject): JsonObject {
  const merged = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    return [key, isObject(below) && isObject(value) && hasKeys(value) ? overlay(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

/** An empty object replaces what it is laid over: it stands for one that is written empty. */
function hasKeys(value: JsonObject): boolean {
  return Object.keys(value).length > 0;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(object: JsonObject, indent: string): readonly string[] {
  return Object.entries(object).flatMap(([key, value]) =>
    value === undefined ? [] : [`${indent}${key}:${afterKey(value, indent)}`],
  );
}

/** What stands behind a key or a dash: on its line where it is a scalar or empty, else below it. */
function afterKey(value: Json, indent: string): string {
  if (isObject(value)) {
    const entries = entriesOf(value, `${indent}  `);
    return entries.length === 0 ? ' {}' : `\n${entries.join('\n')}`;
  }
  if (!Array.isArray(value)) return ` ${JSON.stringify(value)}`;
  const items = value.map((item: Json) => `${indent}  -${afterKey(item, `${indent}  `)}`);
  return items.length === 0 ? ' []' : `\n${items.join('\n')}`;
}

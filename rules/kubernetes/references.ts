import { type Field, type Located, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Container } from './container';
import { onceFor } from './once';
import type { Pod } from './pod';
import type { Volume } from './volume';
import { volumeMountsOf } from './volume-mount';

/** A place in a pod that takes something from a Secret or ConfigMap. */
export interface Reference {
  /** The name of the Secret or ConfigMap. */
  readonly name: Field<string>;
  /** The keys that are taken; undefined for all of them. */
  readonly keys: readonly string[] | undefined;
  /** Whether the pod may start without it. */
  readonly mayBeOptional: boolean;
}

/** What a container takes, and where in the container it does. */
export interface Use extends Reference {
  readonly container: Container;
  readonly at: Located;
}

/** How the parts of a pod refer to objects of a kind. */
const KEYS = {
  Secret: { source: 'secret', name: 'secretName', key: 'secretKeyRef', all: 'secretRef' },
  ConfigMap: { source: 'configMap', name: 'name', key: 'configMapKeyRef', all: 'configMapRef' },
} as const;

export type ReferredKind = keyof typeof KEYS;

/** Every place of a pod that takes something from a Secret or ConfigMap: variables, volumes, logins to registries. */
export function referencesOf(pod: Pod, kind: ReferredKind): readonly Reference[] {
  return REFERENCES[kind](pod);
}

const REFERENCES: Readonly<Record<ReferredKind, (pod: Pod) => readonly Reference[]>> = {
  Secret: onceFor((pod: Pod) => referencesIn(pod, 'Secret')),
  ConfigMap: onceFor((pod: Pod) => referencesIn(pod, 'ConfigMap')),
};

function referencesIn(pod: Pod, kind: ReferredKind): readonly Reference[] {
  const logins = kind === 'Secret' ? pod.spec.maps('imagePullSecrets') : [];
  return [
    ...pod.containers.flatMap((container) => ofVariables(container, kind)),
    ...pod.volumes.flatMap((volume) => ofVolume(volume, kind)),
    ...logins.map((login) => reference(login, 'name', undefined)),
  ];
}

/** Everything that a container certainly takes from Secrets or ConfigMaps: as variables, or in volumes that it mounts. */
export function usesOf(container: Container, kind: ReferredKind): readonly Use[] {
  const mounted = volumeMountsOf(container).flatMap(({ volume, view }) => {
    const subPath = view.knownString('subPath');
    const found = volume === undefined ? [] : ofVolume(volume, kind);
    return found.map((each) => ({
      ...each,
      keys: each.keys ?? (subPath === undefined ? undefined : [subPath]),
      container,
      at: view,
    }));
  });
  const variables = ofVariables(container, kind).map((each) => ({ ...each, container, at: each.name }));
  return [...variables, ...mounted];
}

/** Where the variables that are not literal come from. Most are. */
const variableSourcesOf = onceFor(({ env }: Container): readonly MapView[] =>
  env.flatMap((variable) => mapIn(variable, 'valueFrom')),
);

function ofVariables(container: Container, kind: ReferredKind): readonly Reference[] {
  const { key, all } = KEYS[kind];
  const single = variableSourcesOf(container).flatMap((source) => mapIn(source, key));
  const whole = container.envFrom.flatMap((source) => mapIn(source, all));
  return [
    ...single.map((view) => reference(view, 'name', [view.knownString('key') ?? ''])),
    ...whole.map((view) => reference(view, 'name', undefined)),
  ];
}

function ofVolume({ view }: Volume, kind: ReferredKind): readonly Reference[] {
  const { source, name } = KEYS[kind];
  const parts = mapIn(view, 'projected').flatMap((projected) => projected.maps('sources'));
  const projected = parts.flatMap((part) => mapIn(part, source));
  return [
    ...mapIn(view, source).map((each) => reference(each, name, keysOf(each))),
    ...projected.map((each) => reference(each, 'name', keysOf(each))),
  ];
}

/** The keys that a volume shows; all where it does not say. */
function keysOf(source: MapView): readonly string[] | undefined {
  const items = source.list('items');
  if (items.isEmpty) return undefined;
  return items.maps().flatMap((item) => item.knownString('key') ?? []);
}

function reference(view: MapView, nameKey: string, keys: readonly string[] | undefined): Reference {
  return { name: view.string(nameKey), keys, mayBeOptional: mayBe(view.boolean('optional'), true) };
}

/** The mapping under a key, or none: what is not there is not made a view of. */
function mapIn(view: MapView, key: string): readonly MapView[] {
  return view.kindOf(key) === 'mapping' ? [view.map(key)] : NONE;
}

const NONE: readonly MapView[] = [];

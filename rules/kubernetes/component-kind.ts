import { documentsInText, mapIn } from '../yaml/embedded';
import { isKnown, type Located } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Component, ComponentName } from './component';
import { COMPONENT_FILES } from './component-fields';
import { gatesOption, givenAt } from './component-values';
import type { Manifest } from './manifest';
import { type Given, Option } from './option';

/** Where a patch of kubeadm's configuration reaches the arguments of a component, by the kind that it patches. */
const ARGUMENTS: readonly (readonly [kind: string, pointer: string, ComponentName])[] = [
  ['ClusterConfiguration', '/apiServer/extraArgs', 'kube-apiserver'],
  ['ClusterConfiguration', '/controllerManager/extraArgs', 'kube-controller-manager'],
  ['ClusterConfiguration', '/scheduler/extraArgs', 'kube-scheduler'],
  ['ClusterConfiguration', '/etcd/local/extraArgs', 'etcd'],
  ['InitConfiguration', '/nodeRegistration/kubeletExtraArgs', 'kubelet'],
  ['JoinConfiguration', '/nodeRegistration/kubeletExtraArgs', 'kubelet'],
];

/**
 * The components that a Cluster of kind gives options to by itself: by feature gates, and by patches that are lists of
 * operations. Those that are parts of a configuration are objects of their own. Nothing is known of what is not there.
 */
export function kindComponentsOf(manifest: Manifest): readonly Component[] {
  if (manifest.group !== 'kind.x-k8s.io') return [];
  const { root } = manifest;
  const patches = [root, ...root.maps('nodes')]
    .flatMap((part) => part.maps('kubeadmConfigPatchesJSON6902'))
    .flatMap((patch) => componentsPatched(manifest, patch));
  return [...withGates(manifest, root.map('featureGates')), ...patches];
}

/** All components get the gates; one speaks for all. */
function withGates(manifest: Manifest, gates: MapView): readonly Component[] {
  if (gates.state !== 'known') return [];
  const option = (flag: string) =>
    flag === 'feature-gates' ? gatesOption(flag, gates) : notGiven(flag, gates);
  return [{ name: 'kube-apiserver', surface: 'extra', manifest, path: gates.path, option }];
}

function componentsPatched(manifest: Manifest, patch: MapView): readonly Component[] {
  const kind = patch.knownString('kind');
  const operations = operationsIn(patch);
  const common = { manifest, path: patch.path } as const;
  const flags = ARGUMENTS.filter(([each]) => each === kind).map(([, pointer, name]): Component => {
    const option = (flag: string) => optionOf(flag, patch, argumentsIn(operations, pointer, flag));
    return { ...common, name, surface: 'extra', option };
  });
  const files = COMPONENT_FILES.filter((file) => file.kind === kind).map(({ name, fields }): Component => {
    const option = (flag: string) => {
      const path = Object.hasOwn(fields, flag) ? fields[flag]?.path : undefined;
      const pointer = path === undefined ? undefined : `/${path.join('/')}`;
      return optionOf(flag, patch, pointer === undefined ? [] : valuesAt(operations, pointer));
    };
    return { ...common, name, surface: 'file', option };
  });
  return [...flags, ...files];
}

/** The operations of a patch that give a value. */
function operationsIn(patch: MapView): readonly MapView[] {
  const text = patch.string('patch');
  return documentsInText(text)
    .flatMap((document) => mapIn(document, patch.path, true)?.maps('patch') ?? [])
    .filter((operation) => ['add', 'replace'].includes(operation.knownString('op') ?? ''));
}

/** The values that are put at a place of the configuration. */
function valuesAt(operations: readonly MapView[], pointer: string): readonly Given[] {
  return operations
    .filter((operation) => isKnown(operation.string('path'), pointer))
    .flatMap((operation) => givenAt(operation, 'value') ?? []);
}

/** The values of a flag: put under its name, or as an item of a list of arguments, or in arguments that are put as a whole. */
function argumentsIn(operations: readonly MapView[], pointer: string, flag: string): readonly Given[] {
  const putAt = (path: string) =>
    operations
      .filter((operation) => isKnown(operation.string('path'), path))
      .map((operation) => operation.map('value'));
  const items = putAt(`${pointer}/-`).filter((value) => isKnown(value.string('name'), flag));
  return [
    ...valuesAt(operations, `${pointer}/${flag}`),
    ...putAt(pointer).flatMap((value) => givenAt(value, flag) ?? []),
    ...items.flatMap((value) => givenAt(value, 'value') ?? []),
  ];
}

/** What an operation of a patch gives is not taken away: the rest of the operation says nothing without it. */
function optionOf(flag: string, patch: MapView, values: readonly Given[]): Option {
  const given = values.map((value): Given => ({ ...value, remove: () => [] }));
  return given.length === 0 ? notGiven(flag, patch) : new Option(flag, given, missingAt(patch));
}

function notGiven(flag: string, at: Located): Option {
  return new Option(flag, [], missingAt(at));
}

function missingAt(at: Located) {
  return { state: 'unknown', at, add: () => [] } as const;
}

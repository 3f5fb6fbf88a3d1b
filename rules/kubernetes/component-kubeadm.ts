import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import type { Component, ComponentName, Surface } from './component';
import { argumentInList, argumentInMapping, unknownAbsence } from './component-arguments';
import { kubeadmSpecOf } from './embedded-objects';
import { givenInEnvironment } from './etcd-environment';
import { groupOf } from './kinds';
import { kubeadmDefault } from './kubeadm-defaults';
import type { Manifest } from './manifest';
import { type Given, type Missing, Option } from './option';

/** The components that a kubeadm configuration sets up, also one inside a Cluster API object. */
export function kubeadmComponentsOf(manifest: Manifest): readonly Component[] {
  return kubeadmConfigsOf(manifest).flatMap((config) => {
    switch (config.kind) {
      case 'ClusterConfiguration':
        return clusterComponents(manifest, config);
      default:
        return nodeComponents(manifest, config);
    }
  });
}

/** A kubeadm configuration, wherever it stands. */
export interface KubeadmConfig {
  readonly manifest: Manifest;
  readonly kind: 'ClusterConfiguration' | 'InitConfiguration' | 'JoinConfiguration';
  readonly root: MapView;
  /** True where extra arguments are a list of names and values, false where they are a mapping. */
  readonly hasLists: boolean;
}

const KINDS = ['ClusterConfiguration', 'InitConfiguration', 'JoinConfiguration'] as const;

/** The kubeadm configurations of an object: itself, or what Cluster API keeps under `kubeadmConfigSpec`. */
export function kubeadmConfigsOf(manifest: Manifest): readonly KubeadmConfig[] {
  const { root, apiVersion = '', kind } = manifest;
  const group = groupOf(apiVersion);
  if (group === 'kubeadm.k8s.io') {
    const own = KINDS.find((known) => known === kind);
    const hasLists = !/\/v1(?:alpha\d|beta[123])$/.test(apiVersion);
    return own === undefined ? [] : [{ manifest, kind: own, root, hasLists }];
  }
  if (group !== 'bootstrap.cluster.x-k8s.io' && group !== 'controlplane.cluster.x-k8s.io') return [];
  // Cluster API takes lists as kubeadm does from its own v1beta2 on.
  const hasLists = !/\/v1(?:alpha\d|beta1)$/.test(apiVersion);
  const config = kubeadmSpecOf(root, kind);
  return KINDS.map((each) => {
    const key = each.charAt(0).toLowerCase() + each.slice(1);
    return { manifest, kind: each, root: config.map(key), hasLists };
  }).filter((each) => each.root.state === 'known');
}

/** Whether kubeadm certainly makes a node of the control plane of what this configuration is about. */
export function isControlPlane({ manifest, kind, root }: KubeadmConfig): boolean {
  if (kind === 'InitConfiguration' || manifest.kind.startsWith('KubeadmControlPlane')) return true;
  return root.map('controlPlane').state === 'known';
}

function clusterComponents(manifest: Manifest, { root, hasLists }: KubeadmConfig): readonly Component[] {
  const at = (name: ComponentName, part: MapView) =>
    component(name, 'kubeadm', manifest, part, 'extraArgs', hasLists);
  const part = (key: PartKey) => partOfCluster(root, key);
  const local = part('etcd').map('local');
  const external = part('etcd').map('external');
  const etcd = withEnvironment(at('etcd', local), local.list('extraEnvs').maps());
  if (isForEtcdAlone(root, etcd)) return [etcd];
  const isOwnEtcd = external.state === 'absent' || local.state === 'known';
  const apiserver = at('kube-apiserver', part('apiServer'));
  return [
    isOwnEtcd ? apiserver : withExternalEtcd(apiserver, external),
    at('kube-controller-manager', part('controllerManager')),
    at('kube-scheduler', part('scheduler')),
    ...(isOwnEtcd ? [etcd] : []),
  ];
}

/** The flags that kubeadm gives etcd for its place among the members, beside those that stand in its defaults. */
const ETCD_FLAGS: ReadonlySet<string> = new Set([
  'advertise-client-urls',
  'initial-advertise-peer-urls',
  'initial-cluster',
  'listen-client-urls',
  'listen-metrics-urls',
  'listen-peer-urls',
]);

/** An etcd that takes from its environment what no flag gives. */
function withEnvironment(etcd: Component, variables: readonly MapView[]): Component {
  return {
    ...etcd,
    option: (flag) => {
      const own = etcd.option(flag);
      const isFlagGiven = own.isGiven || ETCD_FLAGS.has(flag) || kubeadmDefault('etcd', flag) !== undefined;
      const given = isFlagGiven ? [] : givenInEnvironment(variables, flag);
      const [first] = given;
      if (first === undefined) return own;
      return new Option(flag, given, { state: 'unknown', at: first.value, add: () => [] });
    },
  };
}

type PartKey = 'apiServer' | 'controllerManager' | 'etcd' | 'scheduler';

/** What a ClusterConfiguration says of one component. In a template that is patched it is not all there is to say. */
export function partOfCluster(root: MapView, key: PartKey): MapView {
  const part = root.map(key);
  return isPatched(part) ? part.asPartial() : part;
}

/** The places that the patches of a ClusterClass change in its templates. */
const POINTER = /\/spec\/template\/spec\/[\w/~-]+/g;

/** Whether a ClusterClass in the same file patches a part of a template, something in it, or what it is in. */
function isPatched({ document: { source }, path }: MapView): boolean {
  if (path[1] !== 'template') return false;
  const own = `/${path.join('/')}/`;
  const patched = [...source.text.matchAll(POINTER)].map(([pointer]) => `${pointer}/`);
  return patched.some((pointer) => pointer.startsWith(own) || own.startsWith(pointer));
}

/**
 * Whether a configuration is only for a member of an etcd of its own, which kubeadm starts alone: it names the members, whom
 * kubeadm finds by itself where etcd is beside an API server.
 */
function isForEtcdAlone(root: MapView, etcd: Component): boolean {
  const others = ['apiServer', 'controllerManager', 'scheduler', 'controlPlaneEndpoint'];
  return etcd.option('initial-cluster').isGiven && !others.some((key) => root.keys().includes(key));
}

/** An API server whose options about etcd kubeadm takes from what it is told about an etcd that others run. */
function withExternalEtcd(apiserver: Component, external: MapView): Component {
  return {
    ...apiserver,
    option: (flag) => {
      const own = apiserver.option(flag);
      return own.isGiven ? own : (externalEtcdOption(external, flag) ?? own);
    },
  };
}

const EXTERNAL_ETCD_FILES: ReadonlyMap<string, string> = new Map([
  ['etcd-cafile', 'caFile'],
  ['etcd-certfile', 'certFile'],
  ['etcd-keyfile', 'keyFile'],
]);

function externalEtcdOption(external: MapView, flag: string): Option | undefined {
  if (flag === 'etcd-servers') return endpointsOption(external.list('endpoints'));
  const key = EXTERNAL_ETCD_FILES.get(flag);
  if (key === undefined) return undefined;
  const value = external.scalarText(key);
  const set = (text: string) => [{ verb: 'set', place: value, value: text } as const];
  if (value.state === 'absent') return new Option(flag, [], { state: 'absent', at: value, add: set });
  const given: Given = { value, canBeBoolean: false, set, remove: () => [{ verb: 'remove', place: value }] };
  return new Option(flag, [given], { state: 'unknown', at: value, add: set });
}

/** `endpoints` as the list that the flag has them as. */
function endpointsOption(endpoints: ListView): Option {
  const { document, span, path } = endpoints;
  const given: Given = {
    value: { document, span, path, state: 'unknown' },
    items: endpoints.strings(),
    canBeBoolean: false,
    set: (text) => [{ verb: 'set', place: endpoints, value: text.split(',') }],
    remove: () => [{ verb: 'remove', place: endpoints }],
  };
  const isGiven = endpoints.state === 'known';
  return new Option('etcd-servers', isGiven ? [given] : [], {
    state: 'unknown',
    at: endpoints,
    add: () => [],
  });
}

function nodeComponents(manifest: Manifest, { root, hasLists }: KubeadmConfig): readonly Component[] {
  const registration = root.map('nodeRegistration');
  return [component('kubelet', 'extra', manifest, registration, 'kubeletExtraArgs', hasLists)];
}

function component(
  name: ComponentName,
  surface: Surface,
  manifest: Manifest,
  part: MapView,
  key: string,
  hasLists: boolean,
): Component {
  return {
    name,
    surface,
    manifest,
    path: part.path,
    option: (flag) => {
      const absence = (own: Missing) => missing(name, surface, flag, own);
      return hasLists
        ? argumentInList(part, key, flag, absence)
        : argumentInMapping(part.map(key), flag, absence);
    },
  };
}

/** Nothing is known of the flags that others give, and kubeadm gives some itself. */
function missing(name: ComponentName, surface: Surface, flag: string, own: Missing): Missing {
  if (surface === 'extra') return unknownAbsence(own);
  const otherwise = kubeadmDefault(name, flag);
  return otherwise === undefined ? own : { ...own, otherwise };
}

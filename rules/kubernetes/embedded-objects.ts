import { documentsInText, mapIn } from '../yaml/embedded';
import { type Field, isKnown, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { groupOf, isLinted } from './kinds';
import { isNodeFile } from './node-files';
import { isPartByName } from './partial';

/** An object that stands in another one. */
export interface EmbeddedObject {
  readonly root: MapView;
  readonly apiVersion: string;
  readonly kind: string;
}

/** The groups of configuration files. Other objects in texts are somebody's input, and not about this cluster. */
const GROUPS = new Set([
  'apiserver.config.k8s.io',
  'apiserver.k8s.io',
  'audit.k8s.io',
  'eventratelimit.admission.k8s.io',
  'k0s.k0sproject.io',
  'kubeadm.k8s.io',
  'kubelet.config.k8s.io',
  'kubeproxy.config.k8s.io',
  'kubescheduler.config.k8s.io',
  'pod-security.admission.config.k8s.io',
]);

/** Configuration files of the core group: kubeconfigs, and the first name of EncryptionConfiguration. */
const CORE_KINDS = ['Config', 'EncryptionConfig'];

/** The ConfigMaps in which kubeadm keeps the configuration of a cluster, and EKS that of kube-proxy. */
const CONFIG_MAPS = /^(?:kubeadm-config|kube-proxy(?:-config)?|kubelet-config(?:-1\.\d+)?)$/;

/**
 * The configuration files that an object carries: as text, in kubeadm's ConfigMaps, in the files that Cluster API and kOps
 * write to nodes and in kind's patches, or as a part of Talos' own configuration and of k0sctl's.
 */
export function embeddedObjectsIn(
  root: MapView,
  apiVersion: string | undefined,
  kind: string,
): readonly EmbeddedObject[] {
  if (isNodeFile({ apiVersion, kind }, 'MachineConfig')) return inMachineConfig(root);
  const group = apiVersion === undefined ? undefined : groupOf(apiVersion);
  switch (group) {
    case '':
      return kind === 'ConfigMap' ? inConfigMap(root) : [];
    case 'bootstrap.cluster.x-k8s.io':
    case 'controlplane.cluster.x-k8s.io':
      return inFiles(kubeadmSpecOf(root, kind).maps('files'));
    case 'kops.k8s.io':
      return inFiles(root.map('spec').maps('fileAssets'));
    case 'k0sctl.k0sproject.io':
      return objectIn(root.map('spec').map('k0s').map('config'));
    case 'kind.x-k8s.io':
      return inKindCluster(root);
    default:
      return [];
  }
}

/** The patches that a kustomization holds as text, each of a part of an object. Those that are lists of operations are none. */
export function inlinePatchesIn(root: MapView): readonly EmbeddedObject[] {
  const texts = [
    ...root.maps('patches').map((patch) => patch.string('patch')),
    ...root.list('patchesStrategicMerge').strings(),
  ];
  return texts.flatMap((text) =>
    documentsInText(text).flatMap((document) => {
      const patch = mapIn(document, text.path, true);
      const [apiVersion, kind] = [patch?.knownString('apiVersion'), patch?.knownString('kind')];
      if (patch === undefined || apiVersion === undefined || kind === undefined) return [];
      return isLinted(apiVersion, kind) ? [{ root: patch, apiVersion, kind }] : [];
    }),
  );
}

/** Where Cluster API keeps what kubeadm is to do: the `spec` of a KubeadmConfig. */
export function kubeadmSpecOf(root: MapView, kind: string): MapView {
  const spec = kind.endsWith('Template') ? root.map('spec').map('template').map('spec') : root.map('spec');
  return kind.startsWith('KubeadmControlPlane') ? spec.map('kubeadmConfigSpec') : spec;
}

function inConfigMap(root: MapView): readonly EmbeddedObject[] {
  const metadata = root.map('metadata');
  const namespace = metadata.string('namespace');
  if (!CONFIG_MAPS.test(metadata.knownString('name') ?? '')) return [];
  if (namespace.state !== 'absent' && !isKnown(namespace, 'kube-system')) return [];
  const data = root.map('data');
  return data.keys().flatMap((key) => inText(data.blockText(key), root.isPartial));
}

/** Files whose content is all there is in them. */
function inFiles(files: readonly MapView[]): readonly EmbeddedObject[] {
  return files
    .filter((file) => !mayBe(file.boolean('append'), true) && !mayBe(file.boolean('isBase64'), true))
    .filter((file) => file.string('encoding').state === 'absent')
    .flatMap((file) => {
      const path = file.knownString('path') ?? '';
      return inText(file.blockText('content'), file.isPartial).map((each) =>
        isPartByName(path, each.kind) ? { ...each, root: each.root.asPartial() } : each,
      );
    });
}

/** kind merges patches into a configuration of its own: nothing is missing in them. */
function inKindCluster(root: MapView): readonly EmbeddedObject[] {
  return [root, ...root.maps('nodes')]
    .flatMap((part) => part.list('kubeadmConfigPatches').strings())
    .flatMap((patch) => inText(patch, true));
}

function inMachineConfig(root: MapView): readonly EmbeddedObject[] {
  const apiServer = root.map('cluster').map('apiServer');
  const plugins = apiServer.maps('admissionControl').map((plugin) => plugin.map('configuration'));
  return [apiServer.map('auditPolicy'), ...plugins].flatMap(objectIn);
}

function inText(text: Field<string>, isPartial: boolean): readonly EmbeddedObject[] {
  if (text.state !== 'known' || !/\bkind\b/.test(text.value)) return [];
  return documentsInText(text).flatMap((document) => {
    const root = mapIn(document, text.path, isPartial);
    return root === undefined ? [] : objectIn(root);
  });
}

function objectIn(root: MapView): readonly EmbeddedObject[] {
  const kind = root.knownString('kind');
  const apiVersion = root.knownString('apiVersion') ?? (root.isPartial ? versionOf(root, kind) : undefined);
  if (kind === undefined || apiVersion === undefined) return [];
  const group = groupOf(apiVersion);
  const isConfiguration = group === '' ? CORE_KINDS.includes(kind) : GROUPS.has(group);
  return isConfiguration ? [{ root, apiVersion, kind }] : [];
}

/** A patch of kind's may leave the version out; then it is for whatever version kind writes. */
function versionOf(root: MapView, kind: string | undefined): string | undefined {
  switch (kind) {
    case 'ClusterConfiguration':
    case 'InitConfiguration':
    case 'JoinConfiguration':
      return hasListsOfArguments(root) ? 'kubeadm.k8s.io/v1beta4' : 'kubeadm.k8s.io/v1beta3';
    case 'KubeletConfiguration':
      return 'kubelet.config.k8s.io/v1beta1';
    case 'KubeProxyConfiguration':
      return 'kubeproxy.config.k8s.io/v1alpha1';
    default:
      return undefined;
  }
}

function hasListsOfArguments(root: MapView): boolean {
  const parts = ['apiServer', 'controllerManager', 'scheduler'].map((part) => root.map(part));
  return (
    parts.some((part) => part.list('extraArgs').state === 'known') ||
    root.map('nodeRegistration').list('kubeletExtraArgs').state === 'known'
  );
}

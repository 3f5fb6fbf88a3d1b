import { objectOf, objectsOf, type PlainPod } from './plain-pods';
import type { Json, JsonObject } from './pod-security-truth/truth-case';

/**
 * What the API server or the kubelet refuses about a pod, though each field is right by itself: the couplings of core
 * validation, on plain data and without any of the rules' code. One sentence each.
 */
export function brokenCouplings({ spec }: PlainPod): readonly string[] {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    objectsOf(spec[key]),
  );
  const pod = objectOf(spec.securityContext);
  return [
    ...ofNamespaces(spec, containers),
    ...ofOperatingSystem(spec, pod, containers),
    ...ofVolumes(spec, containers),
    ...misplaced(pod, CONTAINER_ONLY, 'the pod'),
    ...ofProfiles(pod, 'the pod'),
    ...containers.flatMap((container) => ofContainer(container, pod)),
  ];
}

function ofContainer(container: JsonObject, pod: JsonObject): readonly string[] {
  const own = objectOf(container.securityContext);
  const name = String(container.name);
  const broken = [...ofProfiles(own, name), ...misplaced(own, POD_ONLY, name)];
  const added = listOf(objectOf(own.capabilities).add);
  if (own.allowPrivilegeEscalation === false) {
    if (own.privileged === true) broken.push(`${name}: allowPrivilegeEscalation is false beside privileged`);
    if (added.includes('CAP_SYS_ADMIN'))
      broken.push(`${name}: allowPrivilegeEscalation is false beside CAP_SYS_ADMIN`);
  }
  if ((own.runAsNonRoot ?? pod.runAsNonRoot) === true && (own.runAsUser ?? pod.runAsUser) === 0) {
    broken.push(`${name}: runAsNonRoot with runAsUser 0 never starts`);
  }
  const isShared = objectsOf(container.volumeMounts).some(
    (mount) => mount.mountPropagation === 'Bidirectional',
  );
  if (isShared && own.privileged !== true) broken.push(`${name}: Bidirectional mounts need privileged`);
  return broken;
}

function ofNamespaces(spec: JsonObject, containers: readonly JsonObject[]): readonly string[] {
  const isOwn = spec.hostUsers === false;
  const host = ['hostPID', 'hostIPC', 'hostNetwork'].filter((key) => isOwn && spec[key] === true);
  const unmasked = containers.filter((each) => objectOf(each.securityContext).procMount === 'Unmasked');
  const processes = [spec.securityContext, ...containers.map((each) => each.securityContext)].filter(
    (context) => objectOf(objectOf(context).windowsOptions).hostProcess === true,
  );
  return [
    ...host.map((key) => `hostUsers false with ${key}`),
    ...(isOwn ? [] : unmasked.map(({ name }) => `${name}: procMount Unmasked needs hostUsers false`)),
    ...(spec.hostNetwork === true ? [] : processes.map(() => 'hostProcess needs hostNetwork')),
  ];
}

function ofOperatingSystem(
  spec: JsonObject,
  pod: JsonObject,
  containers: readonly JsonObject[],
): readonly string[] {
  const os = objectOf(spec.os).name;
  const contexts = [pod, ...containers.map((each) => objectOf(each.securityContext))];
  if (os === 'linux') {
    return contexts.filter((each) => 'windowsOptions' in each).map(() => 'windowsOptions on Linux');
  }
  if (os !== 'windows') return [];
  return [
    ...NOT_ON_WINDOWS.pod.filter((key) => isSet(spec[key])),
    ...contexts.flatMap((each) => NOT_ON_WINDOWS.context.filter((key) => isSet(each[key]))),
  ].map((key) => `${key} on Windows`);
}

function ofProfiles(context: JsonObject, where: string): readonly string[] {
  return ['seccompProfile', 'appArmorProfile'].flatMap((key) => {
    const { type, localhostProfile } = objectOf(context[key]);
    if (!isSet(context[key])) return [];
    if (type === undefined) return [`${where}: ${key} has no type`];
    const isLocal = type === 'Localhost';
    return isLocal === isSet(localhostProfile) ? [] : [`${where}: ${key} ${type} and its localhostProfile`];
  });
}

function ofVolumes(spec: JsonObject, containers: readonly JsonObject[]): readonly string[] {
  const names = objectsOf(spec.volumes).map(({ name }) => name);
  const mounts = containers.flatMap((each) => objectsOf(each.volumeMounts));
  const paths = containers.map((each) => objectsOf(each.volumeMounts).map(({ mountPath }) => mountPath));
  return [
    ...names.filter((name, index) => names.indexOf(name) < index).map((name) => `two volumes ${name}`),
    ...mounts.filter(({ name }) => !names.includes(name)).map(({ name }) => `no volume ${name}`),
    ...paths
      .flatMap((own) => own.filter((path, index) => own.indexOf(path) < index))
      .map((path) => `two mounts at ${path}`),
  ];
}

function misplaced(context: JsonObject, keys: readonly string[], where: string): readonly string[] {
  return keys.filter((key) => isSet(context[key])).map((key) => `${where}: ${key} does not belong there`);
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

const CONTAINER_ONLY = [
  'allowPrivilegeEscalation',
  'capabilities',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
];

const POD_ONLY = [
  'fsGroup',
  'fsGroupChangePolicy',
  'seLinuxChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'sysctls',
];

const NOT_ON_WINDOWS = {
  pod: ['hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace'],
  context: [
    'allowPrivilegeEscalation',
    'appArmorProfile',
    'capabilities',
    'fsGroup',
    'fsGroupChangePolicy',
    'privileged',
    'procMount',
    'readOnlyRootFilesystem',
    'runAsGroup',
    'runAsUser',
    'seLinuxOptions',
    'seccompProfile',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'sysctls',
  ],
};

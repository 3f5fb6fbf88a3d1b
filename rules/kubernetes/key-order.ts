import type { KeyOrder } from '../yaml/edit-order';

/**
 * The order in which people write the keys that fixes add, and those around them. Where opinions differ it is that of most
 * of the manifests that well-known projects publish.
 */
export const keyOrder: KeyOrder = (path, keys) => {
  const name = path.at(-1);
  // An object may stand in another, or in a list.
  if (name === undefined || (keys.includes('apiVersion') && keys.includes('kind'))) return OBJECT;
  if (typeof name === 'number') return ITEMS.get(String(path.at(-2))) ?? [];
  return name === 'spec' ? specOrder(keys) : (MAPPINGS.get(name) ?? []);
};

const OBJECT = [
  'apiVersion',
  'kind',
  'metadata',
  'automountServiceAccountToken',
  'imagePullSecrets',
  'secrets',
  'immutable',
  'type',
  'data',
  'stringData',
  'spec',
  'subjects',
  'roleRef',
  'rules',
  'status',
];

const POD_SPEC = [
  'imagePullSecrets',
  'priorityClassName',
  'serviceAccountName',
  'serviceAccount',
  'automountServiceAccountToken',
  'runtimeClassName',
  'hostUsers',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'shareProcessNamespace',
  'enableServiceLinks',
  'securityContext',
  'dnsPolicy',
  'initContainers',
  'containers',
  'ephemeralContainers',
  'restartPolicy',
  'terminationGracePeriodSeconds',
  'nodeSelector',
  'affinity',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
];

const CONTAINER = [
  'name',
  'image',
  'imagePullPolicy',
  'command',
  'args',
  'workingDir',
  'ports',
  'securityContext',
  'envFrom',
  'env',
  'startupProbe',
  'livenessProbe',
  'readinessProbe',
  'lifecycle',
  'resources',
  'volumeMounts',
];

/** The alphabet has it, but for what only pods have. */
const SECURITY_CONTEXT = [
  'fsGroup',
  'fsGroupChangePolicy',
  'supplementalGroups',
  'allowPrivilegeEscalation',
  'appArmorProfile',
  'capabilities',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'seLinuxOptions',
  'seccompProfile',
  'sysctls',
];

const AMOUNTS = ['cpu', 'memory', 'ephemeral-storage'];

const MAPPINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['metadata', ['name', 'namespace', 'labels', 'annotations']],
  ['securityContext', SECURITY_CONTEXT],
  ['capabilities', ['add', 'drop']],
  ['seccompProfile', ['type', 'localhostProfile']],
  ['appArmorProfile', ['type', 'localhostProfile']],
  ['resources', ['requests', 'limits']],
  ['requests', AMOUNTS],
  ['limits', AMOUNTS],
]);

/** By the name of their list. */
const ITEMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', CONTAINER],
  ['initContainers', CONTAINER],
  ['ephemeralContainers', CONTAINER],
  ['env', ['name', 'value', 'valueFrom']],
  ['volumeMounts', ['name', 'mountPath', 'subPath', 'readOnly']],
  ['rules', ['apiGroups', 'resources', 'resourceNames', 'nonResourceURLs', 'verbs']],
]);

const SPECS: readonly { readonly mark: string; readonly order: readonly string[] }[] = [
  { mark: 'containers', order: POD_SPEC },
  { mark: 'podSelector', order: ['podSelector', 'policyTypes', 'ingress', 'egress'] },
  {
    mark: 'ports',
    order: [
      'type',
      'clusterIP',
      'loadBalancerClass',
      'loadBalancerSourceRanges',
      'externalTrafficPolicy',
      'ports',
      'selector',
    ],
  },
  { mark: 'rules', order: ['ingressClassName', 'tls', 'rules'] },
  { mark: 'template', order: ['replicas', 'selector', 'ttlSecondsAfterFinished', 'template'] },
];

/** The order of a `spec`, whose keys tell what it is of. */
function specOrder(keys: readonly string[]): readonly string[] {
  return SPECS.find(({ mark }) => keys.includes(mark))?.order ?? [];
}

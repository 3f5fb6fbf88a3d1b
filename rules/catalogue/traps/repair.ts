import { safeFix, unsafeFix } from '../../engine/fix';
import type { Fix } from '../../engine/rule';
import type { Operation, Value } from '../../yaml/operation';

/** Fields that grant something when they are true. */
const GRANTS = [
  'allowPrivilegeEscalation',
  'automountServiceAccountToken',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostProcess',
  'hostUsers',
  'privileged',
  'shareProcessNamespace',
];

/** Fields that protect when they are true. */
const PROTECTS = ['readOnly', 'readOnlyRootFilesystem', 'runAsNonRoot'];

/** Fields that hold the number of a user or of groups. */
const IDENTITIES = ['fsGroup', 'runAsGroup', 'runAsUser', 'supplementalGroups'];

/** Fields that grant nothing, whatever they say. */
const HARMLESS = [
  'containerPort',
  'drop',
  'fsGroupChangePolicy',
  'limits',
  'loadBalancerSourceRanges',
  'policyTypes',
  'requests',
  'seLinuxChangePolicy',
  'supplementalGroupsPolicy',
];

/** Fields that hold other fields. */
const HOLDERS = ['appArmorProfile', 'capabilities', 'resources', 'seccompProfile', 'securityContext'];

/** Whether this value under a field certainly grants nothing and takes no protection away. */
export function isHarmless(field: string, value: Value | undefined): boolean {
  if (HARMLESS.includes(field)) return true;
  if (value === undefined) return false;
  if (GRANTS.includes(field)) return value === false;
  if (PROTECTS.includes(field)) return value === true;
  if (IDENTITIES.includes(field)) return [value].flat().every((id) => typeof id === 'number' && id > 0);
  if (field === 'type') return value === 'RuntimeDefault' || value === 'Localhost';
  if (field === 'localhostProfile') return true;
  if (!HOLDERS.includes(field) || typeof value !== 'object') return false;
  return Object.entries(value).every(([key, inner]) => isHarmless(key, inner));
}

/** A fix that lets the API read what it refuses or ignores: safe where what is then read grants nothing. */
export function repair(title: string, field: string, value: Value | undefined, operation: Operation): Fix {
  return isHarmless(field, value) ? safeFix(title, operation) : unsafeFix(title, operation);
}

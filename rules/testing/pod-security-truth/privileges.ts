import { allowed, forbiddenByRestricted, type Json, type JsonObject, type TruthCase } from './truth-case';

const IN_BASELINE = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const IN_NEITHER = [
  ...[
    'AUDIT_CONTROL',
    'AUDIT_READ',
    'BLOCK_SUSPEND',
    'BPF',
    'CHECKPOINT_RESTORE',
    'DAC_READ_SEARCH',
    'IPC_LOCK',
  ],
  ...[
    'IPC_OWNER',
    'LEASE',
    'LINUX_IMMUTABLE',
    'MAC_ADMIN',
    'MAC_OVERRIDE',
    'NET_ADMIN',
    'NET_BROADCAST',
    'NET_RAW',
  ],
  ...[
    'PERFMON',
    'SYSLOG',
    'SYS_ADMIN',
    'SYS_BOOT',
    'SYS_MODULE',
    'SYS_NICE',
    'SYS_PACCT',
    'SYS_PTRACE',
    'SYS_RAWIO',
  ],
  ...['SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM'],
  ...[
    'ALL',
    'all',
    'chown',
    'net_bind_service',
    'CAP_CHOWN',
    'CAP_NET_BIND_SERVICE',
    'CAP_SYS_ADMIN',
    'cap_chown',
  ],
  ...['Net_Bind_Service', 'NET_BIND_SERVICE ', 'NO_SUCH_CAPABILITY', ''],
];

const capabilities = (value: JsonObject | null | undefined): JsonObject => ({
  securityContext: { capabilities: value },
});

const added: readonly TruthCase[] = [
  ...IN_BASELINE.map((name) =>
    forbiddenByRestricted(
      { name: `that adds ${name}`, container: capabilities({ add: [name] }) },
      { capabilities_restricted: 'from 1.22' },
    ),
  ),
  forbiddenByRestricted(
    { name: 'that adds all that Baseline allows', container: capabilities({ add: IN_BASELINE }) },
    { capabilities_restricted: 'from 1.22' },
  ),
  ...IN_NEITHER.map((name) => addedByNobody(`that adds "${name}"`, [name])),
  addedByNobody('that adds SYS_TIME behind one that is allowed', ['NET_BIND_SERVICE', 'SYS_TIME']),
  addedByNobody('that adds SYS_TIME before one that is allowed', ['SYS_TIME', 'NET_BIND_SERVICE']),
  allowed({ name: 'that adds NET_BIND_SERVICE', container: capabilities({ add: ['NET_BIND_SERVICE'] }) }),
  allowed({
    name: 'that adds NET_BIND_SERVICE twice',
    container: capabilities({ add: ['NET_BIND_SERVICE', 'NET_BIND_SERVICE'] }),
  }),
  allowed({ name: 'that adds nothing', container: capabilities({ add: [] }) }),
  allowed({ name: 'that adds null', container: capabilities({ add: null }) }),
];

function addedByNobody(name: string, add: readonly string[]): TruthCase {
  return {
    name,
    container: capabilities({ add }),
    baseline: { capabilities_baseline: 'always' },
    restricted: { capabilities_baseline: 'to 1.21', capabilities_restricted: 'from 1.22' },
  };
}

const NOT_ALL: Readonly<Record<string, Json | undefined>> = {
  'that drops nothing': [],
  'that does not say what it drops': undefined,
  'that drops null': null,
  'that drops all in small letters': ['all'],
  'that drops CAP_ALL': ['CAP_ALL'],
  'that drops only NET_RAW': ['NET_RAW'],
  'that drops every letter case but the right one': ['all', 'All', 'aLL', 'ALL '],
};

const dropped: readonly TruthCase[] = [
  ...Object.entries(NOT_ALL).map(([name, drop]) =>
    forbiddenByRestricted(
      { name, container: capabilities({ drop }) },
      { capabilities_restricted: 'from 1.22' },
    ),
  ),
  ...[null, undefined, {}].map((value) =>
    forbiddenByRestricted(
      { name: `whose capabilities are ${JSON.stringify(value)}`, container: capabilities(value) },
      { capabilities_restricted: 'from 1.22' },
    ),
  ),
  ...[null, undefined, {}].map((value) =>
    forbiddenByRestricted(
      {
        name: `whose container has the securityContext ${JSON.stringify(value)}`,
        container: { securityContext: value },
      },
      { allowPrivilegeEscalation: 'from 1.8', capabilities_restricted: 'from 1.22' },
    ),
  ),
  allowed({ name: 'that drops ALL before NET_RAW', container: capabilities({ drop: ['ALL', 'NET_RAW'] }) }),
  allowed({ name: 'that drops ALL behind NET_RAW', container: capabilities({ drop: ['NET_RAW', 'ALL'] }) }),
  forbiddenByRestricted(
    {
      name: 'that says at pod level what to drop, where no such field is',
      pod: { securityContext: { capabilities: { drop: ['ALL'] } } },
      container: capabilities(undefined),
    },
    { capabilities_restricted: 'from 1.22' },
  ),
  {
    name: 'that adds SYS_TIME and does not drop ALL',
    container: capabilities({ add: ['SYS_TIME'], drop: ['KILL'] }),
    baseline: { capabilities_baseline: 'always' },
    restricted: { capabilities_baseline: 'to 1.21', capabilities_restricted: 'from 1.22' },
  },
  allowed({
    name: 'whose pod level adds capabilities, where no such field is',
    pod: { securityContext: { capabilities: { add: ['SYS_ADMIN'] } } },
  }),
];

const escalation = (value: Json | undefined): JsonObject => ({
  securityContext: { allowPrivilegeEscalation: value },
});

const escalating: readonly TruthCase[] = [
  ...[true, null, undefined].map((value) =>
    forbiddenByRestricted(
      { name: `with allowPrivilegeEscalation ${value}`, container: escalation(value) },
      { allowPrivilegeEscalation: 'from 1.8' },
    ),
  ),
  allowed({ name: 'with allowPrivilegeEscalation false', container: escalation(false) }),
  forbiddenByRestricted(
    {
      name: 'with allowPrivilegeEscalation false at pod level, where no such field is',
      pod: escalation(false),
      container: escalation(undefined),
    },
    { allowPrivilegeEscalation: 'from 1.8' },
  ),
];

/** The checks of what more than its user a process may do: capabilities and privilege escalation. */
export const privileges: readonly TruthCase[] = [...added, ...dropped, ...escalating];

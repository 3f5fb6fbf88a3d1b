import {
  allowed,
  forbiddenByBoth,
  type Json,
  type JsonObject,
  type TruthCase,
  type Versions,
} from './truth-case';

const seLinux = (options: JsonObject | null): JsonObject => ({
  securityContext: { seLinuxOptions: options },
});

const FORBIDDEN_LABELS: readonly (readonly [JsonObject, Versions])[] = [
  [{ type: 'spc_t' }, 'always'],
  [{ type: 'unconfined_t' }, 'always'],
  [{ type: 'CONTAINER_T' }, 'always'],
  [{ type: 'container_engine_t' }, 'to 1.30'],
  [{ type: 'container_engine_t', user: 'system_u' }, 'always'],
  [{ user: 'system_u' }, 'always'],
  [{ role: 'system_r' }, 'always'],
  [{ type: 'container_t', user: 'system_u' }, 'always'],
  [{ type: 'container_t', role: 'system_r' }, 'always'],
  [{ type: 'spc_t', user: '', role: null, level: 's0' }, 'always'],
];

const ALLOWED_LABELS: readonly (JsonObject | null)[] = [
  { type: 'container_t' },
  { type: 'container_init_t' },
  { type: 'container_kvm_t' },
  { type: '' },
  { type: null },
  { user: '' },
  { user: null },
  { role: '' },
  { role: null },
  { level: 's0:c123,c456' },
  { type: 'container_t', user: '', role: '', level: 's0' },
  {},
  null,
];

const labels: readonly TruthCase[] = [
  ...FORBIDDEN_LABELS.flatMap(([options, versions]) => [
    forbiddenByBoth(
      { name: `with the SELinux options ${JSON.stringify(options)}`, pod: seLinux(options) },
      { seLinuxOptions: versions },
    ),
    forbiddenByBoth(
      {
        name: `whose container has the SELinux options ${JSON.stringify(options)}`,
        container: seLinux(options),
      },
      { seLinuxOptions: versions },
    ),
  ]),
  ...ALLOWED_LABELS.flatMap((options) => [
    allowed({ name: `with the SELinux options ${JSON.stringify(options)}`, pod: seLinux(options) }),
    allowed({
      name: `whose container has the SELinux options ${JSON.stringify(options)}`,
      container: seLinux(options),
    }),
  ]),
  forbiddenByBoth(
    {
      name: 'whose SELinux type is not allowed though its container has another',
      pod: seLinux({ type: 'spc_t' }),
      container: seLinux({ type: 'container_t' }),
    },
    { seLinuxOptions: 'always' },
  ),
];

const procMount = (value: Json): JsonObject => ({ securityContext: { procMount: value } });

/** In a user namespace of its own Baseline lets a pod see all of /proc, Restricted never does. */
const procMounts: readonly TruthCase[] = [
  ...['Unmasked', 'default', ''].map((value) => withProcMount(`with procMount "${value}"`, value, {})),
  withProcMount('with procMount "Unmasked" and hostUsers true', 'Unmasked', { hostUsers: true }),
  withProcMount('with procMount "Unmasked" and hostUsers null', 'Unmasked', { hostUsers: null }),
  {
    name: 'with procMount "Unmasked" in a user namespace of its own',
    pod: { hostUsers: false },
    container: procMount('Unmasked'),
    baseline: { procMount: 'to 1.34' },
    restricted: { procMount: 'to 1.34', procMount_restricted: 'from 1.35' },
  },
  allowed({ name: 'with procMount Default', container: procMount('Default') }),
  allowed({ name: 'with procMount null', container: procMount(null) }),
  allowed({
    name: 'with procMount Default in a user namespace of its own',
    pod: { hostUsers: false },
    container: procMount('Default'),
  }),
  allowed({ name: 'with procMount at pod level, where no such field is', pod: procMount('Unmasked') }),
];

function withProcMount(name: string, value: string, pod: JsonObject): TruthCase {
  return {
    name,
    pod,
    container: procMount(value),
    baseline: { procMount: 'always' },
    restricted: { procMount: 'to 1.34', procMount_restricted: 'from 1.35' },
  };
}

const SAFE_SYSCTLS: readonly string[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_syncookies',
];

const SAFE_SINCE: Readonly<Record<string, Versions>> = {
  'net.ipv4.ip_local_reserved_ports': 'to 1.26',
  'net.ipv4.tcp_keepalive_time': 'to 1.28',
  'net.ipv4.tcp_fin_timeout': 'to 1.28',
  'net.ipv4.tcp_keepalive_intvl': 'to 1.28',
  'net.ipv4.tcp_keepalive_probes': 'to 1.28',
  'net.ipv4.tcp_rmem': 'to 1.31',
  'net.ipv4.tcp_wmem': 'to 1.31',
  'net.ipv4.tcp_slow_start_after_idle': 'to 1.36',
  'net.ipv4.tcp_notsent_lowat': 'to 1.36',
};

const UNSAFE_SYSCTLS: readonly string[] = [
  'kernel.msgmax',
  'kernel.sem',
  'fs.mqueue.msg_max',
  'net.core.somaxconn',
  'net.ipv4.ip_forward',
  'net.ipv4.tcp_tw_reuse',
  'net.ipv4.*',
  'net.ipv4.tcp_syncookie',
  'NET.IPV4.TCP_SYNCOOKIES',
  'net/ipv4/tcp_syncookies',
  'net/ipv4/tcp_rmem',
  'kernel/shm_rmid_forced',
  'net.ipv6.ip_local_port_range',
];

const sysctls = (...names: readonly string[]): JsonObject => ({
  securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) },
});

const kernelParameters: readonly TruthCase[] = [
  ...SAFE_SYSCTLS.map((name) => allowed({ name: `with sysctl ${name}`, pod: sysctls(name) })),
  allowed({ name: 'with every sysctl that was always safe', pod: sysctls(...SAFE_SYSCTLS) }),
  ...Object.entries(SAFE_SINCE).map(([name, versions]) =>
    forbiddenByBoth({ name: `with sysctl ${name}`, pod: sysctls(name) }, { sysctls: versions }),
  ),
  forbiddenByBoth(
    {
      name: 'with every sysctl that is safe by now',
      pod: sysctls(...SAFE_SYSCTLS, ...Object.keys(SAFE_SINCE)),
    },
    { sysctls: 'to 1.36' },
  ),
  ...UNSAFE_SYSCTLS.map((name) =>
    forbiddenByBoth({ name: `with sysctl ${name}`, pod: sysctls(name) }, { sysctls: 'always' }),
  ),
  forbiddenByBoth(
    {
      name: 'with an unsafe sysctl behind a safe one',
      pod: sysctls('net.ipv4.tcp_syncookies', 'kernel.sem'),
    },
    { sysctls: 'always' },
  ),
  allowed({ name: 'without sysctls', pod: sysctls() }),
  allowed({ name: 'whose sysctls are null', pod: { securityContext: { sysctls: null } } }),
];

/** The checks of what else of the kernel a pod gets: SELinux labels, /proc and kernel parameters. */
export const kernel: readonly TruthCase[] = [...labels, ...procMounts, ...kernelParameters];

import type { Check, JsonObject, Level } from './truth-case';

/** The checks that forbid a Pod in a policy version, by the algorithm and without any of the rules' code. */
export function checksAgainst(pod: JsonObject, level: Level, minor: number): readonly Check[] {
  const { metadata, spec } = pod as unknown as Pick<Policed, 'metadata' | 'spec'>;
  const containers = [spec.initContainers, spec.containers, spec.ephemeralContainers].flatMap(
    (list) => list ?? [],
  );
  const policed: Policed = {
    metadata,
    spec,
    containers,
    pod: spec.securityContext ?? {},
    own: containers.map(({ securityContext }) => securityContext ?? {}),
    minor,
    isWindows: minor >= 25 && spec.os?.name === 'windows',
    isUserNamespaced: minor >= 35 && spec.hostUsers === false,
  };
  const running: readonly Check[] = [...BASELINE, ...(level === 'restricted' ? RESTRICTED : [])]
    .filter(([, since]) => minor >= since)
    .map(([check]) => check);
  const overridden = running.map((check) => OVERRIDDEN[check]);
  return running.filter((check) => !overridden.includes(check) && FORBIDS[check](policed));
}

/** Baseline's check that a check of Restricted replaces. */
export const OVERRIDDEN: Readonly<Partial<Record<string, Check>>> = {
  capabilities_restricted: 'capabilities_baseline',
  procMount_restricted: 'procMount',
  restrictedVolumes: 'hostPathVolumes',
  seccompProfile_restricted: 'seccompProfile_baseline',
};

type Maybe<T> = T | null | undefined;

interface SecurityContext {
  readonly allowPrivilegeEscalation?: Maybe<boolean>;
  readonly appArmorProfile?: Maybe<{ readonly type?: Maybe<string> }>;
  readonly capabilities?: Maybe<{ readonly add?: Maybe<string[]>; readonly drop?: Maybe<string[]> }>;
  readonly privileged?: Maybe<boolean>;
  readonly procMount?: Maybe<string>;
  readonly runAsNonRoot?: Maybe<boolean>;
  readonly runAsUser?: Maybe<number>;
  readonly seLinuxOptions?: Maybe<{ readonly [key in 'type' | 'user' | 'role']?: Maybe<string> }>;
  readonly seccompProfile?: Maybe<{ readonly type?: Maybe<string> }>;
  readonly sysctls?: Maybe<readonly { readonly name: string }[]>;
  readonly windowsOptions?: Maybe<{ readonly hostProcess?: Maybe<boolean> }>;
}

interface Handler {
  readonly httpGet?: Maybe<{ readonly host?: Maybe<string> }>;
  readonly tcpSocket?: Maybe<{ readonly host?: Maybe<string> }>;
}

interface Container {
  readonly name: string;
  readonly securityContext?: Maybe<SecurityContext>;
  readonly ports?: Maybe<readonly { readonly containerPort: number; readonly hostPort?: Maybe<number> }[]>;
  readonly livenessProbe?: Maybe<Handler>;
  readonly readinessProbe?: Maybe<Handler>;
  readonly startupProbe?: Maybe<Handler>;
  readonly lifecycle?: Maybe<{ readonly postStart?: Maybe<Handler>; readonly preStop?: Maybe<Handler> }>;
}

/** A Pod as the checks look at it. */
interface Policed {
  readonly metadata: { readonly annotations?: Maybe<Readonly<Record<string, string>>> };
  readonly spec: {
    readonly initContainers?: Maybe<readonly Container[]>;
    readonly containers?: Maybe<readonly Container[]>;
    readonly ephemeralContainers?: Maybe<readonly Container[]>;
    readonly securityContext?: Maybe<SecurityContext>;
    readonly os?: Maybe<{ readonly name?: Maybe<string> }>;
    readonly volumes?: Maybe<readonly Readonly<Record<string, unknown>>[]>;
    readonly hostUsers?: Maybe<boolean>;
    readonly hostNetwork?: Maybe<boolean>;
    readonly hostPID?: Maybe<boolean>;
    readonly hostIPC?: Maybe<boolean>;
  };
  readonly containers: readonly Container[];
  /** The security context of the pod, and those of its containers. */
  readonly pod: SecurityContext;
  readonly own: readonly SecurityContext[];
  readonly minor: number;
  readonly isWindows: boolean;
  readonly isUserNamespaced: boolean;
}

/** Each check with the first policy version that has it. */
const BASELINE: readonly (readonly [Check, number])[] = [
  ['windowsHostProcess', 0],
  ['hostNamespaces', 0],
  ['privileged', 0],
  ['capabilities_baseline', 0],
  ['hostPathVolumes', 0],
  ['hostPorts', 0],
  ['hostProbesAndHostLifecycle', 34],
  ['appArmorProfile', 0],
  ['seLinuxOptions', 0],
  ['procMount', 0],
  ['seccompProfile_baseline', 0],
  ['sysctls', 0],
];

const RESTRICTED: readonly (readonly [Check, number])[] = [
  ['restrictedVolumes', 0],
  ['allowPrivilegeEscalation', 8],
  ['runAsNonRoot', 0],
  ['runAsUser', 23],
  ['seccompProfile_restricted', 19],
  ['capabilities_restricted', 22],
  ['procMount_restricted', 35],
];

const CAPABILITIES =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT';
const VOLUMES = 'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/';

const FORBIDS: Readonly<Record<Check, (policed: Policed) => boolean>> = {
  windowsHostProcess: ({ pod, own }) => [pod, ...own].some((it) => it.windowsOptions?.hostProcess === true),
  hostNamespaces: ({ spec }) => [spec.hostNetwork, spec.hostPID, spec.hostIPC].includes(true),
  privileged: ({ own }) => own.some((it) => it.privileged === true),
  capabilities_baseline: ({ own }) =>
    own.some((it) => (it.capabilities?.add ?? []).some((name) => !CAPABILITIES.split(' ').includes(name))),
  hostPathVolumes: ({ spec }) => (spec.volumes ?? []).some((volume) => isSet(volume.hostPath)),
  hostPorts: ({ spec, containers }) =>
    containers
      .flatMap(({ ports }) => ports ?? [])
      .some(
        ({ containerPort, hostPort }) => (hostPort ?? 0) !== 0 || (spec.hostNetwork && containerPort !== 0),
      ),
  hostProbesAndHostLifecycle: ({ containers }) =>
    containers
      .flatMap((it) => [
        it.livenessProbe,
        it.readinessProbe,
        it.startupProbe,
        it.lifecycle?.postStart,
        it.lifecycle?.preStop,
      ])
      .flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host])
      .some((host) => isSet(host) && host !== ''),
  appArmorProfile: ({ pod, own, metadata }) =>
    [pod, ...own].some((it) => isSet(it.appArmorProfile) && !isProfile(it.appArmorProfile)) ||
    Object.entries(metadata.annotations ?? {}).some(
      ([key, value]) => key.startsWith(APP_ARMOR) && !/^(runtime\/default|localhost\/.*|)$/.test(value),
    ),
  seLinuxOptions: ({ pod, own, minor }) =>
    [pod, ...own].some(({ seLinuxOptions: it }) => {
      const types = [
        '',
        'container_t',
        'container_init_t',
        'container_kvm_t',
        ...(minor >= 31 ? ['container_engine_t'] : []),
      ];
      return !types.includes(it?.type ?? '') || (it?.user ?? '') !== '' || (it?.role ?? '') !== '';
    }),
  procMount: ({ own, isUserNamespaced }) => !isUserNamespaced && own.some(isProcOpen),
  seccompProfile_baseline: ({ pod, own, metadata, containers, minor }) =>
    minor >= 19
      ? [pod, ...own].some((it) => isSet(it.seccompProfile) && !isProfile(it.seccompProfile))
      : [`${SECCOMP}pod`, ...containers.map(({ name }) => `container.${SECCOMP}${name}`)]
          .flatMap((key) => metadata.annotations?.[key] ?? [])
          .some((value) => !/^(runtime\/default|docker\/default|localhost\/.*)$/.test(value)),
  sysctls: ({ pod, minor }) => (pod.sysctls ?? []).some(({ name }) => !(safeSince(name) <= minor)),
  restrictedVolumes: ({ spec }) =>
    (spec.volumes ?? []).some((volume) => {
      const sources = Object.keys(volume).filter((key) => key !== 'name' && isSet(volume[key]));
      return sources.length > 0 && !sources.some((source) => VOLUMES.split(' ').includes(source));
    }),
  allowPrivilegeEscalation: ({ own, isWindows }) =>
    !isWindows && own.some((it) => it.allowPrivilegeEscalation !== false),
  runAsNonRoot: ({ pod, own, isUserNamespaced }) =>
    !isUserNamespaced &&
    (pod.runAsNonRoot === false ||
      own.some((it) => (it.runAsNonRoot ?? pod.runAsNonRoot ?? false) === false)),
  runAsUser: ({ pod, own, isUserNamespaced }) =>
    !isUserNamespaced && [pod, ...own].some((it) => it.runAsUser === 0),
  seccompProfile_restricted: ({ pod, own, isWindows }) =>
    !isWindows &&
    ((isSet(pod.seccompProfile) && !isProfile(pod.seccompProfile)) ||
      own.some((it) => !isProfile(it.seccompProfile ?? pod.seccompProfile))),
  capabilities_restricted: ({ own, isWindows }) =>
    !isWindows &&
    own.some(({ capabilities }) => {
      const added = (capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE');
      return added.length > 0 || !(capabilities?.drop ?? []).includes('ALL');
    }),
  procMount_restricted: ({ own }) => own.some(isProcOpen),
};

function isSet<T>(value: Maybe<T>): value is T {
  return value !== null && value !== undefined;
}

function isProfile(profile: Maybe<{ readonly type?: Maybe<string> }>): boolean {
  return profile?.type === 'RuntimeDefault' || profile?.type === 'Localhost';
}

function isProcOpen({ procMount }: SecurityContext): boolean {
  return isSet(procMount) && procMount !== 'Default';
}

/** The first policy version with a sysctl in its list; NaN for one that is in none. */
function safeSince(name: string): number {
  const since: readonly (readonly [number, RegExp])[] = [
    [0, /^kernel\.shm_rmid_forced$/],
    [0, /^net\.ipv4\.(ip_local_port_range|ip_unprivileged_port_start|ping_group_range|tcp_syncookies)$/],
    [27, /^net\.ipv4\.ip_local_reserved_ports$/],
    [29, /^net\.ipv4\.tcp_(fin_timeout|keepalive_(time|intvl|probes))$/],
    [32, /^net\.ipv4\.tcp_[rw]mem$/],
    [37, /^net\.ipv4\.tcp_(slow_start_after_idle|notsent_lowat)$/],
  ];
  return since.find(([, names]) => names.test(name))?.[0] ?? Number.NaN;
}

import {
  allowed,
  type Forbidden,
  forbiddenByBoth,
  forbiddenByRestricted,
  type Json,
  type JsonObject,
  type TruthCase,
} from './truth-case';

const onWindows: JsonObject = { os: { name: 'windows' } };
const context = (securityContext: JsonObject | undefined): JsonObject => ({ securityContext });

/** What Restricted no longer asks of a pod on Windows from 1.25. */
const exempt: readonly TruthCase[] = [
  ...[true, null, undefined].map((value) =>
    forbiddenByRestricted(
      {
        name: `on Windows with allowPrivilegeEscalation ${value}`,
        pod: onWindows,
        container: context({ allowPrivilegeEscalation: value }),
      },
      { allowPrivilegeEscalation: 'from 1.8 to 1.24' },
    ),
  ),
  ...[undefined, null, [], ['all']].map((drop: Json | undefined) =>
    forbiddenByRestricted(
      {
        name: `on Windows that drops ${JSON.stringify(drop)}`,
        pod: onWindows,
        container: context({ capabilities: { drop } }),
      },
      { capabilities_restricted: 'from 1.22 to 1.24' },
    ),
  ),
  forbiddenByRestricted(
    {
      name: 'on Windows that adds CHOWN',
      pod: onWindows,
      container: context({ capabilities: { add: ['CHOWN'] } }),
    },
    { capabilities_restricted: 'from 1.22 to 1.24' },
  ),
  ...['SYS_ADMIN', 'ALL', 'CAP_CHOWN'].map((name) => ({
    name: `on Windows that adds ${name}`,
    pod: onWindows,
    container: context({ capabilities: { add: [name] } }),
    baseline: { capabilities_baseline: 'always' } as const,
    restricted: { capabilities_baseline: 'to 1.21', capabilities_restricted: 'from 1.22 to 1.24' } as const,
  })),
  forbiddenByRestricted(
    {
      name: 'on Windows without a seccomp profile',
      pod: { ...onWindows, ...context({ seccompProfile: undefined }) },
    },
    { seccompProfile_restricted: 'from 1.19 to 1.24' },
  ),
  {
    name: 'on Windows that is unconfined',
    pod: { ...onWindows, ...context({ seccompProfile: { type: 'Unconfined' } }) },
    baseline: { seccompProfile_baseline: 'from 1.19' },
    restricted: { seccompProfile_restricted: 'from 1.19 to 1.24' },
  },
  {
    name: 'on Windows with an unconfined container',
    pod: onWindows,
    container: context({ seccompProfile: { type: 'Unconfined' } }),
    baseline: { seccompProfile_baseline: 'from 1.19' },
    restricted: { seccompProfile_restricted: 'from 1.19 to 1.24' },
  },
  forbiddenByBoth(
    {
      name: 'on Windows with the seccomp annotation "unconfined"',
      pod: onWindows,
      annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' },
    },
    { seccompProfile_baseline: 'to 1.18' },
  ),
];

/** What holds on Windows as elsewhere. */
const HELD: readonly (readonly [string, JsonObject, JsonObject, Forbidden])[] = [
  ['that is privileged', {}, context({ privileged: true }), { privileged: 'always' }],
  ['on the network of its node', { hostNetwork: true }, {}, { hostNamespaces: 'always' }],
  [
    'that is a HostProcess pod',
    context({ windowsOptions: { hostProcess: true } }),
    {},
    { windowsHostProcess: 'always' },
  ],
  [
    'without AppArmor',
    context({ appArmorProfile: { type: 'Unconfined' } }),
    {},
    { appArmorProfile: 'always' },
  ],
  ['with an SELinux user', {}, context({ seLinuxOptions: { user: 'it' } }), { seLinuxOptions: 'always' }],
  [
    'with an unsafe sysctl',
    context({ sysctls: [{ name: 'kernel.sem', value: '1' }] }),
    {},
    { sysctls: 'always' },
  ],
  ['with a host port', {}, { ports: [{ containerPort: 80, hostPort: 80 }] }, { hostPorts: 'always' }],
  [
    'whose probe asks a host',
    {},
    { livenessProbe: { tcpSocket: { port: 80, host: '::1' } } },
    { hostProbesAndHostLifecycle: 'from 1.34' },
  ],
];

const held: readonly TruthCase[] = [
  ...HELD.map(([what, pod, container, forbidden]) =>
    forbiddenByBoth({ name: `on Windows ${what}`, pod: { ...onWindows, ...pod }, container }, forbidden),
  ),
  {
    name: 'on Windows with procMount "Unmasked"',
    pod: onWindows,
    container: context({ procMount: 'Unmasked' }),
    baseline: { procMount: 'always' },
    restricted: { procMount: 'to 1.34', procMount_restricted: 'from 1.35' },
  },
  {
    name: 'on Windows with a hostPath',
    pod: { ...onWindows, volumes: [{ name: 'it', hostPath: { path: 'C:\\' } }] },
    baseline: { hostPathVolumes: 'always' },
    restricted: { restrictedVolumes: 'always' },
  },
  forbiddenByRestricted(
    { name: 'on Windows with an azureFile', pod: { ...onWindows, volumes: [{ name: 'it', azureFile: {} }] } },
    { restrictedVolumes: 'always' },
  ),
  forbiddenByRestricted(
    { name: 'on Windows that allows root', pod: { ...onWindows, ...context({ runAsNonRoot: false }) } },
    { runAsNonRoot: 'always' },
  ),
  forbiddenByRestricted(
    { name: 'on Windows as user 0', pod: { ...onWindows, ...context({ runAsUser: 0 }) } },
    { runAsUser: 'from 1.23' },
  ),
];

/** The pod that says nothing, on what is Windows and on what only looks like it. */
const bareOn = (os: JsonObject): JsonObject => ({
  ...os,
  securityContext: { runAsNonRoot: true, seccompProfile: undefined },
});

const NOT_WINDOWS: Readonly<Record<string, JsonObject>> = {
  'on Linux': { os: { name: 'linux' } },
  'whose os is null': { os: null },
  'whose os is empty': { os: {} },
  'whose os has a null name': { os: { name: null } },
  'whose os is Windows in a capital': { os: { name: 'Windows' } },
  'that selects nodes of Windows without saying so': { nodeSelector: { 'kubernetes.io/os': 'windows' } },
};

const named: readonly TruthCase[] = [
  allowed({ name: 'on Windows', pod: onWindows }),
  forbiddenByRestricted(
    {
      name: 'on Windows that says nothing but runAsNonRoot',
      pod: bareOn(onWindows),
      container: context(undefined),
    },
    {
      allowPrivilegeEscalation: 'from 1.8 to 1.24',
      seccompProfile_restricted: 'from 1.19 to 1.24',
      capabilities_restricted: 'from 1.22 to 1.24',
    },
  ),
  forbiddenByRestricted(
    {
      name: 'on Windows that says nothing',
      pod: { ...onWindows, ...context(undefined) },
      container: context(undefined),
    },
    {
      runAsNonRoot: 'always',
      allowPrivilegeEscalation: 'from 1.8 to 1.24',
      seccompProfile_restricted: 'from 1.19 to 1.24',
      capabilities_restricted: 'from 1.22 to 1.24',
    },
  ),
  ...Object.entries(NOT_WINDOWS).map(([name, os]) =>
    forbiddenByRestricted(
      {
        name: `${name} and that says nothing but runAsNonRoot`,
        pod: bareOn(os),
        container: context(undefined),
      },
      {
        allowPrivilegeEscalation: 'from 1.8',
        seccompProfile_restricted: 'from 1.19',
        capabilities_restricted: 'from 1.22',
      },
    ),
  ),
  forbiddenByRestricted(
    {
      name: 'with windowsOptions that does not say it is on Windows',
      pod: {
        securityContext: { seccompProfile: undefined, windowsOptions: { runAsUserName: 'ContainerUser' } },
      },
      container: context(undefined),
    },
    {
      allowPrivilegeEscalation: 'from 1.8',
      seccompProfile_restricted: 'from 1.19',
      capabilities_restricted: 'from 1.22',
    },
  ),
];

/** What `os.name: windows` excuses, and what it does not. */
export const windows: readonly TruthCase[] = [...named, ...exempt, ...held];

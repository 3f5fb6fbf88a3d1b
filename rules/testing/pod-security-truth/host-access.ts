import { allowed, type Check, forbiddenByBoth, type JsonObject, type TruthCase } from './truth-case';

const windows = (options: JsonObject | null): JsonObject => ({
  securityContext: { windowsOptions: options },
});

const hostProcess: readonly TruthCase[] = [
  forbiddenByBoth(
    { name: 'that is a HostProcess pod', pod: windows({ hostProcess: true }) },
    { windowsHostProcess: 'always' },
  ),
  forbiddenByBoth(
    { name: 'with a HostProcess container', container: windows({ hostProcess: true }) },
    { windowsHostProcess: 'always' },
  ),
  forbiddenByBoth(
    {
      name: 'that is a HostProcess pod whose container is none',
      pod: windows({ hostProcess: true }),
      container: windows({ hostProcess: false }),
    },
    { windowsHostProcess: 'always' },
  ),
  forbiddenByBoth(
    {
      name: 'that is no HostProcess pod but has such a container',
      pod: windows({ hostProcess: false }),
      container: windows({ hostProcess: true }),
    },
    { windowsHostProcess: 'always' },
  ),
  allowed({ name: 'that says it is no HostProcess pod', pod: windows({ hostProcess: false }) }),
  allowed({ name: 'whose hostProcess is null', pod: windows({ hostProcess: null }) }),
  allowed({ name: 'whose windowsOptions are null', pod: windows(null) }),
  allowed({ name: 'whose windowsOptions are empty', pod: windows({}) }),
  allowed({ name: 'with a user of Windows', pod: windows({ runAsUserName: 'ContainerUser' }) }),
  allowed({ name: 'whose container says it is no HostProcess', container: windows({ hostProcess: false }) }),
  allowed({ name: 'whose container has a null hostProcess', container: windows({ hostProcess: null }) }),
  allowed({ name: 'whose container has null windowsOptions', container: windows(null) }),
];

const namespaces: readonly TruthCase[] = ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((field) => [
  forbiddenByBoth({ name: `with ${field}`, pod: { [field]: true } }, { hostNamespaces: 'always' }),
  allowed({ name: `with ${field} false`, pod: { [field]: false } }),
  allowed({ name: `with ${field} null`, pod: { [field]: null } }),
]);

const privileged: readonly TruthCase[] = [
  forbiddenByBoth(
    { name: 'with a privileged container', container: { securityContext: { privileged: true } } },
    { privileged: 'always' },
  ),
  {
    name: 'with a privileged container that leaves escalation open',
    container: { securityContext: { privileged: true, allowPrivilegeEscalation: undefined } },
    baseline: { privileged: 'always' },
    restricted: { privileged: 'always', allowPrivilegeEscalation: 'from 1.8' },
  },
  allowed({
    name: 'whose container is not privileged',
    container: { securityContext: { privileged: false } },
  }),
  allowed({
    name: 'whose container has a null privileged',
    container: { securityContext: { privileged: null } },
  }),
  allowed({
    name: 'with privileged at pod level, where no such field is',
    pod: { securityContext: { privileged: true } },
  }),
];

const ports: readonly TruthCase[] = [
  forbiddenByBoth(
    { name: 'with a host port', container: { ports: [{ containerPort: 80, hostPort: 80 }] } },
    { hostPorts: 'always' },
  ),
  forbiddenByBoth(
    {
      name: 'whose second port is a host port',
      container: { ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081, protocol: 'UDP' }] },
    },
    { hostPorts: 'always' },
  ),
  allowed({ name: 'with host port 0', container: { ports: [{ containerPort: 80, hostPort: 0 }] } }),
  allowed({ name: 'with a null host port', container: { ports: [{ containerPort: 80, hostPort: null }] } }),
  allowed({ name: 'with a port of its own', container: { ports: [{ containerPort: 80 }] } }),
  allowed({
    name: 'with a hostIP alone',
    container: { ports: [{ containerPort: 80, hostIP: '127.0.0.1' }] },
  }),
  allowed({ name: 'whose ports are null', container: { ports: null } }),
  allowed({ name: 'whose ports are empty', container: { ports: [] } }),
  forbiddenByBoth(
    {
      name: 'on the network of its node with a host port',
      pod: { hostNetwork: true },
      container: { ports: [{ containerPort: 80, hostPort: 80 }] },
    },
    { hostNamespaces: 'always', hostPorts: 'always' },
  ),
  forbiddenByBoth(
    {
      name: 'on the network of its node without ports',
      pod: { hostNetwork: true },
      container: { ports: [] },
    },
    { hostNamespaces: 'always' },
  ),
];

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];
const HANDLERS = ['httpGet', 'tcpSocket'];
const HOST_CHECK: Check = 'hostProbesAndHostLifecycle';

const handlers: readonly TruthCase[] = [
  ...PROBES.flatMap((probe) =>
    HANDLERS.map((handler) =>
      ofHost('127.0.0.1', `${probe}.${handler}`, (host) => ({ [probe]: { [handler]: host } })),
    ),
  ),
  ...HOOKS.flatMap((hook) =>
    HANDLERS.map((handler) =>
      ofHost('192.0.2.7', `lifecycle.${hook}.${handler}`, (host) => ({
        lifecycle: { [hook]: { [handler]: host } },
      })),
    ),
  ),
  ...['localhost', '::1', 'app.example', '0.0.0.0', ' '].map((host) =>
    ofHost(host, 'livenessProbe.httpGet', (handler) => ({ livenessProbe: { httpGet: handler } })),
  ),
  ...['', null].flatMap((host) => [
    allowed({
      name: `whose probe has the host ${JSON.stringify(host)}`,
      container: {
        livenessProbe: { httpGet: { port: 80, host } },
        readinessProbe: { tcpSocket: { port: 80, host } },
      },
    }),
    allowed({
      name: `whose lifecycle hooks have the host ${JSON.stringify(host)}`,
      container: {
        lifecycle: { postStart: { httpGet: { port: 80, host } }, preStop: { tcpSocket: { port: 80, host } } },
      },
    }),
  ]),
  allowed({
    name: 'whose probes and hooks name no host',
    container: {
      livenessProbe: { httpGet: { port: 80, path: '/' } },
      readinessProbe: { tcpSocket: { port: 'http' } },
      startupProbe: { exec: { command: ['true'] } },
      lifecycle: { postStart: { exec: { command: ['true'] } }, preStop: { sleep: { seconds: 5 } } },
    },
  }),
  allowed({
    name: 'whose probe names a host in a header',
    container: {
      livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Host', value: '127.0.0.1' }] } },
    },
  }),
  allowed({
    name: 'with a gRPC probe, whose host nobody looks at',
    container: { livenessProbe: { grpc: { port: 80, service: 'it', host: '127.0.0.1' } } },
  }),
  allowed({
    name: 'whose probes and hooks are null',
    container: { livenessProbe: null, readinessProbe: { httpGet: null }, lifecycle: null },
  }),
  allowed({
    name: 'whose probes and hooks are empty',
    container: {
      livenessProbe: {},
      readinessProbe: { tcpSocket: {} },
      lifecycle: { preStop: {}, postStart: null },
    },
  }),
];

function ofHost(host: string, field: string, container: (handler: JsonObject) => JsonObject): TruthCase {
  const pod = { name: `whose ${field} asks "${host}"`, container: container({ port: 80, host }) };
  return forbiddenByBoth(pod, { [HOST_CHECK]: 'from 1.34' });
}

/** The checks of what a pod reaches of its node: Baseline, in Restricted too. */
export const hostAccess: readonly TruthCase[] = [
  ...hostProcess,
  ...namespaces,
  forbiddenByBoth(
    { name: 'in every namespace of its node', pod: { hostNetwork: true, hostPID: true, hostIPC: true } },
    { hostNamespaces: 'always' },
  ),
  ...privileged,
  ...ports,
  ...handlers,
];

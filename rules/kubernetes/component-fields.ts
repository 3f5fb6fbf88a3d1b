import type { ComponentName } from './component';

/** A field of a component's own configuration file that does what a flag does. */
export interface ComponentField {
  readonly path: readonly string[];
  readonly type: 'boolean' | 'integer' | 'text' | 'list' | 'gates';
  /** What counts where it is not written: in a file not always what counts without a flag. */
  readonly otherwise?: string;
}

/** A kind of configuration file, and its fields by the names of their flags, or by their own where there is no flag. */
export interface ComponentFile {
  readonly name: ComponentName;
  readonly group: string;
  readonly kind: string;
  readonly fields: Readonly<Record<string, ComponentField>>;
}

/** The fields with a bearing on security; the types and defaults are those of the components' v1beta1 and v1 APIs. */
export const COMPONENT_FILES: readonly ComponentFile[] = [
  {
    name: 'kubelet',
    group: 'kubelet.config.k8s.io',
    kind: 'KubeletConfiguration',
    fields: {
      'allowed-unsafe-sysctls': list('allowedUnsafeSysctls'),
      'anonymous-auth': boolean('authentication.anonymous.enabled', 'false'),
      'authentication-token-webhook': boolean('authentication.webhook.enabled', 'true'),
      'authorization-mode': text('authorization.mode', 'Webhook'),
      'client-ca-file': text('authentication.x509.clientCAFile'),
      'container-log-max-files': integer('containerLogMaxFiles', '5'),
      'container-log-max-size': text('containerLogMaxSize', '10Mi'),
      'enable-debugging-handlers': boolean('enableDebuggingHandlers', 'true'),
      enableDebugFlagsHandler: boolean('enableDebugFlagsHandler', 'true'),
      enableProfilingHandler: boolean('enableProfilingHandler', 'true'),
      enableSystemLogHandler: boolean('enableSystemLogHandler', 'true'),
      enableSystemLogQuery: boolean('enableSystemLogQuery', 'false'),
      'event-qps': integer('eventRecordQPS', '50'),
      'fail-swap-on': boolean('failSwapOn', 'true'),
      'feature-gates': gates('featureGates'),
      'healthz-bind-address': text('healthzBindAddress', '127.0.0.1'),
      'healthz-port': integer('healthzPort', '10248'),
      imagePullCredentialsVerificationPolicy: text('imagePullCredentialsVerificationPolicy'),
      'make-iptables-util-chains': boolean('makeIPTablesUtilChains', 'true'),
      'manifest-url': text('staticPodURL'),
      'pod-manifest-path': text('staticPodPath'),
      'pod-max-pids': integer('podPidsLimit', '-1'),
      'protect-kernel-defaults': boolean('protectKernelDefaults', 'false'),
      'read-only-port': integer('readOnlyPort', '0'),
      'rotate-certificates': boolean('rotateCertificates', 'false'),
      'rotate-server-certificates': boolean('serverTLSBootstrap', 'false'),
      'seccomp-default': boolean('seccompDefault', 'false'),
      'streaming-connection-idle-timeout': text('streamingConnectionIdleTimeout', '4h'),
      swapBehavior: text('memorySwap.swapBehavior'),
      'tls-cert-file': text('tlsCertFile'),
      'tls-cipher-suites': list('tlsCipherSuites'),
      'tls-min-version': text('tlsMinVersion'),
      'tls-private-key-file': text('tlsPrivateKeyFile'),
    },
  },
  {
    name: 'kube-proxy',
    group: 'kubeproxy.config.k8s.io',
    kind: 'KubeProxyConfiguration',
    fields: {
      'feature-gates': gates('featureGates'),
      'healthz-bind-address': text('healthzBindAddress', '0.0.0.0:10256'),
      'metrics-bind-address': text('metricsBindAddress', '127.0.0.1:10249'),
      'nodeport-addresses': list('nodePortAddresses'),
      profiling: boolean('enableProfiling', 'false'),
      'proxy-mode': text('mode'),
    },
  },
  {
    name: 'kube-scheduler',
    group: 'kubescheduler.config.k8s.io',
    kind: 'KubeSchedulerConfiguration',
    fields: {
      profiling: boolean('enableProfiling', 'true'),
    },
  },
];

function boolean(path: string, otherwise?: string): ComponentField {
  return field('boolean', path, otherwise);
}

function integer(path: string, otherwise?: string): ComponentField {
  return field('integer', path, otherwise);
}

function text(path: string, otherwise?: string): ComponentField {
  return field('text', path, otherwise);
}

function list(path: string): ComponentField {
  return field('list', path, undefined);
}

function gates(path: string): ComponentField {
  return field('gates', path, undefined);
}

function field(type: ComponentField['type'], path: string, otherwise: string | undefined): ComponentField {
  return { type, path: path.split('.'), ...(otherwise === undefined ? {} : { otherwise }) };
}

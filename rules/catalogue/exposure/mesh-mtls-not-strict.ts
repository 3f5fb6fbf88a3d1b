import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { type Field, isKnown, knownValue } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

/** Values by which a mesh takes connections without mutual TLS, and the nearest one by which it does not. */
const ISTIO_MODES = new Map([
  ['DISABLE', 'STRICT'],
  ['PERMISSIVE', 'STRICT'],
]);
const CILIUM_MODES = new Map([['disabled', 'required']]);
const LINKERD_POLICIES = new Map([
  ['all-unauthenticated', 'all-authenticated'],
  ['audit', 'all-authenticated'],
  ['cluster-unauthenticated', 'cluster-authenticated'],
]);

export default defineRule({
  meta: {
    id: 'mesh-mtls-not-strict',
    chapter: 'exposure',
    scope: 'object',
    title: 'Service mesh that takes plain connections',
    summary: 'settings of Istio, Linkerd or Cilium by which connections need no mutual TLS',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['LOG-7'],
      tob: ['TOB-K8S-TM04'],
    },
    whereWritten: ['accessPolicy', 'config.linkerd.io/default-inbound-policy', 'mode', 'unauthenticated'],
    why: `
      Where the mesh also takes connections without mutual TLS, whoever is in the cluster's network can
      speak to the workload without an identity, and listen to those who speak to it in plain text. Rules of
      the mesh that go by identity then guard only those who show one.
    `,
    whenNotToFix: `
      While workloads move into the mesh, and on ports that clients outside it use, such as those of health
      checks.
    `,
    examples: [
      {
        title: 'Istio: a namespace, and a port of it, that take plain connections',
        manifest: `
          apiVersion: security.istio.io/v1
          kind: PeerAuthentication
          metadata:
            name: default
          spec:
            mtls:
              mode: PERMISSIVE
          #         ^^^^^^^^^^ Mesh takes connections without mutual TLS: the mode is PERMISSIVE
            portLevelMtls:
              8080:
                mode: DISABLE
          #           ^^^^^^^ Mesh takes connections without mutual TLS: the mode is DISABLE
        `,
        fixed: `
          apiVersion: security.istio.io/v1
          kind: PeerAuthentication
          metadata:
            name: default
          spec:
            mtls:
              mode: STRICT
            portLevelMtls:
              8080:
                mode: STRICT
        `,
      },
      {
        title: 'Cilium: rules without authentication',
        manifest: `
          apiVersion: cilium.io/v2
          kind: CiliumNetworkPolicy
          metadata:
            name: web
          spec:
            endpointSelector: {}
            ingress:
              - authentication: {mode: disabled}
          #                            ^^^^^^^^ Mesh takes connections without mutual TLS: the mode is disabled
          ---
          apiVersion: cilium.io/v2
          kind: CiliumClusterwideNetworkPolicy
          metadata:
            name: web
          specs:
            - endpointSelector: {}
              egress:
                - authentication:
                    mode: disabled
          #               ^^^^^^^^ Mesh takes connections without mutual TLS: the mode is disabled
        `,
        fixed: `
          apiVersion: cilium.io/v2
          kind: CiliumNetworkPolicy
          metadata:
            name: web
          spec:
            endpointSelector: {}
            ingress:
              - authentication: {mode: required}
          ---
          apiVersion: cilium.io/v2
          kind: CiliumClusterwideNetworkPolicy
          metadata:
            name: web
          specs:
            - endpointSelector: {}
              egress:
                - authentication:
                    mode: required
        `,
      },
      {
        title: 'Linkerd: a port, clients of it, and a namespace',
        manifest: `
          apiVersion: policy.linkerd.io/v1beta3
          kind: Server
          metadata:
            name: web
          spec:
            podSelector: {}
            port: http
            accessPolicy: all-unauthenticated
          #               ^^^^^^^^^^^^^^^^^^^ Mesh takes connections without mutual TLS: the policy is all-unauthenticated
          ---
          apiVersion: policy.linkerd.io/v1beta1
          kind: ServerAuthorization
          metadata:
            name: web
          spec:
            server: {name: web}
            client:
              unauthenticated: true
          #                    ^^^^ Mesh takes connections without mutual TLS: unauthenticated is true
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            annotations:
              config.linkerd.io/default-inbound-policy: cluster-unauthenticated
          #                                             ^^^^^^^^^^^^^^^^^^^^^^^ Mesh takes connections without mutual TLS: the policy is cluster-unauthenticated
        `,
        fixed: `
          apiVersion: policy.linkerd.io/v1beta3
          kind: Server
          metadata:
            name: web
          spec:
            podSelector: {}
            port: http
            accessPolicy: all-authenticated
          ---
          apiVersion: policy.linkerd.io/v1beta1
          kind: ServerAuthorization
          metadata:
            name: web
          spec:
            server: {name: web}
            client:
              meshTLS:
                identities:
                - "*"
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            annotations:
              config.linkerd.io/default-inbound-policy: cluster-authenticated
        `,
      },
      {
        title: 'Linkerd: a pod',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              config.linkerd.io/default-inbound-policy: all-unauthenticated
          #                                             ^^^^^^^^^^^^^^^^^^^ Mesh takes connections without mutual TLS: the policy is all-unauthenticated
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Mutual TLS, a mode that is inherited, and the same words in another kind',
        manifest: `
          apiVersion: security.istio.io/v1
          kind: PeerAuthentication
          metadata:
            name: default
          spec:
            mtls: {mode: STRICT}
            portLevelMtls:
              8080: {mode: UNSET}
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: settings
          spec:
            mtls: {mode: PERMISSIVE}
          ---
          apiVersion: policy.linkerd.io/v1beta1
          kind: ServerAuthorization
          metadata:
            name: web
          spec:
            client: {unauthenticated: false}
        `,
      },
    ],
  },

  *check(manifest) {
    const spec = manifest.root.map('spec');
    switch (`${manifest.group}/${manifest.kind}`) {
      case 'security.istio.io/PeerAuthentication':
        for (const mode of istioModes(spec)) yield* unless(mode, ISTIO_MODES, 'mode');
        break;
      case 'cilium.io/CiliumNetworkPolicy':
      case 'cilium.io/CiliumClusterwideNetworkPolicy':
        for (const mode of ciliumModes(manifest)) yield* unless(mode, CILIUM_MODES, 'mode');
        break;
      case 'policy.linkerd.io/Server':
        yield* unless(spec.string('accessPolicy'), LINKERD_POLICIES, 'policy');
        break;
      case 'policy.linkerd.io/ServerAuthorization':
        yield* unlessAuthenticated(spec.map('client'));
        break;
      default:
        for (const metadata of linkerdMetadata(manifest)) {
          const policy = metadata.map('annotations').string('config.linkerd.io/default-inbound-policy');
          yield* unless(policy, LINKERD_POLICIES, 'policy');
        }
    }
  },
});

function istioModes(spec: MapView): readonly Field<string>[] {
  const ports = spec.map('portLevelMtls');
  const settings = [spec.map('mtls'), ...ports.keys().map((port) => ports.map(port))];
  return settings.map((setting) => setting.string('mode'));
}

function ciliumModes({ root }: Manifest): readonly Field<string>[] {
  const specs = [root.map('spec'), ...root.maps('specs')];
  const rules = specs.flatMap((spec) => [...spec.maps('ingress'), ...spec.maps('egress')]);
  return rules.map((rule) => rule.map('authentication').string('mode'));
}

/** Where an annotation for Linkerd's proxies counts: of a Namespace, and of pods themselves. */
function linkerdMetadata(manifest: Manifest): readonly MapView[] {
  const pods = manifest.pods.map(({ metadata }) => metadata);
  return manifest.kind === 'Namespace' ? [manifest.metadata, ...pods] : pods;
}

function* unless(setting: Field<string>, weak: ReadonlyMap<string, string>, name: string): Iterable<Finding> {
  const value = knownValue(setting) ?? '';
  const strict = weak.get(value);
  if (strict === undefined) return;
  yield {
    at: setting,
    message: `Mesh takes connections without mutual TLS: the ${name} is ${value}`,
    fixes: [unsafeFix(`Set it to ${strict}`, set(setting, strict))],
  };
}

function* unlessAuthenticated(client: MapView): Iterable<Finding> {
  const unauthenticated = client.boolean('unauthenticated');
  if (!isKnown(unauthenticated, true)) return;
  const identities = set(client.map('meshTLS').list('identities'), ['*']);
  yield {
    at: unauthenticated,
    message: 'Mesh takes connections without mutual TLS: unauthenticated is true',
    fixes: [unsafeFix('Take clients of the mesh alone', remove(unauthenticated), identities)],
  };
}

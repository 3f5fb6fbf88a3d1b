import { defineRule } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'port-out-of-range',
    chapter: 'traps',
    scope: 'object',
    title: 'Port that does not exist',
    summary: 'ports of containers, probes, Services and network policies that are no number from 1 to 65535',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: 'Nobody but its author knows which port is meant.',
    standards: { tob: ['TOB-K8S-015'], cwe: ['CWE-190'] },
    whereWritten: [
      'containerPort',
      'endPort',
      'healthCheckNodePort',
      'hostPort',
      'nodePort',
      'port',
      'targetPort',
    ],
    why: `
      The API server refuses the object. Programs that read the number into 16 or 32 bits without a check take
      another one: 65616 becomes 80. A rule that seemed to open or to close one port then does so with
      another.

      Zero stands for "not set" where a port may be left out: \`hostPort\`, \`nodePort\`, \`targetPort\` and
      \`healthCheckNodePort\`.
    `,
    whenNotToFix: 'Never: no such port exists.',
    examples: [
      {
        title: 'Ports of a container and of its probe',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                ports:
                  - containerPort: 80800
          #                        ^^^^^ Port 80800 is not one of 1 to 65535
                    hostPort: 4294967376
          #                   ^^^^^^^^^^ Port 4294967376 is not one of 1 to 65535
                  - containerPort: 0
          #                        ^ Port 0 is not one of 1 to 65535
                livenessProbe:
                  tcpSocket: {port: -1}
          #                         ^^ Port -1 is not one of 1 to 65535
                readinessProbe:
                  httpGet: {port: 65536}
          #                       ^^^^^ Port 65536 is not one of 1 to 65535
                startupProbe:
                  grpc: {port: 70000}
          #                    ^^^^^ Port 70000 is not one of 1 to 65535
        `,
      },
      {
        title: 'Ports of a Service and of a network policy',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            healthCheckNodePort: 80000
          #                      ^^^^^ Port 80000 is not one of 1 to 65535
            ports:
              - port: 65536
          #           ^^^^^ Port 65536 is not one of 1 to 65535
                targetPort: -1
          #                 ^^ Port -1 is not one of 1 to 65535
                nodePort: 300800
          #               ^^^^^^ Port 300800 is not one of 1 to 65535
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress, Egress]
            ingress:
              - ports:
                  - port: 443443
          #               ^^^^^^ Port 443443 is not one of 1 to 65535
            egress:
              - ports:
                  - port: 1024
                    endPort: 65536
          #                  ^^^^^ Port 65536 is not one of 1 to 65535
        `,
      },
      {
        title: 'The first and the last port, zero for none, names, and a port of another kind of object',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                ports:
                  - {name: http, containerPort: 65535, hostPort: 0}
                livenessProbe:
                  httpGet: {port: http}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            ports:
              - {port: 1, targetPort: http, nodePort: 0}
              - {port: 2, targetPort: 0}
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: web
          data:
            port: "80800"
        `,
      },
    ],
  },

  *check(manifest) {
    for (const [views, fields] of portsOf(manifest)) {
      for (const view of views) {
        for (const [key, least] of fields) {
          const number = view.knownInteger(key);
          if (number === undefined || (number >= least && number <= 65_535)) continue;
          yield { at: view.integer(key), message: `Port ${number} is not one of 1 to 65535` };
        }
      }
    }
  },
});

/** Mappings, and the ports in each with their least values: 0 where it stands for none. */
type Ports = readonly [views: readonly MapView[], fields: readonly (readonly [key: string, least: 0 | 1])[]];

const OF_CONTAINERS = [
  ['containerPort', 1],
  ['hostPort', 0],
] as const;
const OF_HANDLERS = [['port', 1]] as const;
const OF_SERVICES = [
  ['port', 1],
  ['targetPort', 0],
  ['nodePort', 0],
] as const;
const OF_POLICIES = [
  ['port', 1],
  ['endPort', 1],
] as const;

/** Objects of any kind may carry pods: a Service of Knative does. */
function portsOf({ kind, root, pods }: Manifest): readonly Ports[] {
  const found: Ports[] = [];
  for (const { containers } of pods) {
    for (const { ports, handlers } of containers) {
      found.push([ports, OF_CONTAINERS]);
      for (const handler of handlers) found.push([calledBy(handler), OF_HANDLERS]);
    }
  }
  if (kind === 'Service') {
    const spec = root.map('spec');
    found.push([[spec], [['healthCheckNodePort', 0]]], [spec.maps('ports'), OF_SERVICES]);
  }
  if (kind === 'NetworkPolicy') {
    const rules = ['ingress', 'egress'].flatMap((key) => root.map('spec').maps(key));
    found.push([rules.flatMap((rule) => rule.maps('ports')), OF_POLICIES]);
  }
  return found;
}

/** What a handler connects to. */
function calledBy(handler: MapView): readonly MapView[] {
  const keys = ['httpGet', 'tcpSocket', 'grpc'];
  return keys.filter((key) => handler.kindOf(key) === 'mapping').map((key) => handler.map(key));
}

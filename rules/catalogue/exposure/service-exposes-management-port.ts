import { defineRule } from '../../engine/rule';
import { Service } from '../../kubernetes/service';
import { isKnown } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

/** TCP ports by which machines and the parts of Kubernetes are managed. */
const MANAGEMENT: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [2375, 'the Docker API without TLS'],
  [2376, 'the Docker API'],
  [2379, 'etcd'],
  [2380, 'etcd'],
  [6443, 'the API server'],
  [10250, 'the kubelet'],
  [10255, 'the kubelet without authentication'],
  [10256, 'kube-proxy'],
  [10257, 'the controller manager'],
  [10259, 'the scheduler'],
]);
const INSECURE_API_SERVER = 8080;

export default defineRule({
  meta: {
    id: 'service-exposes-management-port',
    chapter: 'exposure',
    scope: 'Service',
    title: 'Management port outside the cluster',
    summary: 'services that show the outside a port by which machines or Kubernetes itself are managed',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the port or the way to it is wrong is not in the manifest.
    `,
    standards: {
      nsa: ['NET-4', 'NET-5'],
      owasp: { '2025': ['K06'] },
      attack: ['T1133'],
    },
    why: `
      Whoever gets in there has the machine or the cluster, not one application. These ports are what
      scanners look for first, and a leaked key, a default password or a bug before login is enough.

      Looked at are Services of type NodePort and LoadBalancer, and the TCP ports 22, 2375, 2376, 2379,
      2380, 6443, 10250, 10255, 10256, 10257 and 10259; 8080 where the Service selects the API server.
    `,
    whenNotToFix: `
      A Git server's SSH, or the API server behind a load balancer of its own. Limit who may connect.
    `,
    examples: [
      {
        title: 'Ports that are not for the outside',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: agent
          spec:
            type: NodePort
            ports:
              - {name: logs, port: 10250, targetPort: 10250}
          #                        ^^^^^ Service shows the outside port 10250, that of the kubelet
              - {name: shell, port: 8022, targetPort: 22}
          #                                           ^^ Service shows the outside port 22, that of SSH
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: api
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges: [198.51.100.0/24]
            selector: {component: kube-apiserver}
            ports: [{port: 8080}]
          #                ^^^^ Service shows the outside port 8080, that of the API server
        `,
      },
      {
        title: 'The same inside the cluster, and ports of applications',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: agent
          spec:
            ports: [{port: 10250}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: LoadBalancer
            selector: {app: web}
            loadBalancerSourceRanges: [198.51.100.0/24]
            ports:
              - {port: 8080, targetPort: ssh}
              - {port: 443, nodePort: 32379}
              - {port: 2380, protocol: UDP}
        `,
      },
    ],
  },

  *check(manifest) {
    const service = new Service(manifest);
    if (!service.isNodePort && !service.isLoadBalancer) return;
    for (const port of service.ports.filter(isTcp)) {
      const fields = [port.integer('port'), port.integer('targetPort')];
      for (const field of fields) {
        const owner = field.state === 'known' ? ownerOf(field.value, service.spec) : undefined;
        if (field.state !== 'known' || owner === undefined) continue;
        yield { at: field, message: `Service shows the outside port ${field.value}, that of ${owner}` };
        break;
      }
    }
  },
});

function isTcp(port: MapView): boolean {
  const protocol = port.string('protocol');
  return protocol.state === 'absent' || isKnown(protocol, 'TCP');
}

function ownerOf(port: number, spec: MapView): string | undefined {
  const isApiServer = isKnown(spec.map('selector').string('component'), 'kube-apiserver');
  return port === INSECURE_API_SERVER && isApiServer ? 'the API server' : MANAGEMENT.get(port);
}

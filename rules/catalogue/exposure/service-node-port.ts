import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { Service } from '../../kubernetes/service';
import { type Field, isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'service-node-port',
    chapter: 'exposure',
    scope: 'Service',
    title: 'Service on a port of every node',
    summary: 'services that are served on a port of every node',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-5'],
      owasp: { '2025': ['K06'] },
      attack: ['T1133'],
    },
    why: `
      A node port is open on all addresses of all nodes, past Ingress, load balancer and their TLS and
      access control: whoever reaches one node reaches the Service. Nodes in a public network make it
      public, and with many network plugins a NetworkPolicy sees the node as the sender.

      Services of type LoadBalancer get node ports too unless \`allocateLoadBalancerNodePorts\` is
      false; that is reported as information.
    `,
    whenNotToFix: `
      Clusters whose own load balancer targets node ports need them; many clouds' load balancers do. Let a
      firewall admit the balancer alone.
    `,
    examples: [
      {
        title: 'A Service on the ports of the nodes',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: NodePort
          #       ^^^^^^^^ Service is served on a port of every node
            externalTrafficPolicy: Local
            selector: {app: web}
            ports:
              - port: 443
                nodePort: 30443
        `,
        fixed: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: ClusterIP
            selector: {app: web}
            ports:
              - port: 443
        `,
      },
      {
        title: 'A Service whose node port Kubernetes chooses',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
          spec:
            type: NodePort
          #       ^^^^^^^^ Service is served on a port of every node
            ports: [{port: 443}]
        `,
        fixed: `
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
          spec:
            type: ClusterIP
            ports: [{port: 443}]
        `,
      },
      {
        title: 'An internal load balancer, which has node ports by default',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
            annotations:
              service.beta.kubernetes.io/azure-load-balancer-internal: "true"
          spec:
            type: LoadBalancer
          #       ^^^^^^^^^^^^ Load balancer opens a port of every node too: allocateLoadBalancerNodePorts is not set
            selector: {app: web}
            ports: [{port: 443, nodePort: 30443}]
        `,
        fixed: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
            annotations:
              service.beta.kubernetes.io/azure-load-balancer-internal: "true"
          spec:
            type: LoadBalancer
            selector: {app: web}
            ports: [{port: 443}]
            allocateLoadBalancerNodePorts: false
        `,
      },
      {
        title: 'Node ports that a load balancer asks for',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges: [198.51.100.0/24]
            allocateLoadBalancerNodePorts: true
          #                                ^^^^ Load balancer opens a port of every node too
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges: [198.51.100.0/24]
            allocateLoadBalancerNodePorts: false
            ports: [{port: 443, nodePort: 30443}]
          #                               ^^^^^ Load balancer opens port 30443 of every node too
        `,
        fixed: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges: [198.51.100.0/24]
            allocateLoadBalancerNodePorts: false
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges: [198.51.100.0/24]
            allocateLoadBalancerNodePorts: false
            ports: [{port: 443}]
        `,
      },
      {
        title: 'Services inside the cluster, and one whose type a chart chooses',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
            annotations:
              type: NodePort
          spec:
            selector: {type: LoadBalancer}
            ports: [{port: 443, nodePort: 0}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
          spec:
            type: {{ .Values.type }}
            ports: [{port: 443, nodePort: {{ .Values.nodePort }}}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: desk
          spec:
            type: LoadBalancer
            allocateLoadBalancerNodePorts: false
            ports: [{port: 443, nodePort: 0}, {port: 80, nodePort: {{ .Values.nodePort }}}]
        `,
      },
    ],
  },

  *check(manifest) {
    const service = new Service(manifest);
    if (service.isNodePort) yield ofNodePort(service);
    if (service.isLoadBalancer) yield* ofLoadBalancer(service);
  },
});

function ofNodePort({ spec, type, nodePorts }: Service): Finding {
  // The API server refuses these in a Service that is for the cluster alone.
  const policy = spec.string('externalTrafficPolicy');
  const removed = [...nodePorts, ...(policy.state === 'absent' ? [] : [policy])].map(remove);
  return {
    at: type,
    message: 'Service is served on a port of every node',
    fixes: [unsafeFix('Serve it inside the cluster alone', set(type, 'ClusterIP'), ...removed)],
  };
}

function* ofLoadBalancer({ spec, type, nodePorts }: Service): Iterable<Finding> {
  const allocates = spec.boolean('allocateLoadBalancerNodePorts');
  const fixes = [unsafeFix('Open no node ports', set(allocates, false), ...nodePorts.map(remove))];
  const message = 'Load balancer opens a port of every node too';
  if (allocates.state === 'absent') {
    yield { ...found(type, `${message}: allocateLoadBalancerNodePorts is not set`), fixes };
  } else if (isKnown(allocates, true)) {
    yield { ...found(allocates, message), fixes };
  } else {
    for (const port of nodePorts) {
      if (port.state !== 'known') continue;
      const finding = found(port, `Load balancer opens port ${port.value} of every node too`);
      yield { ...finding, fixes: [unsafeFix('Remove nodePort', remove(port))] };
    }
  }
}

function found(at: Field<unknown>, message: string) {
  return { at, message, severity: 'info' } as const;
}

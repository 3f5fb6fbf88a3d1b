import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Service } from '../../kubernetes/service';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'service-load-balancer-public',
    chapter: 'exposure',
    scope: 'Service',
    title: 'Load balancer open to everybody',
    summary: 'services with a load balancer that is neither internal nor limited to source addresses',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      owasp: { '2025': ['K06'] },
      attack: ['T1133'],
    },
    covers: ['service-node-port'],
    why: `
      On most clouds such a load balancer has a public address, which scanners find within minutes.
      Everything behind it is then protected by nothing but its own login and its own bugs.

      Silent are \`loadBalancerSourceRanges\`, the annotations by which AWS, Azure, Google Cloud, Oracle
      Cloud, Alibaba Cloud and others make a load balancer internal or limit it, classes that are
      internal by default, and a private \`loadBalancerIP\`.
    `,
    whenNotToFix: `
      What is meant for the public, such as an ingress controller. On clusters of your own whose balancer
      hands out private addresses the rule can be off.
    `,
    examples: [
      {
        title: 'A load balancer for the whole internet',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: LoadBalancer
          #       ^^^^^^^^^^^^ Load balancer is open to every address: loadBalancerSourceRanges is not set
            selector: {app: web}
            ports: [{port: 443}]
        `,
        fixed: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges:
            - 192.0.2.0/24
            selector: {app: web}
            ports: [{port: 443}]
        `,
      },
      {
        title: 'Annotations that say it is public',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
            annotations:
              service.beta.kubernetes.io/azure-load-balancer-internal: "false"
              service.beta.kubernetes.io/aws-load-balancer-type: external
              service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
          spec:
            type: LoadBalancer
          #       ^^^^^^^^^^^^ Load balancer is open to every address: loadBalancerSourceRanges is not set
            loadBalancerIP: 203.0.113.7
            loadBalancerSourceRanges: []
            ports: [{port: 443}]
        `,
      },
      {
        title: 'Load balancers that are internal, or may be',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: google
            annotations:
              networking.gke.io/load-balancer-type: Internal
          spec:
            type: LoadBalancer
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: chosen
            annotations:
              service.beta.kubernetes.io/aws-load-balancer-scheme: {{ .Values.scheme }}
          spec:
            type: LoadBalancer
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: default
          spec:
            type: LoadBalancer
            loadBalancerClass: service.k8s.aws/nlb
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: address
          spec:
            type: LoadBalancer
            loadBalancerIP: 10.20.0.7
            ports: [{port: 443}]
        `,
      },
      {
        title: 'Load balancers that serve some addresses only, and a Service without one',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: inside
          spec:
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges: [198.51.100.0/24]
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
            annotations:
              service.beta.kubernetes.io/load-balancer-source-ranges: 198.51.100.0/24
          spec:
            type: LoadBalancer
            ports: [{port: 443}]
        `,
      },
    ],
  },

  *check(manifest) {
    const service = new Service(manifest);
    const { type, sourceRanges } = service;
    if (!service.isLoadBalancer || !sourceRanges.isEmpty) return;
    if (service.mayBeInternal || service.mayBeLimitedByAnnotation) return;
    yield {
      at: type,
      message: 'Load balancer is open to every address: loadBalancerSourceRanges is not set',
      // Closing the node ports, which a covered rule offers, would not do.
      fixes: [],
      assist: {
        title: 'Limit it to source addresses',
        operations: [set(sourceRanges, [new Placeholder('192.0.2.0/24')])],
      },
    };
  },
});

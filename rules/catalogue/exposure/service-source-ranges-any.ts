import { defineRule, type Finding } from '../../engine/rule';
import { Cidr } from '../../kubernetes/cidr';
import { Service } from '../../kubernetes/service';
import { type Field, knownValue } from '../../yaml/field';

const ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export default defineRule({
  meta: {
    id: 'service-source-ranges-any',
    chapter: 'exposure',
    scope: 'Service',
    title: 'Source ranges that allow every address',
    summary: 'load balancers whose source ranges hold every IPv4 or IPv6 address',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which addresses may connect is not in the manifest.
    `,
    standards: {
      owasp: { '2025': ['K06'] },
      attack: ['T1133'],
    },
    why: `
      \`0.0.0.0/0\` or \`::/0\` in \`loadBalancerSourceRanges\` is the same as no limit at all, whatever
      else is in the list: the whole internet reaches the Service. The list looks like a restriction, so
      nobody looks again. Internal load balancers are not reported.
    `,
    whenNotToFix: `
      A Service for the public. Leaving the list out says the same more honestly.
    `,
    examples: [
      {
        title: 'A list that limits nothing',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges:
              - 198.51.100.0/24
              - 0.0.0.0/0 # for now
          #     ^^^^^^^^^ Load balancer is open to every IPv4 address
              - "::/0"
          #     ^^^^^^ Load balancer is open to every IPv6 address
            ports: [{port: 443}]
        `,
      },
      {
        title: 'The same in the annotation',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
            annotations:
              service.beta.kubernetes.io/load-balancer-source-ranges: 198.51.100.0/24, 0.0.0.0/0
          #                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ Load balancer is open to every IPv4 address
          spec:
            type: LoadBalancer
            ports: [{port: 443}]
        `,
      },
      {
        title:
          'A real limit, which goes before the annotation, an internal load balancer, and a Service without one',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: web
            annotations:
              service.beta.kubernetes.io/load-balancer-source-ranges: 0.0.0.0/0
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
              service.beta.kubernetes.io/aws-load-balancer-internal: "true"
          spec:
            type: LoadBalancer
            loadBalancerSourceRanges: [0.0.0.0/0]
            ports: [{port: 443}]
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: desk
          spec:
            type: ClusterIP
            loadBalancerSourceRanges: [0.0.0.0/0]
            ports: [{port: 443}]
        `,
      },
    ],
  },

  *check(manifest) {
    const service = new Service(manifest);
    if (!service.isLoadBalancer || service.mayBeInternal) return;
    for (const range of service.sourceRanges.strings()) yield* findingsAbout(range);
    // The annotation counts only where the field is not set.
    if (service.sourceRanges.isEmpty) yield* findingsAbout(service.annotations.string(ANNOTATION));
  },
});

function* findingsAbout(ranges: Field<string>): Iterable<Finding> {
  const blocks = (knownValue(ranges) ?? '').split(',').map((text) => Cidr.parse(text.trim()));
  for (const block of blocks) {
    if (block?.isAny) yield { at: ranges, message: `Load balancer is open to every ${block.family} address` };
  }
}

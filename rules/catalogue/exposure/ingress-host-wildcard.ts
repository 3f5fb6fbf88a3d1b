import { defineRule } from '../../engine/rule';
import { Ingress } from '../../kubernetes/ingress';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'ingress-host-wildcard',
    chapter: 'exposure',
    scope: 'Ingress',
    title: 'Ingress for any host',
    summary: 'ingresses that take requests for any host, or for every name below one',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      The names by which the application is reached are not in the manifest.
    `,
    standards: {
      nsa: ['NET-2'],
    },
    why: `
      Such an Ingress answers requests that were meant for others: for names that point to the cluster and
      have no Ingress yet, and for whatever an attacker writes in the Host header, which applications
      put into links and caches. Where teams share a controller, it can take over a name of another.
    `,
    whenNotToFix: `
      An application that gives each customer a name below its own, or a catch-all page for unknown names.
    `,
    examples: [
      {
        title: 'Any host, every name below one, and what no rule takes',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls: [{secretName: shop}]
            defaultBackend: {service: {name: shop, port: {number: 80}}}
          # ^^^^^^^^^^^^^^ Default backend takes requests for any host
            rules:
              - http: {paths: []}
          #     ^^^^ Rule takes requests for any host: host is not set
              - host: "*.shop.example"
          #           ^^^^^^^^^^^^^^^^ Rule takes requests for every name below shop.example
              - host: ""
          #           ^^ Rule takes requests for any host: host is empty
        `,
      },
      {
        title: 'The field of an older API version',
        manifest: `
          apiVersion: extensions/v1beta1
          kind: Ingress
          metadata:
            name: shop
          spec:
            backend: {serviceName: shop, servicePort: 80}
          # ^^^^^^^ Default backend takes requests for any host
            tls: [{secretName: shop}]
        `,
      },
      {
        title: 'A host with a name, and one that a chart names',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls: [{secretName: shop}]
            rules:
              - host: shop.example
              - host: {{ .Values.host }}
        `,
      },
    ],
  },

  *check(manifest) {
    const { defaultBackend, rules } = new Ingress(manifest);
    if (defaultBackend.state === 'known') {
      yield { at: defaultBackend, message: 'Default backend takes requests for any host' };
    }
    for (const host of rules.map((rule) => rule.string('host'))) {
      if (host.state === 'absent') {
        yield { at: host, message: 'Rule takes requests for any host: host is not set' };
      } else if (isKnown(host, '')) {
        yield { at: host, message: 'Rule takes requests for any host: host is empty' };
      } else if (host.state === 'known' && host.value.startsWith('*.')) {
        yield { at: host, message: `Rule takes requests for every name below ${host.value.slice(2)}` };
      }
    }
  },
});

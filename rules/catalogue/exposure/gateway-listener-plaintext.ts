import { defineRule } from '../../engine/rule';
import { isKnown, mayBe } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

export default defineRule({
  meta: {
    id: 'gateway-listener-plaintext',
    chapter: 'exposure',
    scope: 'Gateway',
    title: 'Gateway without TLS',
    summary: 'listeners of a Gateway for plain HTTP or TCP where no other one has TLS',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      The certificate that a listener with TLS needs is not in the manifest.
    `,
    standards: {
      nsa: ['NET-6'],
      cwe: ['CWE-319'],
    },
    why: `
      Everybody on the way between clients and the Gateway reads and changes what they say: passwords,
      cookies and tokens first. A plain listener beside one with TLS is not reported: it is there to
      redirect.
    `,
    whenNotToFix: `
      Inside a network that encrypts by itself, or behind a proxy that ends TLS. A TCP listener may carry a
      protocol with encryption of its own.
    `,
    examples: [
      {
        title: 'Plain listeners alone',
        manifest: `
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: shop
          spec:
            gatewayClassName: example
            listeners:
              - name: web
                port: 80
                protocol: HTTP
          #               ^^^^ Listener takes plain HTTP, and no listener of the Gateway has TLS
              - {name: database, port: 5432, protocol: TCP}
          #                                            ^^^ Listener takes plain TCP, and no listener of the Gateway has TLS
              - {name: names, port: 53, protocol: UDP}
        `,
      },
      {
        title: 'A listener beside one with TLS, and one that a chart may add',
        manifest: `
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: shop
          spec:
            gatewayClassName: example
            listeners:
              - {name: web, port: 80, protocol: HTTP}
              - {name: web-tls, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: shop}]}}
          ---
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: desk
          spec:
            gatewayClassName: example
            listeners:
              - {name: web, port: 80, protocol: HTTP}
              - {name: more, port: 443, protocol: {{ .Values.protocol }}}
          ---
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: mail
          spec:
            gatewayClassName: example
            listeners:
              - {name: web, port: 80, protocol: HTTP}
              {{- with .Values.listeners }}
              {{- toYaml . | nindent 4 }}
              {{- end }}
          ---
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: files
          spec:
            gatewayClassName: example
            listeners:
              - {name: web, port: 80, protocol: HTTP}
              - {name: through, port: 443, protocol: TLS, tls: {mode: Passthrough}}
        `,
      },
    ],
  },

  *check(manifest) {
    const listeners = manifest.root.map('spec').list('listeners');
    if (listeners.isOpen || listeners.items().some(mayHaveTls)) return;
    for (const protocol of listeners.maps().map((listener) => listener.string('protocol'))) {
      if (!isKnown(protocol, 'HTTP') && !isKnown(protocol, 'TCP')) continue;
      const name = isKnown(protocol, 'HTTP') ? 'HTTP' : 'TCP';
      yield { at: protocol, message: `Listener takes plain ${name}, and no listener of the Gateway has TLS` };
    }
  },
});

function mayHaveTls(listener: MapView): boolean {
  const protocol = listener.string('protocol');
  return mayBe(protocol, 'HTTPS') || mayBe(protocol, 'TLS');
}

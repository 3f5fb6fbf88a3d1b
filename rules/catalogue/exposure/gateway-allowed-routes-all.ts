import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'gateway-allowed-routes-all',
    chapter: 'exposure',
    scope: 'Gateway',
    title: 'Gateway for the routes of every namespace',
    summary: 'listeners of a Gateway that take routes from every namespace',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-1'],
      owasp: { '2025': ['K05'] },
    },
    why: `
      Whoever may create routes in any namespace can put something of their own behind the Gateway's
      address and certificate, and can claim paths or hosts that another team has not taken yet.
    `,
    whenNotToFix: `
      A Gateway that the whole cluster shares. \`from: Selector\` lets it serve chosen namespaces.
    `,
    examples: [
      {
        title: 'Routes from everywhere',
        manifest: `
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: shop
          spec:
            gatewayClassName: example
            listeners:
              - name: web
                port: 443
                protocol: HTTPS
                allowedRoutes:
                  namespaces:
                    from: All
          #               ^^^ Listener takes routes from every namespace
        `,
        fixed: `
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: shop
          spec:
            gatewayClassName: example
            listeners:
              - name: web
                port: 443
                protocol: HTTPS
                allowedRoutes:
                  namespaces:
                    from: Same
        `,
      },
      {
        title: 'Routes from chosen namespaces, from the same by default, and a Gateway of another API',
        manifest: `
          apiVersion: gateway.networking.k8s.io/v1
          kind: Gateway
          metadata:
            name: shop
          spec:
            gatewayClassName: example
            listeners:
              - {name: web, port: 443, protocol: HTTPS}
              - name: team
                port: 8443
                protocol: HTTPS
                allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: shop}}}}
          ---
          apiVersion: networking.istio.io/v1
          kind: Gateway
          metadata:
            name: shop
          spec:
            listeners: [{allowedRoutes: {namespaces: {from: All}}}]
        `,
      },
    ],
  },

  *check(manifest) {
    for (const listener of manifest.root.map('spec').maps('listeners')) {
      const from = listener.map('allowedRoutes').map('namespaces').string('from');
      if (!isKnown(from, 'All')) continue;
      yield {
        at: from,
        message: 'Listener takes routes from every namespace',
        fixes: [unsafeFix('Take routes of its own namespace alone', set(from, 'Same'))],
      };
    }
  },
});

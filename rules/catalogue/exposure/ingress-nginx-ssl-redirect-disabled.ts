import { defineRule } from '../../engine/rule';
import { Ingress } from '../../kubernetes/ingress';
import { isKnown, mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'ingress-nginx-ssl-redirect-disabled',
    chapter: 'exposure',
    scope: 'Ingress',
    title: 'Plain HTTP beside TLS',
    summary: 'ingresses with TLS whose plain HTTP requests ingress-nginx does not redirect',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Behind a proxy that ends TLS the redirect can run in circles, and the manifest does not tell.
    `,
    standards: {
      nsa: ['NET-6'],
      cwe: ['CWE-319'],
    },
    why: `
      The Ingress has a certificate, and still answers over plain HTTP. Whoever opens it without
      \`https://\`, or is made to by somebody on the way, sends cookies and passwords in plain text and
      does not notice.
    `,
    whenNotToFix: `
      Behind a proxy that ends TLS itself, and for clients that cannot follow redirects.
    `,
    examples: [
      {
        title: 'A redirect that is turned off',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/ssl-redirect: "false"
          #                                             ^^^^^^^ Ingress has TLS and serves plain HTTP too
              nginx.ingress.kubernetes.io/force-ssl-redirect: "false"
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
        `,
      },
      {
        title: 'The default in words, a redirect by other means, and no TLS to redirect to',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/force-ssl-redirect: "false"
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: desk
            annotations:
              nginx.ingress.kubernetes.io/ssl-redirect: "false"
              nginx.ingress.kubernetes.io/force-ssl-redirect: "true"
          spec:
            tls: [{secretName: desk}]
            rules: [{host: desk.example}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: mail
            annotations:
              nginx.ingress.kubernetes.io/ssl-redirect: "false"
              nginx.ingress.kubernetes.io/ssl-passthrough: "true"
          spec:
            rules: [{host: mail.example}]
        `,
      },
    ],
  },

  *check(manifest) {
    const { annotations, tls } = new Ingress(manifest);
    const redirect = annotations.string('nginx.ingress.kubernetes.io/ssl-redirect');
    const isForced = mayBe(annotations.string('nginx.ingress.kubernetes.io/force-ssl-redirect'), 'true');
    if (!isKnown(redirect, 'false') || isForced || tls.maps().length === 0) return;
    yield { at: redirect, message: 'Ingress has TLS and serves plain HTTP too' };
  },
});

import { defineRule } from '../../engine/rule';
import { Ingress } from '../../kubernetes/ingress';
import { nginxAnnotations } from './ingress-nginx-annotations';

const HIGH_RISK = [
  'auth-signin',
  'auth-tls-error-page',
  'auth-tls-match-cn',
  'auth-url',
  'mirror-host',
  'mirror-target',
  'modsecurity-transaction-id',
  'proxy-ssl-name',
  'server-alias',
  'upstream-hash-by',
];

export default defineRule({
  meta: {
    id: 'ingress-nginx-high-risk-annotation',
    chapter: 'exposure',
    scope: 'Ingress',
    title: 'Risky annotation of ingress-nginx',
    summary: 'annotations of an Ingress that ingress-nginx itself rates as a high risk',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      The annotations are the only way to get what they do.
    `,
    standards: {
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-94'],
    },
    why: `
      Their values go into the configuration of the controller, and several could be made to break out of
      their place in it and run code there, with the controller's access to the Secrets of the cluster.
      Others send copies of requests elsewhere or take over the host of another Ingress.
    `,
    whenNotToFix: `
      On a controller that is up to date, where people who may edit Ingresses are trusted. A controller
      with \`annotations-risk-level: Medium\` refuses these annotations.
    `,
    examples: [
      {
        title: 'A login service, and copies of all requests',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/auth-url: https://login.example/check
          #                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Annotation auth-url is one of high risk in ingress-nginx
              nginx.ingress.kubernetes.io/mirror-target: https://copy.example
          #                                              ^^^^^^^^^^^^^^^^^^^^ Annotation mirror-target is one of high risk in ingress-nginx
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
        `,
      },
      {
        title: 'Annotations of lower risk, and one that is not set',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/proxy-body-size: 8m
              nginx.ingress.kubernetes.io/server-alias: ""
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
        `,
      },
    ],
  },

  *check(manifest) {
    for (const { name, at } of nginxAnnotations(new Ingress(manifest), HIGH_RISK)) {
      yield { at, message: `Annotation ${name} is one of high risk in ingress-nginx` };
    }
  },
});

import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Ingress } from '../../kubernetes/ingress';
import { nginxAnnotations } from './ingress-nginx-annotations';

const SNIPPETS = [
  'auth-snippet',
  'configuration-snippet',
  'modsecurity-snippet',
  'server-snippet',
  'stream-snippet',
];

export default defineRule({
  meta: {
    id: 'ingress-nginx-snippet-annotation',
    chapter: 'exposure',
    scope: 'Ingress',
    title: 'NGINX configuration in an annotation',
    summary: 'annotations of an Ingress that put raw configuration into the ingress-nginx controller',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cwe: ['CWE-94'],
      attack: ['T1190'],
      cve: ['CVE-2021-25742'],
    },
    why: `
      The controller writes the text of these annotations into its own configuration as it is. Whoever may
      edit an Ingress can make NGINX run Lua or read files, and so get the controller's service account
      token: it reads the Secrets of the whole cluster in the default setup. Upstream rates the
      annotations as a critical risk and refuses them by default since 1.9.
    `,
    whenNotToFix: `
      Where everybody who may edit Ingresses is an administrator of the cluster anyway. Most snippets have
      an annotation of their own that does the same.
    `,
    examples: [
      {
        title: 'Configuration from an Ingress',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/configuration-snippet: |
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Annotation configuration-snippet writes into the configuration of NGINX
                more_set_headers "X-Frame-Options: DENY";
              nginx.ingress.kubernetes.io/rewrite-target: /
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/rewrite-target: /
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
        `,
      },
      {
        title: 'An empty snippet, one that a chart may fill, and a snippet of another controller',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/server-snippet: ""
              nginx.ingress.kubernetes.io/auth-snippet: {{ .Values.snippet }}
              proxy.example/server-snippet: listen 80;
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
        `,
      },
    ],
  },

  *check(manifest) {
    for (const { name, at } of nginxAnnotations(new Ingress(manifest), SNIPPETS)) {
      yield {
        at,
        message: `Annotation ${name} writes into the configuration of NGINX`,
        fixes: [unsafeFix('Remove the annotation', remove(at))],
      };
    }
  },
});

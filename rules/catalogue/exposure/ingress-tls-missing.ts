import { addItem, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Ingress } from '../../kubernetes/ingress';
import { type Field, knownValue } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'ingress-tls-missing',
    chapter: 'exposure',
    scope: 'Ingress',
    title: 'Ingress without TLS',
    summary: 'ingresses that serve a host without TLS',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: {
      nsa: ['NET-6'],
      owasp: { '2025': ['K05'] },
      cwe: ['CWE-319'],
    },
    why: `
      Without TLS everybody on the way reads and changes what clients and servers say: passwords, cookies
      and tokens first. A host that no entry of \`tls\` names is served in plain text, or with a
      certificate that is not its own.

      An entry without \`hosts\` is for every host, and \`*.shop.example\` for each name one label
      below. A host that another Ingress has an entry for may have TLS by that, as with ingress-nginx,
      and is not reported. Annotations by which AWS, Azure, Google Cloud, OpenShift, Traefik, HAProxy and
      ingress-nginx bring TLS by other means are taken into account.
    `,
    whenNotToFix: `
      Where something in front of the Ingress ends TLS and the way from there is trusted.
    `,
    examples: [
      {
        title: 'Hosts in plain text',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          #       ^^^^ Ingress serves plain HTTP: tls is not set
          spec:
            rules:
              - host: shop.example
                http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls:
              - hosts:
                  - shop.example
                secretName: secret-name
            rules:
              - host: shop.example
                http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
        `,
      },
      {
        title: 'Hosts that no certificate is for',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls:
              - hosts: [shop.example, "*.desk.example"]
                secretName: shop
            rules:
              - host: shop.example
              - host: admin.example
          #           ^^^^^^^^^^^^^ Host admin.example is served without TLS: no entry of tls names it
              - host: a.desk.example
              - host: a.b.desk.example
          #           ^^^^^^^^^^^^^^^^ Host a.b.desk.example is served without TLS: no entry of tls names it
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls:
              - hosts: [shop.example, "*.desk.example"]
                secretName: shop
              - hosts: [admin.example]
                secretName: secret-name
              - hosts: [a.b.desk.example]
                secretName: secret-name
            rules:
              - host: shop.example
              - host: admin.example
              - host: a.desk.example
              - host: a.b.desk.example
        `,
      },
      {
        title: 'Everything, for any host',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/ssl-passthrough: "false"
          spec:
            tls: []
          # ^^^ Ingress serves plain HTTP: tls is not set
            defaultBackend: {service: {name: shop, port: {number: 80}}}
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
            annotations:
              nginx.ingress.kubernetes.io/ssl-passthrough: "false"
          spec:
            tls:
            - secretName: secret-name
            defaultBackend: {service: {name: shop, port: {number: 80}}}
        `,
      },
      {
        title: 'TLS for every host, and TLS that annotations bring',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls: [{secretName: shop}]
            rules: [{host: shop.example}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: desk
            annotations:
              alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:eu-west-1:111122223333:certificate/1
          spec:
            rules: [{host: desk.example}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: mail
            annotations:
              traefik.ingress.kubernetes.io/router.tls: "true"
          spec:
            rules: [{host: mail.example}]
        `,
      },
      {
        title: 'Two variants of one Ingress',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          #       ^^^^ Ingress serves plain HTTP: tls is not set
          spec:
            rules: [{host: shop.example}]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls:
            - hosts:
              - shop.example
              secretName: secret-name
            rules: [{host: shop.example}]
        `,
        files: [
          {
            path: 'secure/ingress.yaml',
            text: `
              apiVersion: networking.k8s.io/v1
              kind: Ingress
              metadata:
                name: shop
              spec:
                tls: [{hosts: [shop.example], secretName: shop}]
                rules: [{host: shop.example}]
            `,
          },
        ],
      },
      {
        title: 'A host that another Ingress has a certificate for',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: callback
          spec:
            rules: [{host: Shop.example}, {host: desk.shop.example}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            tls: [{hosts: [shop.example, "*.shop.example"], secretName: shop}]
            rules: [{host: shop.example}]
        `,
      },
      {
        title: 'A chart that may write entries and hosts, rules for any host, and nothing at all',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: shop
          spec:
            {{- if .Values.tls }}
            tls:
              {{- toYaml .Values.tls | nindent 4 }}
            {{- end }}
            rules: [{host: shop.example}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: desk
          spec:
            tls: [{hosts: [desk.example], secretName: desk}]
            rules: [{http: {}}, {host: ""}, {host: {{ .Values.host }}}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: nothing
        `,
      },
    ],
  },

  *check(manifest, { workspace }) {
    const ingress = new Ingress(manifest);
    const { tls, spec } = ingress;
    if (spec.state !== 'known' || ingress.mayHaveTlsByAnnotation) return;
    const all = ingress.rules.map((rule) => rule.string('host'));
    const isServed = (host: Field<string>) => {
      const name = knownValue(host);
      return name !== undefined && name !== '' && workspace.hasTls(name, knownValue(manifest.name));
    };
    const hosts = all.filter((host) => !isServed(host));
    const secretName = new Placeholder('secret-name');
    if (tls.isEmpty) {
      if (all.length > 0 && hosts.length === 0 && ingress.defaultBackend.state === 'absent') return;
      const names = [...new Set(hosts.flatMap((host) => knownValue(host) ?? []))];
      const entry = { ...(names.length === 0 ? {} : { hosts: names }), secretName };
      const assist = { title: 'Serve the hosts with TLS', operations: [set(tls, [entry])] };
      yield { at: tls, message: 'Ingress serves plain HTTP: tls is not set', assist };
      return;
    }
    for (const host of hosts) {
      if (host.state !== 'known' || host.value === '' || ingress.mayCover(host.value)) continue;
      const operations = [addItem(tls, { hosts: [host.value], secretName })];
      yield {
        at: host,
        message: `Host ${host.value} is served without TLS: no entry of tls names it`,
        assist: { title: 'Serve the host with TLS', operations },
      };
    }
  },
});

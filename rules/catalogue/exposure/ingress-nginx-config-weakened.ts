import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { knownValue } from '../../yaml/field';

/** An option of the controller: what weakens it, what that means, and its default. */
interface Option {
  readonly weak: RegExp;
  readonly fact: string;
  readonly byDefault: string;
}

const OPTIONS: Readonly<Record<string, Option>> = {
  'allow-cross-namespace-resources': {
    weak: /^true$/i,
    fact: 'Controller lets an Ingress use Secrets and ConfigMaps of other namespaces',
    byDefault: 'false',
  },
  'allow-snippet-annotations': {
    weak: /^true$/i,
    fact: 'Controller takes raw configuration from annotations',
    byDefault: 'false',
  },
  'annotations-risk-level': {
    weak: /^critical$/i,
    fact: 'Controller takes annotations of critical risk',
    byDefault: 'High',
  },
  'strict-validate-path-type': {
    weak: /^false$/i,
    fact: 'Controller takes any characters in the path of an Ingress',
    byDefault: 'true',
  },
};
const SSL_PROTOCOLS: Option = {
  weak: /(?:^|\s)(?:SSLv[23]|TLSv1(?:\.1)?)(?:\s|$)/i,
  fact: 'Controller speaks protocols older than TLS 1.2',
  byDefault: 'TLSv1.2 TLSv1.3',
};

export default defineRule({
  meta: {
    id: 'ingress-nginx-config-weakened',
    chapter: 'exposure',
    scope: 'ConfigMap',
    title: 'Weakened ingress-nginx controller',
    summary: 'options of the ingress-nginx controller that turn a protection off',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-6'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-94', 'CWE-327'],
      cve: ['CVE-2021-25742'],
    },
    why: `
      The controller reads the Secrets of every namespace, so whoever gets code into its configuration has
      the cluster. Its defaults refuse raw snippets, annotations of critical risk, odd characters in
      paths, and references to other namespaces; each of these options takes one such wall down for
      everybody who may edit an Ingress. Protocols before TLS 1.2 can be broken by somebody on the way.
    `,
    whenNotToFix: `
      Where all who may edit Ingresses are administrators of the cluster anyway.
    `,
    examples: [
      {
        title: 'Protections that are off',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: ingress-nginx-controller
          data:
            allow-snippet-annotations: "true"
          #                            ^^^^^^ Controller takes raw configuration from annotations
            annotations-risk-level: Critical
          #                         ^^^^^^^^ Controller takes annotations of critical risk
            allow-cross-namespace-resources: "true"
          #                                  ^^^^^^ Controller lets an Ingress use Secrets and ConfigMaps of other namespaces
            strict-validate-path-type: "false"
          #                            ^^^^^^^ Controller takes any characters in the path of an Ingress
            ssl-protocols: TLSv1 TLSv1.2
          #                ^^^^^^^^^^^^^ Controller speaks protocols older than TLS 1.2
        `,
        fixed: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: ingress-nginx-controller
          data:
            allow-snippet-annotations: "false"
            annotations-risk-level: High
            allow-cross-namespace-resources: "false"
            strict-validate-path-type: "true"
            ssl-protocols: TLSv1.2 TLSv1.3
        `,
      },
      {
        title: 'The defaults in words, and the settings of something else',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: ingress-nginx-controller
          data:
            allow-snippet-annotations: "false"
            annotations-risk-level: High
            ssl-protocols: TLSv1.2 TLSv1.3
            proxy-body-size: 8m
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: mail
          data:
            ssl-protocols: TLSv1 TLSv1.2
        `,
      },
      {
        title: 'Protocols of a controller that its labels tell',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: settings
            labels: {app.kubernetes.io/name: ingress-nginx}
          data:
            ssl-protocols: "TLSv1.1"
          #                ^^^^^^^^^ Controller speaks protocols older than TLS 1.2
        `,
        fixed: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: settings
            labels: {app.kubernetes.io/name: ingress-nginx}
          data:
            ssl-protocols: "TLSv1.2 TLSv1.3"
        `,
      },
    ],
  },

  *check(manifest) {
    const data = manifest.root.map('data');
    // The other options are nobody else's; this one is.
    const options = isOfNginx(manifest) ? { ...OPTIONS, 'ssl-protocols': SSL_PROTOCOLS } : OPTIONS;
    for (const [key, { weak, fact, byDefault }] of Object.entries(options)) {
      const value = data.string(key);
      if (value.state !== 'known' || !weak.test(value.value.trim())) continue;
      const fix = unsafeFix(`Set ${key} to its default`, set(value, byDefault));
      yield { at: value, message: fact, fixes: [fix] };
    }
  },
});

function isOfNginx({ name, metadata }: Manifest): boolean {
  const label = metadata.map('labels').string('app.kubernetes.io/name');
  return [name, label].some((field) => /nginx/.test(knownValue(field) ?? ''));
}

import { defineRule } from '../../engine/rule';
import { listed } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-wildcard-non-resource-urls',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Every URL of the API server',
    summary: '`ClusterRole` objects that grant every URL of the API server that is no resource',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which URLs its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.3'] }, owasp: { '2025': ['K02'] } },
    why: `
      The API server has more than resources: \`/metrics\` tells what goes on in the cluster, \`/debug\`
      and \`/logs\` show its memory and files where they are on, and what is added later comes under the
      same wildcard.
    `,
    whenNotToFix: `
      A role that grants everything else as well loses nothing by it.
    `,
    examples: [
      {
        title: 'All of them',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - nonResourceURLs: ["*"]
          #                     ^^^ Grants get on every URL of the API server that is no resource
              verbs: [get]
            - nonResourceURLs: [/healthz, /*]
          #                               ^^ Grants every verb on every URL of the API server that is no resource
              verbs: ["*"]
        `,
      },
      {
        title: 'URLs that are named, and a Role, which the API server refuses to have any',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - nonResourceURLs: [/metrics, /healthz/*, "{{ .Values.url }}"]
              verbs: [get]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - nonResourceURLs: ["*"]
              verbs: [get]
        `,
      },
    ],
  },

  *check(rule) {
    const every = rule.nonResourceURLs.find(({ value }) => value === '*' || value === '/*');
    if (every === undefined || !rule.role.isClusterWide) return;
    const verbs = rule.verbs.map(({ value }) => value);
    const verb = verbs.includes('*') ? 'every verb' : listed(verbs);
    yield { at: every, message: `Grants ${verb} on every URL of the API server that is no resource` };
  },
});

import { safeFix, set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { AuditRule, Names } from '../../kubernetes/audit-policy';
import { exposedBy, SENSITIVE } from './exposed-bodies';
import { nameOf } from './requests';

const SENSITIVE_NAMES = SENSITIVE.map(nameOf);

export default defineRule({
  meta: {
    id: 'audit-policy-secret-bodies',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Credentials in the audit log',
    summary: 'audit rules that put the contents of Secrets, tokens or ConfigMaps into the log',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: {
      cis: { '1.12': ['3.2.2'] },
      nsa: ['LOG-2'],
      tob: ['TOB-K8S-001', 'TOB-K8S-TM06'],
      owasp: { '2025': ['K03', 'K10'] },
      cwe: ['CWE-532'],
      attack: ['T1552'],
    },
    yieldsTo: ['audit-policy-empty'],
    why: `
      At \`Request\` the log gets what was sent, at \`RequestResponse\` also what was answered: Secrets with all
      their values, tokens of ServiceAccounts, tokens that others present for review. Whoever reads the log,
      a backup of it or the system it is sent to has them all.

      Put a rule with \`level: Metadata\` for these resources in front. ConfigMaps are reported only where a
      rule is for all namespaces.
    `,
    whenNotToFix: `
      Never: who did what to which Secret is in the log at \`Metadata\` too.
    `,
    examples: [
      {
        title: 'One rule for everything',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: RequestResponse # to be safe
          #          ^^^^^^^^^^^^^^^ Audit log gets the contents of secrets
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata # to be safe
        `,
      },
      {
        title: 'A rule about Secrets in a namespace, and one about tokens',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Request
          #          ^^^^^^^ Audit log gets the contents of secrets
              namespaces: [shop]
              resources:
                - group: ""
                  resources: [secrets]
            - level: RequestResponse
          #          ^^^^^^^^^^^^^^^ Audit log gets the contents of serviceaccounts/token
              resources:
                - group: ""
                  resources: [serviceaccounts/token]
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              namespaces: [shop]
              resources:
                - group: ""
                  resources: [secrets]
            - level: Metadata
              resources:
                - group: ""
                  resources: [serviceaccounts/token]
            - level: Metadata
        `,
      },
      {
        title: 'What one user does',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: ""
                  resources: [secrets, configmaps]
            - level: Request
          #          ^^^^^^^ Audit log gets the contents of tokenreviews
              users: [jane]
              verbs: [create]
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: ""
                  resources: [secrets, configmaps]
            - level: Metadata
              users: [jane]
              verbs: [create]
            - level: Metadata
        `,
      },
      {
        title: 'Secrets that are deleted, all of which the answer lists',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: RequestResponse
          #          ^^^^^^^^^^^^^^^ Audit log gets the contents of secrets
              verbs: [deletecollection]
              resources:
                - group: ""
                  resources: [secrets]
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              verbs: [deletecollection]
              resources:
                - group: ""
                  resources: [secrets]
            - level: Metadata
        `,
      },
      {
        title: 'Secrets that are watched: the log gets nothing of what a watch streams',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: RequestResponse
              verbs: [watch]
              resources:
                - group: ""
                  resources: [secrets]
            - level: Metadata
        `,
      },
      {
        title: 'Secrets and the like come first, and bodies that hold no credentials',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              resources:
                - group: ""
                  resources: [secrets, configmaps, serviceaccounts/token]
                - group: authentication.k8s.io
                  resources: [tokenreviews]
            - level: RequestResponse
              resources:
                - group: ""
                - group: authentication.k8s.io
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Request
              verbs: [get, list, watch]
            - level: Request
              namespaces: [kube-system]
              resources:
                - group: ""
                  resources: [configmaps, pods]
            - level: RequestResponse
              users: [system:kube-proxy, "{{ user }}"]
              verbs: [get]
              resources:
                - group: ""
                  resources: [endpoints]
            - level: Metadata
        `,
      },
    ],
  },

  *check(policy) {
    for (const rule of policy.rules) {
      const exposed = exposedBy(policy, rule);
      if (exposed === undefined) continue;
      const record = set(rule.level, 'Metadata');
      yield {
        at: rule.level,
        message: `Audit log gets the contents of ${nameOf(exposed)}`,
        fixes: [
          isAboutSensitive(rule)
            ? safeFix('Record who does it only', record)
            : unsafeFix('Record who does it only, for all that this rule matches', record),
        ],
      };
    }
  },
});

/** Whether nothing else is in the log with less detail where this rule is changed. */
function isAboutSensitive({ resources: { entries, isEmpty, isWhole } }: AuditRule): boolean {
  const isSensitive = (names: Names) => {
    return !names.isEmpty && names.isWhole && names.known.every((name) => SENSITIVE_NAMES.includes(name));
  };
  return !isEmpty && isWhole && entries.every((entry) => isSensitive(entry.resources));
}

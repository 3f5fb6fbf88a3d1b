import { defineRule } from '../../engine/rule';
import type { AuditRequest } from '../../kubernetes/audit-policy';
import { requestsFor } from './requests';

const UNAUTHENTICATED = 'system:unauthenticated';
const ANONYMOUS = { user: 'system:anonymous', groups: [UNAUTHENTICATED] };

const RESOURCES = ['pods', 'secrets', 'configmaps', 'nodes'].map((resource) => ({ group: '', resource }));
const REQUESTS: readonly AuditRequest[] = [
  ...requestsFor(RESOURCES, ['get', 'list', 'create']),
  ...['/', '/api', '/apis', '/metrics', '/openapi/v2'].map((target) => ({ verb: 'get', target })),
].map((request) => ({ ...request, ...ANONYMOUS }));

export default defineRule({
  meta: {
    id: 'audit-policy-anonymous-not-logged',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Anonymous requests not in the audit log',
    summary: 'audit rules that leave out what is done without credentials',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'Which of the requests fill the log is not in view.',
    standards: { cis: { '1.12': ['3.2.2'] }, nsa: ['LOG-1'], owasp: { '2025': ['K10'] }, cwe: ['CWE-778'] },
    yieldsTo: ['audit-policy-empty'],
    why: `
      A request without credentials that reads Pods or is refused Secrets is the first sign of somebody who
      looks around, or of a binding that lets everybody in. Nobody sees it where anonymous requests are left
      out.

      Rules for the paths of health checks only are not reported.
    `,
    whenNotToFix: `
      Where the API server takes anonymous requests for health checks only.
    `,
    examples: [
      {
        title: 'A rule by the name of the user',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out what is done without credentials
              users: [system:anonymous]
            - level: Metadata
        `,
      },
      {
        title: 'A rule by the group',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
          #          ^^^^ Audit log leaves out what is done without credentials
              userGroups: [system:unauthenticated]
              nonResourceURLs: ["/api*"]
            - level: Metadata
        `,
      },
      {
        title: 'Anonymous requests that are recorded, and a rule about all that only reads',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
              users: [system:anonymous]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              verbs: [get]
            - level: Metadata
        `,
      },
      {
        title: 'Health checks, and a rule that is never reached',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: None
              userGroups: [system:unauthenticated]
              nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", /version]
            - level: None
              verbs: [watch]
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
            - level: None
              users: [system:anonymous]
        `,
      },
    ],
  },

  *check(policy) {
    for (const rule of policy.rules) {
      const named = [...rule.users.known, ...rule.userGroups.known];
      const isAboutAnonymous = named.includes(ANONYMOUS.user) || named.includes(UNAUTHENTICATED);
      if (rule.knownLevel !== 'None' || !isAboutAnonymous) continue;
      if (!REQUESTS.some((request) => policy.outcomeOf(request).rule === rule)) continue;
      yield { at: rule.level, message: 'Audit log leaves out what is done without credentials' };
    }
  },
});

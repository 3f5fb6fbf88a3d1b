import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'secret-type-service-account-token',
    chapter: 'secrets',
    scope: 'Secret',
    title: 'Token that never expires',
    summary: 'tokens without an end that Secrets ask for (`type: kubernetes.io/service-account-token`)',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Whoever uses the token has to get a short-lived one instead: from a projected volume, the
      TokenRequest API, or \`kubectl create token\`.
    `,
    standards: {
      nsa: ['AA-1'],
      cis: { '1.12': ['3.1.2'] },
      tob: ['TOB-K8S-036'],
      owasp: { '2025': ['K03', 'K09'] },
      cwe: ['CWE-613'],
      attack: ['T1528'],
    },
    why: `
      Kubernetes fills such a Secret with a token that is valid until the Secret or the ServiceAccount is
      deleted. Whoever once read it, in a backup, in a log or in the settings of a build server, has it for good; it
      is bound to no pod and no audience.
    `,
    whenNotToFix: `
      A program outside the cluster that knows no other way to log in. Give its ServiceAccount as few
      rights as possible, and make the Secret anew now and then.
    `,
    examples: [
      {
        title: 'A Secret that Kubernetes fills with a token',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: deployer
            annotations:
              kubernetes.io/service-account.name: deployer
          type: kubernetes.io/service-account-token # for the build server
          #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Secret holds a ServiceAccount token that never expires
        `,
      },
      {
        title: 'Secrets of other types',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: login
          type: kubernetes.io/basic-auth
          ---
          apiVersion: v1
          kind: Secret
          metadata:
            name: token
          type: {{ .Values.type }}
        `,
      },
    ],
  },

  *check({ root }) {
    const type = root.string('type');
    if (!isKnown(type, 'kubernetes.io/service-account-token')) return;
    yield { at: type, message: 'Secret holds a ServiceAccount token that never expires' };
  },
});

import { remove, safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'audit-policy-omit-response-complete',
    chapter: 'audit',
    scope: 'AuditPolicy',
    title: 'Audit log without outcomes',
    summary: 'audit policies that leave out the stage in which the outcome of a request is known',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { cis: { '1.12': ['3.2.2'] }, nsa: ['LOG-2'], owasp: { '2025': ['K10'] }, cwe: ['CWE-778'] },
    yieldsTo: ['audit-policy-empty'],
    why: `
      Only the stage \`ResponseComplete\` tells whether a request was allowed and what came of it; most
      requests have no other that is worth keeping. \`Panic\` is what is left of a request that the API server
      broke down on, which somebody may have done on purpose. \`RequestReceived\` may be left out: it tells
      nothing that the other does not.
    `,
    whenNotToFix: `
      Never: leave out \`RequestReceived\` to make the log smaller.
    `,
    examples: [
      {
        title: 'Stages of the whole policy and of a rule',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          omitStages:
            - RequestReceived
            - ResponseComplete
          #   ^^^^^^^^^^^^^^^^ Audit log leaves out the stage ResponseComplete
          rules:
            - level: Metadata
              omitStages: [RequestReceived, Panic]
          #                                 ^^^^^ Audit log leaves out the stage Panic
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          omitStages:
            - RequestReceived
          rules:
            - level: Metadata
              omitStages: [RequestReceived]
        `,
      },
      {
        title: 'The first stage, and a rule that records nothing anyhow',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          omitStages: [RequestReceived]
          rules:
            - level: None
              users: [system:kube-proxy]
              omitStages: [ResponseComplete]
            - level: Metadata
        `,
      },
    ],
  },

  *check({ view, rules }) {
    const recording = rules.filter(({ knownLevel }) => knownLevel !== 'None').map((rule) => rule.view);
    for (const stage of [view, ...recording].flatMap((each) => each.list('omitStages').strings())) {
      const name = knownValue(stage) ?? '';
      if (!['ResponseComplete', 'Panic'].includes(name)) continue;
      yield {
        at: stage,
        message: `Audit log leaves out the stage ${name}`,
        fixes: [safeFix(`Record the stage ${name}`, remove(stage))],
      };
    }
  },
});

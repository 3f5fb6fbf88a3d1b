import { addItem } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { mayBe } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'event-rate-limit-server-missing',
    chapter: 'cluster-config',
    scope: 'EventRateLimit',
    title: 'Events not limited for the whole API server',
    summary: 'an EventRateLimit configuration without a limit for the whole API server',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: { cis: { '1.12': ['1.2.9'] }, cwe: ['CWE-770'] },
    why: `
      Limits for each namespace, user or source bound what one of them sends. Only a limit of type \`Server\` bounds them
      all together: whoever can write events in many namespaces, or from many objects, fills etcd in spite of the others.
    `,
    whenNotToFix: `
      Where events are kept in an etcd of their own, and its loss is no harm.
    `,
    examples: [
      {
        title: 'A limit for each namespace alone',
        manifest: `
          apiVersion: eventratelimit.admission.k8s.io/v1alpha1
          kind: Configuration
          limits:
          #^^^^^^ Events are not limited for the whole API server
            - type: Namespace
              qps: 50
              burst: 100
        `,
        fixed: `
          apiVersion: eventratelimit.admission.k8s.io/v1alpha1
          kind: Configuration
          limits:
            - type: Namespace
              qps: 50
              burst: 100
            - type: Server
              qps: 500
              burst: 5000
        `,
      },
      {
        title: 'A limit for the whole API server, and a type that a template decides',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AdmissionConfiguration
          plugins:
            - name: EventRateLimit
              configuration:
                apiVersion: eventratelimit.admission.k8s.io/v1alpha1
                kind: Configuration
                limits:
                  - {type: User, qps: 10, burst: 50}
                  - {type: Server, qps: 500, burst: 5000}
          ---
          apiVersion: eventratelimit.admission.k8s.io/v1alpha1
          kind: Configuration
          limits:
            - type: {{ .Values.type }}
              qps: 50
              burst: 100
        `,
      },
    ],
  },
  *check({ view }) {
    const limits = view.list('limits');
    if (limits.isOpen || limits.maps().some((limit) => mayBe(limit.string('type'), 'Server'))) return;
    const limit = { type: 'Server', qps: new Placeholder('500'), burst: new Placeholder('5000') };
    yield {
      at: limits,
      message: 'Events are not limited for the whole API server',
      assist: { title: 'Limit them for the whole API server', operations: [addItem(limits, limit)] },
    };
  },
});

import { safeFix, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { AUDIT_GROUP } from '../../kubernetes/audit-policy';

const SINK_GROUP = 'auditregistration.k8s.io';

export default defineRule({
  meta: {
    id: 'audit-policy-removed-version',
    chapter: 'audit',
    scope: 'object',
    title: 'Audit configuration of a removed version',
    summary: 'audit policies and sinks of versions that the API server does not read any more',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: {
      cis: { '1.12': ['3.2.1'] },
      nsa: ['UPG', 'LOG-2'],
      tob: ['TOB-K8S-TM07'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-477'],
    },
    why: `
      An API server of 1.24 or newer refuses a policy of \`v1alpha1\` or \`v1beta1\` and does not start.
      AuditSink went with 1.19: what it once sent to another system is recorded nowhere, and nobody is told.
    `,
    whenNotToFix: `
      Where the file is for a cluster of an older version that you have not set as the target.
    `,
    examples: [
      {
        title: 'A policy of an old version',
        manifest: `
          apiVersion: audit.k8s.io/v1beta1
          #           ^^^^^^^^^^^^^^^^^^^^ API server does not read audit.k8s.io/v1beta1 any more
          kind: Policy
          rules:
            - level: Metadata
        `,
        fixed: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
        `,
      },
      {
        title: 'A sink',
        manifest: `
          apiVersion: auditregistration.k8s.io/v1alpha1
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubernetes has no AuditSink any more
          kind: AuditSink
          metadata:
            name: collector
        `,
      },
      {
        title: 'A cluster that still reads it',
        manifest: `
          apiVersion: audit.k8s.io/v1beta1
          kind: Policy
          rules:
            - level: Metadata
        `,
        kubernetesVersion: '1.23',
      },
      {
        title: 'A cluster that still has sinks',
        manifest: `
          apiVersion: auditregistration.k8s.io/v1alpha1
          kind: AuditSink
          metadata:
            name: collector
        `,
        kubernetesVersion: '1.18',
      },
      {
        title: 'The version there is, and objects that are no policies',
        manifest: `
          apiVersion: audit.k8s.io/v1
          kind: Policy
          rules:
            - level: Metadata
          ---
          apiVersion: audit.k8s.io/v1beta1
          kind: Event
          ---
          apiVersion: abac.authorization.kubernetes.io/v1beta1
          kind: Policy
        `,
      },
    ],
  },

  *check({ root, apiVersion, group, kind }, { target }) {
    const at = root.string('apiVersion');
    if (group === SINK_GROUP && target.atLeast('1.19')) {
      yield { at, message: 'Kubernetes has no AuditSink any more' };
    }
    const isOld = group === AUDIT_GROUP && kind === 'Policy' && /\/v1(?:alpha|beta)1$/.test(apiVersion ?? '');
    if (!isOld || !target.atLeast('1.24')) return;
    const fixes = [safeFix(`Use ${AUDIT_GROUP}/v1`, set(at, `${AUDIT_GROUP}/v1`))];
    yield { at, message: `API server does not read ${apiVersion} any more`, fixes };
  },
});

import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { levelOf } from '../../kubernetes/pod-security-labels';
import { isLevelMissing, observing } from './admission';
import { isTrustedNamespace } from './residence';

export default defineRule({
  meta: {
    id: 'namespace-psa-enforce-missing',
    chapter: 'namespaces',
    scope: 'Namespace',
    title: 'Namespace without a Pod Security level',
    summary: 'namespaces in which no Pod Security level is enforced',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.1'] },
      owasp: { '2025': ['K04'] },
      cwe: ['CWE-1188'],
    },
    options: { clusterDefault: ['privileged', 'baseline', 'restricted'] },
    why: `
      Without the label \`pod-security.kubernetes.io/enforce\` every pod is let in, unless the API
      server has been given another default: privileged ones, those with the node's disk, those in
      the network of the node. Whoever may create pods in the namespace can take over its nodes.

      Where the API server does have a default, name it in the option \`clusterDefault\`; the rule is
      then silent.
    `,
    whenNotToFix: `
      Where another admission controller sees to it that pods keep to a policy.
    `,
    examples: [
      {
        title: 'A bare namespace',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace enforces no Pod Security level
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/audit: restricted
              pod-security.kubernetes.io/warn: restricted
        `,
      },
      {
        title: 'A namespace that only warns',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
          # ^^^^^^ Namespace enforces no Pod Security level
              team: shop
              pod-security.kubernetes.io/warn: baseline
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              team: shop
              pod-security.kubernetes.io/warn: baseline
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/audit: restricted
        `,
      },
      {
        title: 'A level of any kind, labels that a chart adds, and a namespace of the cluster',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: chart
            labels:
              {{- toYaml .Values.labels | nindent 4 }}
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
        `,
      },
      {
        title: 'A namespace that gets its level from a patch',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          {
            path: 'level.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels:
                  pod-security.kubernetes.io/enforce: restricted
            `,
          },
        ],
      },
      {
        title: 'A namespace to which a template in another file may give its level',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          {
            path: 'level.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels: {{ .Values.labels }}
            `,
          },
        ],
      },
      {
        title: "A cluster that enforces a level by the API server's default",
        options: { clusterDefault: 'baseline' },
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
      },
    ],
  },

  *check(namespace, context) {
    const { workspace, options } = context;
    if (['baseline', 'restricted'].includes(String(options.clusterDefault))) return;
    if (isTrustedNamespace(namespace, context) || !isLevelMissing(namespace, 'enforce', workspace)) return;
    const at = levelOf(namespace, 'enforce');
    const operations = [set(at, 'baseline'), ...observing(namespace, 'baseline')];
    yield {
      at,
      message: 'Namespace enforces no Pod Security level',
      fixes: [unsafeFix('Enforce the level baseline', ...operations)],
    };
  },
});

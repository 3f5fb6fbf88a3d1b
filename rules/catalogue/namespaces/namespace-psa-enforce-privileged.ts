import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { levelOf } from '../../kubernetes/pod-security-labels';
import { isKnown } from '../../yaml/field';
import { observing } from './admission';
import { isTrustedNamespace } from './residence';

export default defineRule({
  meta: {
    id: 'namespace-psa-enforce-privileged',
    chapter: 'namespaces',
    scope: 'Namespace',
    title: 'Namespace that lets privileged pods in',
    summary: 'namespaces that let every pod in (`enforce: privileged`)',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.1'] },
      owasp: { '2025': ['K04'] },
      cwe: ['CWE-1188'],
    },
    why: `
      The level \`privileged\` forbids nothing, and stands above the default of the API server:
      whoever may create pods in the namespace can take over its nodes, one pod with the node's disk
      being enough.
    `,
    whenNotToFix: `
      For the network, storage and monitoring agents of the nodes. Keep them in a namespace of their
      own, in which nobody else may create pods.
    `,
    examples: [
      {
        title: 'A namespace in which everything goes',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: privileged # until the move is done
          #                                       ^^^^^^^^^^ Namespace lets every pod in: it enforces the level privileged
              pod-security.kubernetes.io/audit: baseline
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline # until the move is done
              pod-security.kubernetes.io/audit: baseline
              pod-security.kubernetes.io/warn: restricted
        `,
      },
      {
        title: 'Another level, one that a chart gives, and a namespace of the cluster',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/warn: privileged
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: chart
            labels:
              pod-security.kubernetes.io/enforce: {{ .Values.level }}
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
            labels:
              pod-security.kubernetes.io/enforce: privileged
        `,
      },
    ],
  },

  *check(namespace, context) {
    const level = levelOf(namespace, 'enforce');
    if (!isKnown(level, 'privileged') || isTrustedNamespace(namespace, context)) return;
    const operations = [set(level, 'baseline'), ...observing(namespace, 'baseline')];
    yield {
      at: level,
      message: 'Namespace lets every pod in: it enforces the level privileged',
      fixes: [unsafeFix('Enforce the level baseline', ...operations)],
    };
  },
});

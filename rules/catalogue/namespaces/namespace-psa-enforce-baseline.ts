import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { levelOf } from '../../kubernetes/pod-security-labels';
import { isKnown } from '../../yaml/field';
import { observing } from './admission';
import { isTrustedNamespace } from './residence';

export default defineRule({
  meta: {
    id: 'namespace-psa-enforce-baseline',
    chapter: 'namespaces',
    scope: 'Namespace',
    title: 'Namespace below the Restricted level',
    summary: 'namespaces that enforce the level `baseline` and not `restricted`',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K04'] },
    },
    why: `
      \`baseline\` stops what takes over a node at once. It still lets pods run as root, with the
      default capabilities and without seccomp, from where a fault in the kernel or the runtime is a
      way out.
    `,
    whenNotToFix: `
      Where workloads are not ready for it. Set \`warn: restricted\` first and see what it tells.
    `,
    examples: [
      {
        title: 'A namespace that could be restricted',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline
          #                                       ^^^^^^^^ Namespace enforces the level baseline, not restricted
              pod-security.kubernetes.io/audit: restricted
              pod-security.kubernetes.io/warn: baseline
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/audit: restricted
              pod-security.kubernetes.io/warn: restricted
        `,
      },
      {
        title: 'A restricted namespace, and one of the cluster',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/warn: baseline
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-public
            labels:
              pod-security.kubernetes.io/enforce: baseline
        `,
      },
    ],
  },

  *check(namespace, context) {
    const level = levelOf(namespace, 'enforce');
    if (!isKnown(level, 'baseline') || isTrustedNamespace(namespace, context)) return;
    const operations = [set(level, 'restricted'), ...observing(namespace, 'restricted')];
    yield {
      at: level,
      message: 'Namespace enforces the level baseline, not restricted',
      fixes: [unsafeFix('Enforce the level restricted', ...operations)],
    };
  },
});

import { safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { isWeaker, levelOf } from '../../kubernetes/pod-security-labels';
import { knownValue } from '../../yaml/field';
import { isLevelMissing, observing } from './admission';
import { isTrustedNamespace } from './residence';

/** Since when the API server warns of the level that is enforced where `warn` says nothing. */
const WARNS_OF_WHAT_IS_ENFORCED = '1.26';

export default defineRule({
  meta: {
    id: 'namespace-psa-audit-warn-missing',
    chapter: 'namespaces',
    scope: 'Namespace',
    title: 'Pod Security violations that nobody hears of',
    summary: 'namespaces that do not audit any Pod Security level, or warn of less than they enforce',
    severity: 'info',
    default: 'on',
    fix: 'safe',
    standards: {
      owasp: { '2025': ['K04'] },
    },
    yieldsTo: ['namespace-psa-enforce-missing'],
    why: `
      Only pods are refused, and a Deployment makes its pods later: a warning is all that tells its author
      that they will never start. Where \`warn\` is missing, Kubernetes 1.26 and newer warns of what is
      enforced; older versions warn of nothing. Without \`audit\` the log does not tell who tries what the
      level forbids, nor what a stricter level would break.
    `,
    whenNotToFix: `
      Where the API server has been given defaults for these modes.
    `,
    examples: [
      {
        title: 'A level that is enforced in silence',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
          # ^^^^^^ Namespace audits no Pod Security level
              pod-security.kubernetes.io/enforce: restricted
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
        title: 'Warnings of less than is enforced',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/audit: restricted
              pod-security.kubernetes.io/warn: baseline
          #                                    ^^^^^^^^ Namespace warns of less than it enforces
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
        title: 'Warnings without a record',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
          # ^^^^^^ Namespace audits no Pod Security level
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/warn: baseline
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/warn: baseline
              pod-security.kubernetes.io/audit: restricted
        `,
      },
      {
        title: 'A record without warnings, on a cluster that gives none by itself',
        kubernetesVersion: '1.25',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
          # ^^^^^^ Namespace warns of less than it enforces
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/audit: baseline
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/audit: baseline
              pod-security.kubernetes.io/warn: restricted
        `,
      },
      {
        title: 'The same on a cluster that warns of what it enforces',
        kubernetesVersion: '1.26',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/audit: restricted
        `,
      },
      {
        title: 'Warnings of as much, warnings that a chart sets, and nothing to warn of',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/audit: baseline
              pod-security.kubernetes.io/warn: baseline
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: chart
            labels:
              pod-security.kubernetes.io/enforce: baseline
              pod-security.kubernetes.io/audit: {{ .Values.audit }}
              pod-security.kubernetes.io/warn: {{ .Values.warn }}
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: agents
            labels:
              pod-security.kubernetes.io/enforce: privileged
              pod-security.kubernetes.io/audit: restricted
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
            labels:
              pod-security.kubernetes.io/enforce: privileged
        `,
      },
      {
        title: 'Levels that a patch adds',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: baseline
        `,
        files: [
          {
            path: 'modes.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata:
                name: shop
                labels:
                  pod-security.kubernetes.io/audit: restricted
                  pod-security.kubernetes.io/warn: restricted
            `,
          },
        ],
      },
    ],
  },

  *check(namespace, context) {
    if (isTrustedNamespace(namespace, context)) return;
    const isUnaudited = isLevelMissing(namespace, 'audit', context.workspace);
    const warn = levelOf(namespace, 'warn');
    const isUnwarned =
      !context.target.atLeast(WARNS_OF_WHAT_IS_ENFORCED) &&
      isLevelMissing(namespace, 'warn', context.workspace);
    const isWarningLess = isWeaker(warn, enforcedBy(namespace)) && (warn.state === 'known' || isUnwarned);
    if (!isUnaudited && !isWarningLess) return;
    const operations = observing(namespace, enforcedBy(namespace));
    yield {
      at: isUnaudited ? levelOf(namespace, 'audit') : warn,
      message: isUnaudited
        ? 'Namespace audits no Pod Security level'
        : 'Namespace warns of less than it enforces',
      fixes: [safeFix('Audit and warn of the level restricted', ...operations)],
    };
  },
});

function enforcedBy(namespace: Manifest): string {
  return knownValue(levelOf(namespace, 'enforce')) ?? 'privileged';
}

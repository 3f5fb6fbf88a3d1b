import { closest } from '../../engine/did-you-mean';
import { rename, safeFix, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { LABEL_PREFIX, labelsOf, modes } from '../../kubernetes/pod-security-labels';
import type { Operation } from '../../yaml/operation';
import { wrongPodSecurityValue } from '../pod-security-value';

const KEYS: readonly string[] = modes.flatMap((mode) => [mode, `${mode}-version`]);

export default defineRule({
  meta: {
    id: 'namespace-psa-label-invalid',
    chapter: 'namespaces',
    scope: 'Namespace',
    title: 'Pod Security label that is not valid',
    summary: 'labels of Pod Security admission that it does not know, or whose value it does not understand',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: {
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.1'] },
      owasp: { '2025': ['K04'] },
      cwe: ['CWE-1188'],
    },
    why: `
      A key that is misspelt is a label like any other: nothing is enforced and nobody is told. A
      value that is not understood makes the API server refuse the Namespace; on one that has it
      already, a level of \`audit\` or \`warn\` that is none is quietly off.

      Keys are \`enforce\`, \`audit\` and \`warn\` and the same with \`-version\`, behind
      \`pod-security.kubernetes.io/\`. Levels are privileged, baseline and restricted in small
      letters, versions \`latest\` and such as \`v1.29\`.
    `,
    whenNotToFix: `
      Never: the label does not do what it says.
    `,
    examples: [
      {
        title: 'A level, a version and a key that are misspelt',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: Restricted
          #                                       ^^^^^^^^^^ Level Restricted is none of privileged, baseline and restricted
              pod-security.kubernetes.io/audit: basline
          #                                     ^^^^^^^ Level basline is none of privileged, baseline and restricted
              pod-security.kubernetes.io/audit-version: "1.36"
          #                                             ^^^^^^ Version 1.36 is neither latest nor of the form v1.29
              pod-security.kubernetes.io/wran: restricted
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Label has no effect: Pod Security admission does not know wran
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/audit: baseline
              pod-security.kubernetes.io/audit-version: "v1.36"
              pod-security.kubernetes.io/warn: restricted
        `,
      },
      {
        title: 'Values of which nobody can tell what they should be',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: high
          #                                       ^^^^ Level high is none of privileged, baseline and restricted
              pod-security.kubernetes.io/enforce-version: 1.3
          #                                               ^^^ Version 1.3 is neither latest nor of the form v1.29
              pod-security.kubernetes.io/warn: restricted
              pod-security.kubernetes.io/wran: restricted
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Label has no effect: Pod Security admission does not know wran
              pod-security.kubernetes.io/exempt: "true"
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Label has no effect: Pod Security admission does not know exempt
        `,
      },
      {
        title: 'Every label as it should be, another prefix, and values that a chart gives',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: privileged
              pod-security.kubernetes.io/enforce-version: latest
              pod-security.kubernetes.io/audit: baseline
              pod-security.kubernetes.io/audit-version: v1.0
              pod-security.kubernetes.io/warn: restricted
              pod-security.kubernetes.io/warn-version: v1.29
              pod-security.example/enforced: High
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: chart
            labels:
              pod-security.kubernetes.io/enforce: {{ .Values.level }}
        `,
      },
    ],
  },

  *check(namespace) {
    const labels = labelsOf(namespace);
    for (const label of labels.keys().filter((key) => key.startsWith(LABEL_PREFIX))) {
      const key = label.slice(LABEL_PREFIX.length);
      if (!KEYS.includes(key)) {
        // A mapping's span is its key, which is what is wrong here.
        const at = labels.map(label);
        const message = `Label has no effect: Pod Security admission does not know ${key}`;
        const meant = closest(key, KEYS);
        const isTaken = meant === undefined || labels.keys().includes(LABEL_PREFIX + meant);
        yield { at, message, fixes: isTaken ? [] : [repair(meant, rename(at, LABEL_PREFIX + meant))] };
      } else {
        yield* invalidValues(namespace, key);
      }
    }
  },
});

function* invalidValues(namespace: Manifest, key: string): Iterable<Finding> {
  const labels = labelsOf(namespace);
  const value = labels.scalarText(LABEL_PREFIX + key);
  const wrong = wrongPodSecurityValue(value, key.endsWith('-version'));
  if (wrong === undefined) return;
  // What is not a text has lost something on the way: 1.30 is read as 1.3.
  const isText = labels.string(LABEL_PREFIX + key).state === 'known';
  const { message, meant } = wrong;
  const fixes = isText && meant !== undefined ? [repair(key, set(value, meant))] : [];
  yield { at: value, message, fixes };
}

/** What was not enforced before may stop a workload once it is; warnings and log entries do not. */
function repair(key: string, operation: Operation) {
  return key.startsWith('enforce')
    ? unsafeFix('Correct the label', operation)
    : safeFix('Correct the label', operation);
}

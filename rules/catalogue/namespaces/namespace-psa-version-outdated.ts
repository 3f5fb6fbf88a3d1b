import { safeFix, set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { minorOf, modes, versionOf } from '../../kubernetes/pod-security-labels';

/** How many minor versions a pinned policy may be behind the target: those that get fixes, and the one before them. */
const TOLERATED = 3;

export default defineRule({
  meta: {
    id: 'namespace-psa-version-outdated',
    chapter: 'namespaces',
    scope: 'Namespace',
    title: 'Pod Security policy of another version',
    summary: 'namespaces pinned to Pod Security policies that are much older, or newer, than the cluster',
    severity: 'info',
    default: 'on',
    fix: 'safe',
    standards: {
      nsa: ['POD-4'],
      owasp: { '2025': ['K04'] },
      cwe: ['CWE-1188'],
    },
    why: `
      A pinned policy does not know what has been added to Kubernetes since: it lets through, for
      instance, probes of other hosts before 1.34. One that is newer than the cluster is quietly read
      as the newest that the cluster knows.

      Reported for the target version: more than three minor versions older, or newer at all.
    `,
    whenNotToFix: `
      Where the cluster is older than \`kubernetesVersion\` says: set that.
    `,
    examples: [
      {
        title: 'A version of long ago, enforced and warned of',
        kubernetesVersion: '1.30',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/enforce-version: v1.26
          #                                               ^^^^^ Policy version v1.26 is 4 minor versions older than Kubernetes 1.30
              pod-security.kubernetes.io/warn: restricted
              pod-security.kubernetes.io/warn-version: v1.25
          #                                            ^^^^^ Policy version v1.25 is 5 minor versions older than Kubernetes 1.30
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/enforce-version: v1.30
              pod-security.kubernetes.io/warn: restricted
              pod-security.kubernetes.io/warn-version: v1.30
        `,
      },
      {
        title: 'A version that the cluster does not know yet',
        kubernetesVersion: '1.30',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/audit: restricted
              pod-security.kubernetes.io/audit-version: v1.31
          #                                             ^^^^^ Policy version v1.31 is newer than Kubernetes 1.30, which does not know it
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/audit: restricted
              pod-security.kubernetes.io/audit-version: v1.30
        `,
      },
      {
        title: 'Versions that go with the cluster',
        kubernetesVersion: '1.30',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              pod-security.kubernetes.io/enforce-version: v1.27
              pod-security.kubernetes.io/audit-version: v1.30
              pod-security.kubernetes.io/warn-version: latest
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: chart
            labels:
              pod-security.kubernetes.io/enforce-version: {{ .Values.version }}
        `,
      },
    ],
  },

  *check(namespace, { target }) {
    for (const mode of modes) {
      const version = versionOf(namespace, mode);
      const minor = version.state === 'known' ? minorOf(version.value) : undefined;
      if (version.state !== 'known' || minor === undefined) continue;
      const behind = target.minor - minor;
      if (behind >= 0 && behind <= TOLERATED) continue;
      const isNewer = behind < 0;
      // A newer version is read as this one already, and to warn or to log stops nobody.
      const fix = isNewer || mode !== 'enforce' ? safeFix : unsafeFix;
      yield {
        at: version,
        message: isNewer
          ? `Policy version ${version.value} is newer than Kubernetes ${target}, which does not know it`
          : `Policy version ${version.value} is ${behind} minor versions older than Kubernetes ${target}`,
        fixes: [fix(`Set it to v${target}`, set(version, `v${target}`))],
      };
    }
  },
});

import { defineRule, type Finding } from '../../engine/rule';
import { LABEL_PREFIX, labelsOf } from '../../kubernetes/pod-security-labels';
import { securityMappingsOf } from '../../kubernetes/security-mapping';
import type { Repeated } from '../../yaml/repeated';

export default defineRule({
  meta: {
    id: 'yaml-duplicate-key',
    chapter: 'traps',
    scope: 'object',
    title: 'Key written twice',
    summary: 'keys that stand twice in a mapping that has to do with security',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: 'Only its author knows which of the two values is meant.',
    standards: { tob: ['TOB-K8S-TM01'], cwe: ['CWE-694'] },
    why: `
      Some readers of YAML refuse a key that stands twice, others take the last of the two or the first. A
      reviewer sees one of them, a scanner may see the other, and the cluster runs what neither has looked at.
      It happens when a second \`securityContext\` is pasted below the first: all that the first one said is
      gone.
    `,
    whenNotToFix: 'Never: no reader has to take the value you mean.',
    examples: [
      {
        title: 'A second context that undoes the first',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  runAsNonRoot: true
                securityContext:
          #     ^^^^^^^^^^^^^^^ Key securityContext stands here for the second time
                  runAsUser: 0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  privileged: false
                  privileged: true
          #       ^^^^^^^^^^ Key privileged stands here for the second time
        `,
      },
      {
        title: 'A Pod Security level that is given twice',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
            labels:
              team: web
              pod-security.kubernetes.io/enforce: restricted
              pod-security.kubernetes.io/enforce: privileged
          #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Key pod-security.kubernetes.io/enforce stands here for the second time
              team: stock
        `,
      },
      {
        title: 'A key that is merged and then overridden, and a chart that writes one of two',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext: &restricted
                  runAsNonRoot: true
                  readOnlyRootFilesystem: true
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  <<: *restricted
                  readOnlyRootFilesystem: false
              - name: log
                image: registry.example/log:1.0
                securityContext:
                  {{- if .Values.root }}
                  runAsUser: 0
                  {{- else }}
                  runAsUser: 1000
                  {{- end }}
        `,
      },
    ],
  },

  *check(manifest) {
    for (const { view } of securityMappingsOf(manifest)) yield* view.repeated().map(findingAbout);
    if (manifest.kind !== 'Namespace') return;
    const labels = labelsOf(manifest).repeated();
    yield* labels.filter(({ key }) => key.startsWith(LABEL_PREFIX)).map(findingAbout);
  },
});

function findingAbout({ key, again, first }: Repeated): Finding {
  return {
    at: again,
    message: `Key ${key} stands here for the second time`,
    related: [{ at: first, message: `${key} stands here first` }],
  };
}

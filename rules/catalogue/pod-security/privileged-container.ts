import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'privileged-container',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Privileged container',
    summary: 'containers that run with every privilege of their node (`privileged: true`)',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'privileged', since: '1.0' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.2'] },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
      attack: ['T1611'],
    },
    covers: ['allow-privilege-escalation'],
    whereWritten: ['privileged'],
    why: `
      A privileged container has every capability, every device of the node and no seccomp or AppArmor
      profile. Whoever takes it over mounts the node's disk or loads a kernel module, and has the
      node. No other setting of the container holds against that.

      The Baseline policy allows \`securityContext.privileged\` to be unset or \`false\`.
    `,
    whenNotToFix: `
      Network plugins, storage drivers and some device plugins change the node itself. Silence the rule
      on those; where one of them needs a single capability or device only, ask for that instead.
    `,
    examples: [
      {
        title: 'A privileged container',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  allowPrivilegeEscalation: true
                  privileged: true
          #                   ^^^^ Container is privileged
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  allowPrivilegeEscalation: true
        `,
      },
      {
        title: 'Mounts that only a privileged container may have, so that none of both can go alone',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: storage
          spec:
            selector: {matchLabels: {app: storage}}
            template:
              spec:
                initContainers:
                  - name: prepare
                    image: registry.example/prepare:1.0
                    securityContext: {privileged: yes}
          #                                       ^^^ Container is privileged
                    volumeMounts:
                      - name: mounts
                        mountPath: /mounts
                        mountPropagation: Bidirectional
                containers:
                  - name: driver
                    image: registry.example/driver:1.0
                volumes:
                  - name: mounts
                    emptyDir: {}
        `,
      },
      {
        title: 'A chart that leaves the choice to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  privileged: {{ .Values.privileged }}
        `,
      },
    ],
  },

  *check(container) {
    const { privileged } = container;
    if (!isKnown(privileged, true)) return;
    // Without privileged the API server would refuse its mounts.
    const isBound = container.mayPropagateMounts;
    yield {
      at: privileged,
      message: 'Container is privileged',
      fixes: isBound ? [] : [unsafeFix('Remove privileged', remove(privileged))],
    };
  },
});

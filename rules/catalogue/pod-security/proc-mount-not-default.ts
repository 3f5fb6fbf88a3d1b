import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isInUserNamespace } from '../../kubernetes/pod-security';

export default defineRule({
  meta: {
    id: 'proc-mount-not-default',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Unmasked /proc',
    summary: 'containers that see all of `/proc` because `procMount` is not `Default`',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'procMount', since: '1.0' },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
    },
    covers: ['host-users-conflict'],
    messageOf: ['host-users-conflict'],
    whereWritten: ['procMount'],
    why: `
      The container runtime hides or write-protects the parts of \`/proc\` that tell about the node's
      kernel and steer it, such as \`/proc/sysrq-trigger\`. With \`procMount: Unmasked\` they are open: a
      container that runs as root restarts the node, or names in \`/proc/sys/kernel/core_pattern\` a program
      that the node runs.

      The Baseline policy allows \`securityContext.procMount\` to be unset or \`Default\`, and from version
      1.35 any value in a pod with \`hostUsers: false\`. Restricted makes no such exception; there the
      finding is a warning.
    `,
    whenNotToFix: `
      Containers that start containers of their own need an unmasked \`/proc\`. Kubernetes admits it in
      pods with \`hostUsers: false\` only, where their root is nobody on the node.
    `,
    examples: [
      {
        title: 'An unmasked container',
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
                  readOnlyRootFilesystem: true
                  procMount: Unmasked
          #                  ^^^^^^^^ Container sees all of /proc: procMount is Unmasked
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
                  readOnlyRootFilesystem: true
        `,
      },
      {
        title: 'The default, spelled out',
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
                  procMount: Default
        `,
      },
      {
        title: 'A user namespace of its own, which is enough for Baseline',
        profile: 'pss-baseline',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            hostUsers: false
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  procMount: Unmasked
        `,
      },
      {
        title: 'The same before policy version 1.35',
        kubernetesVersion: '1.34',
        profile: 'pss-baseline',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            hostUsers: false
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  procMount: Unmasked
          #                  ^^^^^^^^ Container sees all of /proc: procMount is Unmasked
        `,
      },
      {
        title: 'The same for Restricted',
        profile: 'pss-restricted',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: builder
          spec:
            hostUsers: false
            containers:
              - name: build
                image: registry.example/build:3.1
                securityContext:
                  procMount: Unmasked
          #                  ^^^^^^^^ Container sees all of /proc: procMount is Unmasked
        `,
      },
    ],
  },

  *check(container, { target, profile }) {
    const procMount = container.securityContext.string('procMount');
    if (procMount.state !== 'known' || procMount.value === 'Default') return;
    const isAllowedInBaseline = isInUserNamespace(container.pod, target);
    if (isAllowedInBaseline && profile === 'pss-baseline') return;
    yield {
      at: procMount,
      message: `Container sees all of /proc: procMount is ${procMount.value}`,
      severity: isAllowedInBaseline ? 'warning' : 'error',
      fixes: [unsafeFix('Remove procMount', remove(procMount))],
    };
  },
});

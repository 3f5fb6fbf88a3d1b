import { set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import { knownValue } from '../../yaml/field';
import { isLeftToRestricted } from './exemptions';
import { isTypeForbidden, runtimeProfilesOf, useRuntimeDefault } from './runtime-profile';

export default defineRule({
  meta: {
    id: 'seccomp-profile-not-allowed',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Seccomp profile that filters nothing',
    summary: 'pods and containers that turn seccomp off, or ask for a profile type that does not exist',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'seccompProfile_baseline', since: '1.0' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.6.2'] },
      tob: ['TOB-K8S-002'],
      owasp: { '2025': ['K01'] },
    },
    covers: ['seccomp-profile-missing'],
    whereWritten: ['annotations', 'seccompProfile'],
    why: `
      Seccomp decides which system calls reach the kernel that all containers of a node share. The
      container runtime's profile refuses those that kernel exploits most often start with. Unconfined,
      every bug of the kernel is within reach.

      The Baseline policy allows no \`seccompProfile\` or one of the type RuntimeDefault or Localhost, for
      the pod and for each container. Before version 1.19 it looks at the annotations
      \`seccomp.security.alpha.kubernetes.io/pod\` and
      \`container.seccomp.security.alpha.kubernetes.io/…\` instead and allows \`runtime/default\`,
      \`docker/default\` and \`localhost/…\`.
    `,
    whenNotToFix: `
      Debuggers and programs that start containers of their own make system calls which the default
      profile refuses. Give them a profile of their own on the nodes, with the type Localhost.
    `,
    examples: [
      {
        title: 'A pod that turns seccomp off, and a container that names a profile without its type',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              seccompProfile:
                type: Unconfined
          #           ^^^^^^^^^^ Seccomp profile type Unconfined is not allowed
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile:
          #       ^^^^^^^^^^^^^^ Seccomp profile type is not set
                    localhostProfile: web.json
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {type: ""}
          #                              ^^ Seccomp profile type is not set
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              seccompProfile:
                type: RuntimeDefault
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile:
                    type: RuntimeDefault
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {type: "RuntimeDefault"}
        `,
      },
      {
        title: 'Profiles that filter, beside an annotation that means nothing any more',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: unconfined
          spec:
            securityContext:
              seccompProfile:
                type: RuntimeDefault
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile:
                    type: Localhost
                    localhostProfile: web.json
        `,
      },
      {
        title: 'Annotations, on a cluster that still reads them',
        kubernetesVersion: '1.18',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: unconfined
          #                                             ^^^^^^^^^^ Seccomp profile unconfined is not allowed
              container.seccomp.security.alpha.kubernetes.io/app: ""
          #                                                       ^^ Seccomp profile is empty
              container.seccomp.security.alpha.kubernetes.io/log: docker/default
              container.seccomp.security.alpha.kubernetes.io/gone: unconfined
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: log
                image: registry.example/log:1.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: runtime/default
              container.seccomp.security.alpha.kubernetes.io/app: "runtime/default"
              container.seccomp.security.alpha.kubernetes.io/log: docker/default
              container.seccomp.security.alpha.kubernetes.io/gone: unconfined
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: log
                image: registry.example/log:1.0
        `,
      },
      {
        title: 'A Windows pod, which Restricted exempts although Baseline does not',
        profile: 'pss-restricted',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os:
              name: windows
            securityContext:
              seccompProfile:
                type: Unconfined
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, context) {
    if (!context.target.atLeast('1.19')) return yield* annotationFindings(pod);
    if (isLeftToRestricted(pod, context)) return;
    for (const { owner, profile } of runtimeProfilesOf(pod, 'seccompProfile')) {
      const type = profile.string('type');
      if (!isTypeForbidden(type)) continue;
      const name = knownValue(type) ?? '';
      const message = name === '' ? 'type is not set' : `type ${name} is not allowed`;
      yield {
        at: type,
        message: `Seccomp profile ${message}`,
        fixes: [useRuntimeDefault(owner, 'seccompProfile')],
      };
    }
  },
});

/** What the policies before 1.19 look at: annotations of the pod and of the containers that it has. */
function* annotationFindings(pod: Pod): Iterable<Finding> {
  const names = pod.containers.flatMap((container) => knownValue(container.name) ?? []);
  const ofContainers = names.map((name) => `container.seccomp.security.alpha.kubernetes.io/${name}`);
  for (const key of ['seccomp.security.alpha.kubernetes.io/pod', ...ofContainers]) {
    const profile = pod.annotations.string(key);
    if (profile.state !== 'known') continue;
    if (/^(?:runtime\/default|docker\/default|localhost\/.*)$/s.test(profile.value)) continue;
    yield {
      at: profile,
      message: `Seccomp profile ${profile.value === '' ? 'is empty' : `${profile.value} is not allowed`}`,
      fixes: [unsafeFix('Use the runtime/default profile', set(profile, 'runtime/default'))],
    };
  }
}

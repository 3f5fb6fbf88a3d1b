import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import { isKnown, knownValue } from '../../yaml/field';
import {
  APP_ARMOR_ANNOTATION,
  isTypeForbidden,
  runtimeProfilesOf,
  useRuntimeDefault,
} from './runtime-profile';

export default defineRule({
  meta: {
    id: 'app-armor-profile-not-allowed',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'AppArmor profile that does not confine',
    summary: 'pods and containers that turn AppArmor off, or ask for a profile type that does not exist',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'appArmorProfile', since: '1.0' },
      nsa: ['POD-4'],
      owasp: { '2025': ['K01'] },
    },
    covers: ['app-armor-annotation-deprecated', 'security-field-null'],
    whereWritten: ['annotations', 'appArmorProfile'],
    why: `
      Where the node has AppArmor, the container runtime's profile keeps a container from mounting file
      systems and from writing to most of \`/proc\` and \`/sys\`. Unconfined, a process with root's
      capabilities may do both.

      The Baseline policy allows no \`appArmorProfile\` or one of the type RuntimeDefault or Localhost, for
      the pod and for each container. The older annotations
      \`container.apparmor.security.beta.kubernetes.io/…\` may be empty, \`runtime/default\` or
      \`localhost/…\`.
    `,
    whenNotToFix: `
      A container that mounts file systems, such as one that builds images, fails under the default
      profile. Give it a profile of its own on the nodes, with the type Localhost.
    `,
    examples: [
      {
        title: 'Profiles that do not confine, at each place where one can be asked for',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: unconfined
          #                                                       ^^^^^^^^^^ AppArmor profile unconfined is not allowed
          spec:
            securityContext:
              appArmorProfile:
                type: Unconfined
          #           ^^^^^^^^^^ AppArmor profile type Unconfined is not allowed
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  appArmorProfile:
          #       ^^^^^^^^^^^^^^^ AppArmor profile type is not set
                    localhostProfile: web
              - name: log
                image: registry.example/log:1.0
                securityContext:
                  appArmorProfile: {type: ""}
          #                               ^^ AppArmor profile type is not set
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              appArmorProfile:
                type: RuntimeDefault
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  appArmorProfile:
                    type: RuntimeDefault
              - name: log
                image: registry.example/log:1.0
                securityContext:
                  appArmorProfile: {type: "RuntimeDefault"}
        `,
      },
      {
        title: 'An annotation before the fields existed',
        kubernetesVersion: '1.29',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: unconfined
          #                                                       ^^^^^^^^^^ AppArmor profile unconfined is not allowed
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: runtime/default
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Profiles that confine, and an annotation of another name',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.apparmor.security.beta.kubernetes.io/app: localhost/web
              container.apparmor.security.beta.kubernetes.io/log: ""
              apparmor.registry.example/app: unconfined
          spec:
            securityContext:
              appArmorProfile:
                type: RuntimeDefault
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  appArmorProfile:
                    type: Localhost
                    localhostProfile: web
              - name: log
                image: registry.example/log:1.0
                securityContext:
                  appArmorProfile: null
        `,
      },
    ],
  },

  *check(pod, { target }) {
    for (const { owner, profile } of runtimeProfilesOf(pod, 'appArmorProfile')) {
      const type = profile.string('type');
      if (!isTypeForbidden(type)) continue;
      const name = knownValue(type) ?? '';
      const message = name === '' ? 'type is not set' : `type ${name} is not allowed`;
      yield {
        at: type,
        message: `AppArmor profile ${message}`,
        fixes: [useRuntimeDefault(owner, 'appArmorProfile')],
      };
    }
    for (const key of pod.annotations.keys().filter((name) => name.startsWith(APP_ARMOR_ANNOTATION))) {
      const profile = pod.annotations.string(key);
      if (profile.state !== 'known' || /^(?:|runtime\/default|localhost\/.*)$/s.test(profile.value)) continue;
      yield {
        at: profile,
        message: `AppArmor profile ${profile.value} is not allowed`,
        fixes: [
          target.atLeast('1.30') && hasField(pod, key.slice(APP_ARMOR_ANNOTATION.length))
            ? unsafeFix('Remove the annotation', remove(profile))
            : unsafeFix('Use the runtime/default profile', set(profile, 'runtime/default')),
        ],
      };
    }
  },
});

/** Whether a field, which counts in place of the annotation and must say the same, is about the container of that name. */
function hasField(pod: Pod, name: string): boolean {
  const container = pod.containers.find((each) => isKnown(each.name, name));
  const contexts = [pod.securityContext, ...(container === undefined ? [] : [container.securityContext])];
  return contexts.some((context) => context.map('appArmorProfile').state === 'known');
}

import { remove, set } from '../../engine/fix';
import { fixesAtBothLevels } from '../../engine/placement';
import { defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Pod } from '../../kubernetes/pod';
import { isExemptAsWindows } from '../../kubernetes/pod-security';
import { type Field, knownValue } from '../../yaml/field';
import type { MapView } from '../../yaml/view';
import { isTypeForbidden, otherAnnotations, runtimeProfilesOf, useRuntimeDefault } from './runtime-profile';

export default defineRule({
  meta: {
    id: 'seccomp-profile-missing',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'No seccomp profile',
    summary: "containers without a seccomp profile, their own or their pod's",
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'restricted', check: 'seccompProfile_restricted', since: '1.19' },
      nsa: ['POD-4', 'LOG-4'],
      cis: { '1.12': ['5.6.2', '4.2.14'] },
      tob: ['TOB-K8S-002'],
      owasp: { '2025': ['K01'] },
    },
    covers: ['security-field-null'],
    why: `
      Without a filter a container may make every system call the kernel has, and most ways out of a
      container go through one that no ordinary program needs. The runtime's own profile blocks
      dozens of those. Unless a kubelet is configured otherwise, a container that names no profile
      runs without one.

      Restricted looks at \`securityContext.seccompProfile.type\`. It must be \`RuntimeDefault\` or
      \`Localhost\` for every container, set there or for the pod, and nothing else anywhere. Before
      1.19 two annotations said this, and they count there. From policy 1.25 Windows pods are exempt.
    `,
    whenNotToFix: `
      Debuggers, profilers and some sandboxes make the calls that the default profile blocks. Write
      a profile for those and name it with \`Localhost\`.
    `,
    examples: [
      {
        title: 'A pod that names no profile',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
          #           ^^^ Container may run without a system call filter: seccompProfile is not set
                image: registry.example/app:2.0
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
        `,
      },
      {
        title: 'A container without a profile beside one that has its own',
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
          #     ^^^^^^^^^^^^^^^ Container may run without a system call filter: seccompProfile is not set
                  runAsNonRoot: true
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {type: Localhost, localhostProfile: proxy.json}
        `,
        fixed: `
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
                  seccompProfile:
                    type: RuntimeDefault
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {type: Localhost, localhostProfile: proxy.json}
        `,
      },
      {
        title: 'Profiles that filter nothing, or are none',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              seccompProfile:
                type: Unconfined
          #           ^^^^^^^^^^ Seccomp profile Unconfined is not allowed by Pod Security Restricted
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {localhostProfile: proxy.json}
          #       ^^^^^^^^^^^^^^ Seccomp profile has no type
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
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {type: RuntimeDefault}
        `,
      },
      {
        title: 'An annotation that would contradict the field, and one that names a profile of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: unconfined
              example.com/owner: shop
          spec:
            containers:
              - name: app
          #           ^^^ Container may run without a system call filter: seccompProfile is not set
                image: registry.example/app:2.0
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: other
            annotations:
              container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json
          spec:
            containers:
              - name: app
          #           ^^^ Container may run without a system call filter: seccompProfile is not set
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              example.com/owner: shop
          spec:
            securityContext:
              seccompProfile:
                type: RuntimeDefault
            containers:
              - name: app
                image: registry.example/app:2.0
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: other
            annotations:
              container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A container that annotations do not cover, before the fields existed',
        kubernetesVersion: '1.18',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              container.seccomp.security.alpha.kubernetes.io/proxy: runtime/default
          spec:
            containers:
              - name: app
          #           ^^^ Container may run without a system call filter: seccompProfile is not set
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
        `,
      },
      {
        title: 'A pod that an annotation covers, before the fields existed',
        kubernetesVersion: '1.18',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            annotations:
              seccomp.security.alpha.kubernetes.io/pod: runtime/default
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A Windows pod under a policy before 1.25',
        kubernetesVersion: '1.24',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os: {name: windows}
            containers:
              - name: app
          #           ^^^ Container may run without a system call filter: seccompProfile is not set
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A Windows pod, where the field must not be set',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os: {name: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A chart that leaves the profile to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              {{- toYaml .Values.podSecurityContext | nindent 4 }}
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {type: {{ .Values.seccomp }}}
        `,
      },
    ],
  },

  *check(pod, { target }) {
    if (isExemptAsWindows(pod, target)) return;
    for (const { owner, profile } of runtimeProfilesOf(pod, 'seccompProfile')) {
      const type = profile.string('type');
      if (!isTypeForbidden(type)) continue;
      const name = knownValue(type) ?? '';
      const message =
        name === ''
          ? 'Seccomp profile has no type'
          : `Seccomp profile ${name} is not allowed by Pod Security Restricted`;
      yield { at: type, message, fixes: [useRuntimeDefault(owner, 'seccompProfile')] };
    }
    if (profileOf(pod.securityContext).state !== 'absent') return;
    const isOld = !target.atLeast('1.19');
    const others = (owner: Pod | Container) => otherAnnotations(owner, 'seccompProfile');
    const fixesFor = fixesAtBothLevels(
      pod,
      typeOf,
      (owner) => [set(typeOf(owner.securityContext), 'RuntimeDefault'), ...others(owner).map(remove)],
      {
        pod: 'Use the RuntimeDefault profile for the whole pod',
        container: 'Use the RuntimeDefault profile for this container',
      },
      // A profile of its own is not to be lost with the annotation that names it.
      (container) => [pod, container].some((owner) => others(owner).some(isOwn)),
    );
    for (const container of pod.containers) {
      if (profileOf(container.securityContext).state !== 'absent') continue;
      if (isOld && mayBeAnnotated(container)) continue;
      yield {
        at: typeOf(container.securityContext),
        message: 'Container may run without a system call filter: seccompProfile is not set',
        fixes: isOld || pod.mayBeWindows ? [] : fixesFor(container),
      };
    }
  },
});

function isOwn(annotation: Field<string>): boolean {
  return knownValue(annotation)?.startsWith('localhost/') ?? false;
}

function profileOf(securityContext: MapView) {
  return securityContext.map('seccompProfile');
}

function typeOf(securityContext: MapView) {
  return profileOf(securityContext).string('type');
}

/** Whether one of the annotations that the fields replaced may cover the container. */
function mayBeAnnotated({ name, pod }: Container): boolean {
  const ofPod = pod.annotations.string('seccomp.security.alpha.kubernetes.io/pod');
  if (ofPod.state !== 'absent' || name.state !== 'known') return true;
  const own = `container.seccomp.security.alpha.kubernetes.io/${name.value}`;
  return pod.annotations.string(own).state !== 'absent';
}

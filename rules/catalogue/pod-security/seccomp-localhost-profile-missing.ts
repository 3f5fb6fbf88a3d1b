import { remove, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import type { MapView } from '../../yaml/view';
import { runtimeProfilesOf } from './runtime-profile';

export default defineRule({
  meta: {
    id: 'seccomp-localhost-profile-missing',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Seccomp profile without its file',
    summary: 'seccomp profiles whose type and file do not go together, or whose file cannot be found',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-4', 'LOG-4'],
      owasp: { '2025': ['K01'] },
    },
    covers: ['seccomp-profile-localhost'],
    whereWritten: ['seccompProfile'],
    why: `
      A seccomp profile of the type \`Localhost\` needs \`localhostProfile\`, the path of a file below the
      kubelet's folder \`seccomp\`: relative, and without \`..\`. No other type may have one. The API
      server refuses such a pod. Many then fall back to no profile, and every bug of the kernel is
      within the program's reach again.
    `,
    whenNotToFix: `
      There is no reason to keep it: no cluster runs the pod as it is.
    `,
    examples: [
      {
        title: 'A file that nobody names, and files out of the folder',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              seccompProfile:
          #   ^^^^^^^^^^^^^^ Seccomp profile of type Localhost names no file
                type: Localhost
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile:
                    type: Localhost
                    localhostProfile: /var/lib/kubelet/seccomp/web.json # ours
          #                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Seccomp profile /var/lib/kubelet/seccomp/web.json is not a path below the kubelet's folder
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile:
                    type: Localhost
                    localhostProfile: profiles/../proxy.json
          #                           ^^^^^^^^^^^^^^^^^^^^^^ Seccomp profile profiles/../proxy.json is not a path below the kubelet's folder
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              seccompProfile:
                type: Localhost
                localhostProfile: profiles/profile.json
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  seccompProfile:
                    type: Localhost
                    localhostProfile: profiles/profile.json # ours
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile:
                    type: Localhost
                    localhostProfile: profiles/profile.json
        `,
      },
      {
        title: 'A file beside a type that has none',
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
                  seccompProfile:
                    type: RuntimeDefault
                    localhostProfile: web.json
          #                           ^^^^^^^^ Seccomp profile of type RuntimeDefault names the file web.json
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
                  seccompProfile:
                    type: RuntimeDefault
        `,
      },
      {
        title: 'Types and files that go together, and some that a chart chooses',
        manifest: `
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
                    type: Localhost
                    localhostProfile: profiles/..web.json
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile:
                    type: {{ .Values.type }}
                    localhostProfile: web.json
              - name: logs
                image: registry.example/logs:1.1
                securityContext:
                  seccompProfile:
                    type: RuntimeDefault
                    localhostProfile: {{ .Values.profile }}
        `,
      },
    ],
  },

  *check(pod) {
    for (const { profile } of runtimeProfilesOf(pod, 'seccompProfile')) {
      if (isKnown(profile.string('type'), 'Localhost')) yield* ofLocalhost(profile);
      else yield* ofOtherType(profile);
    }
  },
});

function* ofLocalhost(profile: MapView): Iterable<Finding> {
  const file = profile.string('localhostProfile');
  if (file.state === 'unknown') return;
  const path = file.state === 'known' ? file.value : '';
  if (path !== '' && !path.startsWith('/') && !path.split('/').includes('..')) return;
  const message =
    path === ''
      ? 'Seccomp profile of type Localhost names no file'
      : `Seccomp profile ${path} is not a path below the kubelet's folder`;
  const operations = [set(file, new Placeholder('profiles/profile.json'))];
  yield { at: file, message, assist: { title: 'Name the file', operations } };
}

function* ofOtherType(profile: MapView): Iterable<Finding> {
  const type = profile.string('type');
  const file = profile.string('localhostProfile');
  if (type.state !== 'known' || file.state !== 'known') return;
  yield {
    at: file,
    message: `Seccomp profile of type ${type.value} names the file ${file.value}`,
    fixes: [
      unsafeFix('Remove localhostProfile', remove(file)),
      unsafeFix('Use the file: make the type Localhost', set(type, 'Localhost')),
    ],
  };
}

import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { runtimeProfilesOf } from './runtime-profile';

export default defineRule({
  meta: {
    id: 'seccomp-profile-localhost',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Seccomp profile from the node',
    summary: 'pods and containers whose seccomp profile is a file of the node (`type: Localhost`)',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Whether the file is stricter than the runtime's own profile can be told only by reading it.
    `,
    standards: {
      nsa: ['POD-4', 'LOG-4'],
      owasp: { '2025': ['K01'] },
    },
    whereWritten: ['localhostProfile'],
    why: `
      The Pod Security Standards accept a profile of the type Localhost unread. Its file may allow more
      system calls than the container runtime's profile, or only log them, and whoever may write to
      the node changes it for every pod that uses it.
    `,
    whenNotToFix: `
      A profile that was recorded from the program itself is stricter than RuntimeDefault and right to
      use. Keep its file beside the manifest, where this tool reads it too.
    `,
    examples: [
      {
        title: 'A file for the pod, and one for a container',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            securityContext:
              seccompProfile:
                type: Localhost
                localhostProfile: profiles/web.json
          #                       ^^^^^^^^^^^^^^^^^ File profiles/web.json of the node decides which system calls are allowed
            containers:
              - name: app
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile: {type: Localhost, localhostProfile: proxy.json}
          #                                                           ^^^^^^^^^^ File proxy.json of the node decides which system calls are allowed
        `,
      },
      {
        title: "The runtime's own profile, and a type and a file that a chart chooses",
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
                    type: {{ .Values.type }}
                    localhostProfile: web.json
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  seccompProfile:
                    type: Localhost
                    localhostProfile: {{ .Values.profile }}
        `,
      },
      {
        title: 'A pod for Windows nodes, which have no seccomp',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            nodeSelector: {kubernetes.io/os: windows}
            securityContext:
              seccompProfile: {type: Localhost, localhostProfile: web.json}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod) {
    if (pod.isForWindows) return;
    for (const { profile } of runtimeProfilesOf(pod, 'seccompProfile')) {
      const file = profile.string('localhostProfile');
      if (!isKnown(profile.string('type'), 'Localhost') || file.state !== 'known') continue;
      yield { at: file, message: `File ${file.value} of the node decides which system calls are allowed` };
    }
  },
});

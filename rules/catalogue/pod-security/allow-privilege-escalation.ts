import { set, unsafeFix } from '../../engine/fix';
import { defineRule, type Fix } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import { isExemptAsWindows } from '../../kubernetes/pod-security';
import { isKnown, type Located, mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'allow-privilege-escalation',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Container whose processes can gain privileges',
    summary:
      'containers whose processes can gain privileges, because `allowPrivilegeEscalation` is not `false`',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'restricted', check: 'allowPrivilegeEscalation', since: '1.8' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.6'] },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-269'],
    },
    covers: ['security-field-null'],
    why: `
      Whoever gets a shell as an ordinary user becomes root in the container through any setuid file
      in its image. \`allowPrivilegeEscalation: false\` sets the kernel's \`no_new_privs\` flag, and
      no child process has more rights than its parent any more.

      Restricted asks for \`securityContext.allowPrivilegeEscalation: false\` in every container; it
      has no default and is not inherited. From policy 1.25 Windows pods are exempt.
    `,
    whenNotToFix: `
      An image that starts through \`sudo\` or another setuid program does not start any more. Give
      it the user it needs with \`runAsUser\` instead.
    `,
    examples: [
      {
        title: 'Containers that allow it, in so many words and by saying nothing',
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
                  allowPrivilegeEscalation: true
          #                                 ^^^^ Container allows its processes to gain privileges
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
          #     ^^^^^^^^^^^^^^^ Container lets its processes gain privileges: allowPrivilegeEscalation is not set
                  runAsNonRoot: true
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
                  allowPrivilegeEscalation: false
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  allowPrivilegeEscalation: false
                  runAsNonRoot: true
        `,
      },
      {
        title: 'Containers that the API server would refuse or not change with it set to false',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
                securityContext:
                  privileged: true
          #                   ^^^^ Container lets its processes gain privileges: allowPrivilegeEscalation is not set
              - name: helper
                image: registry.example/helper:1.4
                securityContext:
          #     ^^^^^^^^^^^^^^^ Container lets its processes gain privileges: allowPrivilegeEscalation is not set
                  capabilities:
                    add: [CAP_SYS_ADMIN]
              - name: prober
                image: registry.example/prober:1.4
                securityContext:
          #     ^^^^^^^^^^^^^^^ Container lets its processes gain privileges: allowPrivilegeEscalation is not set
                  privileged: {{ .Values.privileged }}
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
          #           ^^^ Container lets its processes gain privileges: allowPrivilegeEscalation is not set
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
        title: 'A chart that leaves the choice to its values',
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
                  {{- toYaml .Values.securityContext | nindent 8 }}
        `,
      },
    ],
  },

  *check(container, { target }) {
    if (isExemptAsWindows(container.pod, target)) return;
    const own = container.securityContext.boolean('allowPrivilegeEscalation');
    if (own.state === 'unknown' || isKnown(own, false)) return;
    const fixes = forbiddenAt(own, container);
    if (own.state === 'known') {
      yield { at: own, message: 'Container allows its processes to gain privileges', fixes };
    } else {
      yield {
        at: isKnown(container.privileged, true) ? container.privileged : own,
        message: 'Container lets its processes gain privileges: allowPrivilegeEscalation is not set',
        fixes,
      };
    }
  },
});

/** The API server refuses `false` beside what always implies escalation, and on Windows. */
function forbiddenAt(place: Located, { pod, privileged, capabilities }: Container): readonly Fix[] {
  const added = capabilities.list('add');
  const isImplied =
    mayBe(privileged, true) || added.mayInclude('SYS_ADMIN') || added.mayInclude('CAP_SYS_ADMIN');
  return isImplied || pod.mayBeWindows ? [] : [unsafeFix('Forbid privilege escalation', set(place, false))];
}

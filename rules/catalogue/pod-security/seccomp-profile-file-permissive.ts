import { defineRule } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'seccomp-profile-file-permissive',
    chapter: 'pod-security',
    scope: 'SeccompProfile',
    title: 'Seccomp profile that lets through what it does not know',
    summary: 'seccomp profiles that allow or only log the system calls which they do not name',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Which system calls a program needs must be recorded while it runs.
    `,
    standards: {
      nsa: ['LOG-4'],
      tob: ['TOB-K8S-002'],
      owasp: { '2025': ['K01'] },
    },
    why: `
      A profile that forbids some system calls and allows all others is behind the kernel from the
      first day: new calls, and old ones that nobody thought of, are allowed. One that only logs stops
      nothing. Both make a pod look confined to the admission controller.

      Looked at are JSON files with \`defaultAction\` and \`syscalls\`, and SeccompProfile objects of the
      Security Profiles Operator. \`SCMP_ACT_LOG\` is right in a profile that records: one whose file or
      object has \`audit\`, \`complain\` or \`log\` as a word of its name is not reported for it.
    `,
    whenNotToFix: `
      A profile that adds a few denials for a program which cannot be confined further is better than
      none.
    `,
    examples: [
      {
        title: 'A list of what is forbidden',
        manifest: `
          {
            "defaultAction": "SCMP_ACT_ALLOW",
          #                  ^^^^^^^^^^^^^^^^ Seccomp profile allows every system call that it does not name
            "syscalls": [{"names": ["ptrace"], "action": "SCMP_ACT_ERRNO"}]
          }
        `,
      },
      {
        title: 'An object that only logs',
        manifest: `
          apiVersion: security-profiles-operator.x-k8s.io/v1beta1
          kind: SeccompProfile
          metadata:
            name: catalog
          spec:
            defaultAction: SCMP_ACT_LOG
          #                ^^^^^^^^^^^^ Seccomp profile only logs the system calls that it does not name
            syscalls:
              - action: SCMP_ACT_ALLOW
                names: [read, write]
        `,
      },
      {
        title: 'A list of what is allowed',
        manifest: `
          {
            "defaultAction": "SCMP_ACT_ERRNO",
            "syscalls": [{"names": ["read", "write"], "action": "SCMP_ACT_ALLOW"}]
          }
        `,
      },
      {
        title: 'An object that is there to record',
        manifest: `
          apiVersion: security-profiles-operator.x-k8s.io/v1beta1
          kind: SeccompProfile
          metadata:
            name: web-audit
          spec:
            defaultAction: SCMP_ACT_LOG
        `,
      },
    ],
  },

  *check(manifest) {
    for (const profile of [manifest.root, manifest.root.map('spec')]) {
      const action = profile.string('defaultAction');
      const effect = EFFECTS.get(knownValue(action) ?? '');
      if (effect === undefined || (effect.isRecording && mayRecord(manifest))) continue;
      yield { at: action, message: `Seccomp profile ${effect.text} that it does not name` };
    }
  },
});

const EFFECTS: ReadonlyMap<string, { readonly text: string; readonly isRecording: boolean }> = new Map([
  ['SCMP_ACT_ALLOW', { text: 'allows every system call', isRecording: false }],
  ['SCMP_ACT_LOG', { text: 'only logs the system calls', isRecording: true }],
]);

/** Whether the name of the file or of the object says that the profile is there to record system calls. */
function mayRecord({ name, document }: Manifest): boolean {
  const file = document.source.uri.replace(/^.*\//, '');
  const names = [file, name.state === 'known' ? name.value : ''];
  return names.some((text) => /(?:^|[^a-z])(?:audit|complain|log)(?:[^a-z]|$)/i.test(text));
}

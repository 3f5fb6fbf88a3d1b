import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isLeftToRestricted } from './exemptions';

const ALLOWED = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

export default defineRule({
  meta: {
    id: 'capability-not-in-baseline',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Capability outside the Baseline list',
    summary: 'containers that add a capability which the Baseline policy does not list',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'capabilities_baseline', since: '1.0' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.8', '5.2.9'] },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
      attack: ['T1611'],
    },
    covers: ['capability-dangerous', 'capability-name-malformed', 'capability-not-in-restricted'],
    messageOf: ['capability-dangerous', 'capability-name-malformed'],
    whereWritten: ['add'],
    why: `
      Each capability is a part of root's power over the node that user and file permissions do not
      hold. Many suffice to leave the container: SYS_ADMIN mounts the node's disks, SYS_PTRACE writes
      into other processes, NET_RAW forges packets in another pod's name.

      The Baseline policy allows in \`capabilities.add\`: AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER,
      FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID and SYS_CHROOT, spelled
      exactly so.
    `,
    whenNotToFix: `
      Network plugins, VPN gateways and profilers need a capability outside the list. Keep the one they
      need and silence the rule for it.
    `,
    examples: [
      {
        title: 'Capabilities that Baseline does not list, or not as they are spelled',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: clock
          spec:
            containers:
              - name: sync
                image: registry.example/sync:1.1
                securityContext:
                  capabilities:
                    add: [CHOWN, SYS_TIME, CAP_KILL]
          #                      ^^^^^^^^ Capability SYS_TIME is not allowed by Pod Security Baseline
          #                                ^^^^^^^^ Capability CAP_KILL is not allowed by Pod Security Baseline
                    drop: [ALL]
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: clock
          spec:
            containers:
              - name: sync
                image: registry.example/sync:1.1
                securityContext:
                  capabilities:
                    add: [CHOWN]
                    drop: [ALL]
        `,
      },
      {
        title: 'Capabilities of the list',
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
                  capabilities:
                    add:
                      - NET_BIND_SERVICE
                      - {{ .Values.capability }}
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
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  capabilities:
                    add: [SYS_TIME]
        `,
      },
    ],
  },

  *check(container, context) {
    if (isLeftToRestricted(container.pod, context)) return;
    for (const capability of container.capabilities.list('add').strings()) {
      if (capability.state !== 'known' || ALLOWED.has(capability.value)) continue;
      yield {
        at: capability,
        message: `Capability ${capability.value} is not allowed by Pod Security Baseline`,
        fixes: [unsafeFix(`Do not add ${capability.value}`, remove(capability))],
      };
    }
  },
});

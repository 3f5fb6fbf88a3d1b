import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isExemptAsWindows } from '../../kubernetes/pod-security';

export default defineRule({
  meta: {
    id: 'capability-not-in-restricted',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Capability that Restricted forbids',
    summary: 'containers that add a capability other than `NET_BIND_SERVICE`',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'restricted', check: 'capabilities_restricted', since: '1.22' },
      cis: { '1.12': ['5.2.9'] },
      owasp: { '2025': ['K01'] },
    },
    covers: ['capability-name-malformed', 'capability-net-raw'],
    messageOf: ['capability-name-malformed', 'capability-net-raw'],
    whereWritten: ['add'],
    why: `
      Each capability is a part of root's power. An intruder who gets hold of a process gets what it
      was given: with \`CHOWN\` or \`DAC_OVERRIDE\` every file in its volumes, with \`SETUID\` every
      user.

      Restricted allows one item in \`securityContext.capabilities.add\`: \`NET_BIND_SERVICE\`, in
      exactly this spelling. From policy 1.25 Windows pods are exempt.
    `,
    whenNotToFix: `
      A program that cannot be changed and needs the capability keeps it. That is still better than
      a privileged container.
    `,
    examples: [
      {
        title: 'Capabilities that Baseline allows and Restricted does not',
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
                    drop: [ALL]
                    add: [NET_BIND_SERVICE, CHOWN, CAP_NET_BIND_SERVICE]
          #                                 ^^^^^ Capability CHOWN is not allowed by Pod Security Restricted
          #                                        ^^^^^^^^^^^^^^^^^^^^ Capability CAP_NET_BIND_SERVICE is not allowed by Pod Security Restricted
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
                  capabilities:
                    drop: [ALL]
                    add: [NET_BIND_SERVICE]
        `,
      },
      {
        title: 'The one that may be added, and one that a chart decides',
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
                    drop: [ALL]
                    add:
                      - NET_BIND_SERVICE
                      - {{ .Values.capability }}
        `,
      },
      {
        title: 'A Windows pod, to which the check does not apply',
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
                securityContext:
                  capabilities:
                    add: [CHOWN]
        `,
      },
    ],
  },

  *check(container, { target }) {
    if (isExemptAsWindows(container.pod, target)) return;
    for (const item of container.capabilities.list('add').strings()) {
      if (item.state !== 'known' || item.value === 'NET_BIND_SERVICE') continue;
      yield {
        at: item,
        message: `Capability ${item.value} is not allowed by Pod Security Restricted`,
        fixes: [unsafeFix(`Do not add ${item.value}`, remove(item))],
      };
    }
  },
});

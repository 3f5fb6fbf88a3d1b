import { addItem, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Fix } from '../../engine/rule';
import { isExemptAsWindows } from '../../kubernetes/pod-security';
import { isKnown, knownValue } from '../../yaml/field';

const MISSPELT = /^(?:CAP_)?ALL$/i;

export default defineRule({
  meta: {
    id: 'capabilities-drop-all',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Default capabilities kept',
    summary: 'containers that do not drop all capabilities',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'restricted', check: 'capabilities_restricted', since: '1.22' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.8', '5.2.9'] },
      owasp: { '2025': ['K01'] },
    },
    covers: ['security-field-null'],
    why: `
      A container runtime leaves root in a container about a dozen capabilities, among them those to
      forge packets, to take any file into possession and to switch to any user. An intruder finds
      them there whether the program uses them or not; hardly any program does.

      Restricted asks for the item \`ALL\`, in exactly this spelling, in
      \`securityContext.capabilities.drop\` of every container. \`NET_BIND_SERVICE\` may be added
      back. From policy 1.25 Windows pods are exempt.
    `,
    whenNotToFix: `
      A program that starts as root and changes users, or serves a port below 1024, fails without
      its capabilities. Add back the ones it names in its error.
    `,
    examples: [
      {
        title: 'Containers that keep some or all of the default',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
          #           ^^^ Container keeps the default capabilities: capabilities.drop is not set
                image: registry.example/app:2.0
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities:
                    drop: [NET_RAW]
          #         ^^^^ Container keeps capabilities: ALL is not among those it drops
              - name: logs
                image: registry.example/logs:1.1
                securityContext:
                  capabilities:
          #       ^^^^^^^^^^^^ Container keeps the default capabilities: capabilities.drop is not set
                    add:
                      - NET_BIND_SERVICE
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
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities:
                    drop: [NET_RAW, ALL]
              - name: logs
                image: registry.example/logs:1.1
                securityContext:
                  capabilities:
                    add:
                      - NET_BIND_SERVICE
                    drop:
                      - ALL
        `,
      },
      {
        title: 'Spellings that the admission controller does not read',
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
                    drop:
                      - all
          #             ^^^ Capability all is not spelled ALL, so the container does not drop ALL
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities: {drop: [NET_RAW, CAP_ALL]}
          #                                      ^^^^^^^ Capability CAP_ALL is not spelled ALL, so the container does not drop ALL
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
                    drop:
                      - ALL
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities: {drop: [NET_RAW, ALL]}
        `,
      },
      {
        title: 'A privileged container, which has more than the default',
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
          #     ^^^^^^^^^^^^^^^ Container keeps all capabilities: capabilities.drop is not set
                  privileged: true
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
                    drop:
                      - ALL
                  privileged: true
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
          #           ^^^ Container keeps the default capabilities: capabilities.drop is not set
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
        title: 'A list that a chart may add to',
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
                    drop: [NET_RAW, {{ .Values.drop }}]
        `,
      },
    ],
  },

  *check(container, { target }) {
    const drop = container.capabilities.list('drop');
    if (isExemptAsWindows(container.pod, target) || drop.mayInclude('ALL')) return;
    const fixes = (fix: Fix) => (container.pod.mayBeWindows ? [] : [fix]);
    const misspelt = drop.strings().find((item) => MISSPELT.test(knownValue(item) ?? ''));
    if (misspelt?.state === 'known') {
      yield {
        at: misspelt,
        message: `Capability ${misspelt.value} is not spelled ALL, so the container does not drop ALL`,
        fixes: fixes(unsafeFix('Spell it ALL', set(misspelt, 'ALL'))),
      };
      return;
    }
    yield {
      at: drop,
      message:
        drop.state === 'absent'
          ? `Container keeps ${isKnown(container.privileged, true) ? 'all' : 'the default'} capabilities: capabilities.drop is not set`
          : 'Container keeps capabilities: ALL is not among those it drops',
      fixes: fixes(unsafeFix('Drop all capabilities', addItem(drop, 'ALL'))),
    };
  },
});

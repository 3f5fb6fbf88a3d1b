import { addItem, remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { capabilityMeantBy } from '../../kubernetes/capability';
import type { Field } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'capability-net-raw',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Container that can forge packets',
    summary: 'containers that keep or add the capability `NET_RAW`',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['5.2.8'] },
      owasp: { '2025': ['K01'] },
      attack: ['T1557'],
    },
    yieldsTo: ['capabilities-drop-all'],
    why: `
      Most container runtimes give every container \`NET_RAW\`, and hardly any program needs it. With it
      an intruder sends packets in another pod's name, answers ARP and DNS requests of the pods beside
      it, and so reads and changes their traffic.

      A container that does not drop \`ALL\` at all is reported by capabilities-drop-all alone.
    `,
    whenNotToFix: `
      Programs that send ICMP themselves, such as some probes, and tools that capture packets need it.
    `,
    examples: [
      {
        title: 'A container that drops others, and one that takes it back',
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
                    drop: [MKNOD]
          #         ^^^^ Container can forge packets: it does not drop NET_RAW
              - name: ping
                image: registry.example/ping:1.1
                securityContext:
                  capabilities:
                    drop: [ALL]
                    add:
                      - NET_BIND_SERVICE
                      - NET_RAW # to ping
          #             ^^^^^^^ Container can forge packets: it adds NET_RAW
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
                    drop: [MKNOD, NET_RAW]
              - name: ping
                image: registry.example/ping:1.1
                securityContext:
                  capabilities:
                    drop: [ALL]
                    add:
                      - NET_BIND_SERVICE
        `,
      },
      {
        title: 'A container that says nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
          #           ^^^ Container can forge packets: it does not drop NET_RAW
                image: registry.example/app:2.0
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
                      - NET_RAW
        `,
      },
      {
        title: 'Containers that drop it, in a spelling that at least the container runtime may read',
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
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities:
                    drop: [NET_RAW]
              - name: logs
                image: registry.example/logs:1.1
                securityContext:
                  capabilities:
                    drop: [all]
        `,
      },
      {
        title: 'A chart that leaves the list to its values',
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
                    drop: [MKNOD, {{ .Values.drop }}]
              - name: proxy
                image: registry.example/proxy:1.1
                securityContext:
                  capabilities:
                    drop: {{ .Values.drop }}
        `,
      },
      {
        title: 'A pod for Windows nodes, which have no capabilities',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            nodeSelector: {kubernetes.io/os: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check({ capabilities, pod }) {
    if (pod.isForWindows) return;
    const added = capabilities.list('add').strings().find(means('NET_RAW'));
    if (added !== undefined) {
      yield {
        at: added,
        message: 'Container can forge packets: it adds NET_RAW',
        fixes: [unsafeFix('Do not add NET_RAW', remove(added))],
      };
      return;
    }
    const drop = capabilities.list('drop');
    const items = drop.strings();
    const isDropped = drop.isOpen || pod.mayBeWindows || items.some(({ state }) => state !== 'known');
    if (isDropped || items.some(means('ALL', 'NET_RAW'))) return;
    yield {
      at: drop,
      message: 'Container can forge packets: it does not drop NET_RAW',
      fixes: [unsafeFix('Drop NET_RAW', addItem(drop, 'NET_RAW'))],
    };
  },
});

function means(...names: readonly string[]): (item: Field<string>) => boolean {
  return (item) => item.state === 'known' && names.includes(capabilityMeantBy(item.value));
}

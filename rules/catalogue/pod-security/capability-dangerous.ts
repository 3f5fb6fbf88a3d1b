import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

/** What each capability lets a container do that nothing in a container should. */
const POWERS: ReadonlyMap<string, string> = new Map([
  ['ALL', 'do whatever root may do'],
  ['SYS_ADMIN', "mount file systems and change the kernel's state"],
  ['SYS_MODULE', 'load code into the kernel'],
  ['SYS_PTRACE', 'read and control other processes'],
  ['SYS_RAWIO', "reach the node's memory and devices directly"],
  ['SYS_BOOT', 'restart the node, with another kernel if it likes'],
  ['SYSLOG', "read the kernel's log and its addresses"],
  ['DAC_READ_SEARCH', 'open files past their permissions, those of the node too'],
  ['NET_ADMIN', 'change interfaces, routes and firewall rules'],
  ['BPF', 'load BPF programs into the kernel'],
  ['PERFMON', 'watch the kernel and every process'],
  ['MAC_ADMIN', 'change the mandatory access control policy'],
  ['MAC_OVERRIDE', 'ignore the mandatory access control policy'],
]);

export default defineRule({
  meta: {
    id: 'capability-dangerous',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Capability that reaches the node',
    summary: 'containers that add a capability with which they can leave their isolation',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['5.2.9'] },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
      attack: ['T1611'],
    },
    covers: ['capability-not-in-restricted'],
    whereWritten: ['add'],
    why: `
      Some capabilities are as good as root on the node: with \`SYS_ADMIN\` an intruder mounts its
      disk, with \`SYS_MODULE\` or \`BPF\` loads code into the kernel that all containers share, with
      \`SYS_PTRACE\` and the node's processes in view takes over any of them, with
      \`DAC_READ_SEARCH\` opens files of the node by their numbers.

      These are reported, with or without \`CAP_\` in front and in any case, as the runtimes read
      them: \`ALL\`, \`SYS_ADMIN\`, \`SYS_MODULE\`, \`SYS_PTRACE\`, \`SYS_RAWIO\`, \`SYS_BOOT\`,
      \`SYSLOG\`, \`DAC_READ_SEARCH\`, \`NET_ADMIN\`, \`BPF\`, \`PERFMON\`, \`MAC_ADMIN\`,
      \`MAC_OVERRIDE\`.
    `,
    whenNotToFix: `
      Network plugins need \`NET_ADMIN\`, observability agents \`BPF\` and \`PERFMON\`. On those,
      one named capability is better than \`privileged\`.
    `,
    examples: [
      {
        title: 'Capabilities with which a container reaches its node',
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
                  capabilities:
                    add:
                      - CHOWN
                      - SYS_MODULE # for the driver
          #             ^^^^^^^^^^ Capability SYS_MODULE lets the container load code into the kernel
                      - cap_net_admin
          #             ^^^^^^^^^^^^^ Capability cap_net_admin lets the container change interfaces, routes and firewall rules
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
                securityContext:
                  capabilities:
                    add:
                      - CHOWN
        `,
      },
      {
        title: 'A dangerous capability that is dropped, and harmless ones that are added',
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
                    drop: [SYS_ADMIN]
                    add: [NET_BIND_SERVICE, SYS_TIME, {{ .Values.capability }}]
        `,
      },
    ],
  },

  *check(container) {
    for (const item of container.capabilities.list('add').strings()) {
      if (item.state !== 'known') continue;
      const power = POWERS.get(item.value.toUpperCase().replace(/^CAP_/, ''));
      if (power === undefined) continue;
      yield {
        at: item,
        message: `Capability ${item.value} lets the container ${power}`,
        fixes: [unsafeFix(`Do not add ${item.value}`, remove(item))],
      };
    }
  },
});

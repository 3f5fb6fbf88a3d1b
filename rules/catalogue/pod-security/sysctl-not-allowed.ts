import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { safeSysctls } from '../../kubernetes/sysctl';

export default defineRule({
  meta: {
    id: 'sysctl-not-allowed',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Kernel parameter outside the Baseline list',
    summary: 'pods that set a kernel parameter which the Baseline policy does not list',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'sysctls', since: '1.0' },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-668'],
    },
    whereWritten: ['sysctls'],
    why: `
      Many kernel parameters hold for the whole node: a pod that sets one weakens or exhausts its
      neighbours. Those in the pod's own namespaces can still use up the node's memory.

      The Baseline policy allows in \`securityContext.sysctls\`, spelled exactly so,
      kernel.shm_rmid_forced and, under \`net.ipv4\`, ip_local_port_range, ip_unprivileged_port_start,
      ping_group_range and tcp_syncookies; from version 1.27 ip_local_reserved_ports; from 1.29
      tcp_fin_timeout, tcp_keepalive_intvl, tcp_keepalive_probes and tcp_keepalive_time; from 1.32
      tcp_rmem and tcp_wmem; from 1.37 tcp_notsent_lowat and tcp_slow_start_after_idle.
    `,
    whenNotToFix: `
      Databases and proxies under high load need larger queues. Keep the parameter they need, on nodes
      of their own where the kubelet allows it, and silence the rule.
    `,
    examples: [
      {
        title: 'A parameter that is not in the list, and one that is not spelled as it is there',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: queue
          spec:
            securityContext:
              sysctls:
                - {name: kernel.msgmax, value: "65536"}
          #              ^^^^^^^^^^^^^ Sysctl kernel.msgmax is not allowed by Pod Security Baseline
                - {name: net.ipv4.tcp_rmem, value: 4096 131072 6291456}
                - {name: net/ipv4/tcp_syncookies, value: "1"}
          #              ^^^^^^^^^^^^^^^^^^^^^^^ Sysctl net/ipv4/tcp_syncookies is not allowed by Pod Security Baseline
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: queue
          spec:
            securityContext:
              sysctls:
                - {name: net.ipv4.tcp_rmem, value: 4096 131072 6291456}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Parameters of the list',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: queue
          spec:
            securityContext:
              sysctls:
                - {name: kernel.shm_rmid_forced, value: "1"}
                - {name: net.ipv4.ip_local_reserved_ports, value: "8080"}
                - {name: net.ipv4.tcp_keepalive_time, value: "600"}
                - {name: net.ipv4.tcp_wmem, value: 4096 16384 4194304}
                - {name: net.ipv4.tcp_notsent_lowat, value: "16384"}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Parameters that an older policy does not list yet',
        kubernetesVersion: '1.28',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: queue
          spec:
            securityContext:
              sysctls:
                - {name: net.ipv4.ip_local_reserved_ports, value: "8080"}
                - {name: net.ipv4.tcp_keepalive_time, value: "600"}
          #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Sysctl net.ipv4.tcp_keepalive_time is not allowed by Pod Security Baseline
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(pod, { target }) {
    const sysctls = pod.securityContext.maps('sysctls');
    const allowed = sysctls.length === 0 ? [] : safeSysctls(target);
    for (const sysctl of sysctls) {
      const name = sysctl.string('name');
      if (name.state !== 'known' || allowed.includes(name.value)) continue;
      yield {
        at: name,
        message: `Sysctl ${name.value} is not allowed by Pod Security Baseline`,
        fixes: [unsafeFix(`Remove ${name.value}`, remove(sysctl))],
      };
    }
  },
});

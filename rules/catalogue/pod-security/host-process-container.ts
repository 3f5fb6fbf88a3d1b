import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'host-process-container',
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Windows HostProcess container',
    summary: 'pods and containers that run as processes of their Windows node (`hostProcess: true`)',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'windowsHostProcess', since: '1.0' },
      cis: { '1.12': ['5.2.10'] },
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-250'],
      attack: ['T1611'],
    },
    whereWritten: ['hostProcess'],
    why: `
      A HostProcess container is no container: it runs as a process of the Windows node, with the
      node's files, registry and network in reach and as strong an account as it asks for. Whoever
      takes it over has the node.

      The Baseline policy allows \`windowsOptions.hostProcess\` to be unset or \`false\`, for the pod
      and for each container. A pod that sets \`true\` breaks it even if every container says \`false\`.
    `,
    whenNotToFix: `
      Network plugins, storage drivers and kube-proxy on Windows nodes run this way. Keep them in a
      namespace of their own and silence the rule there.
    `,
    examples: [
      {
        title: 'A pod of node processes',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node-agent
          spec:
            os:
              name: windows
            hostNetwork: true
            securityContext:
              windowsOptions:
                hostProcess: true
          #                  ^^^^ Pod runs its containers as processes of the Windows node
                runAsUserName: NT AUTHORITY\\Local service
            containers:
              - name: agent
                image: registry.example/agent:1.4
                securityContext: {windowsOptions: {hostProcess: true}}
          #                                                     ^^^^ Container runs as a process of the Windows node
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node-agent
          spec:
            os:
              name: windows
            hostNetwork: true
            securityContext:
              windowsOptions:
                runAsUserName: NT AUTHORITY\\Local service
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A Windows pod in containers of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            os:
              name: windows
            securityContext:
              windowsOptions:
                hostProcess: false
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  windowsOptions:
                    hostProcess: # unset
        `,
      },
    ],
  },

  *check(pod) {
    const places = pod.hostProcess;
    const [ofPod] = places;
    const all = places.filter((hostProcess) => isKnown(hostProcess, true));
    // The API refuses a pod in which only some containers are processes of the node.
    const fixes = [unsafeFix('Remove hostProcess', ...all.map(remove))];
    for (const hostProcess of all) {
      const message =
        hostProcess === ofPod
          ? 'Pod runs its containers as processes of the Windows node'
          : 'Container runs as a process of the Windows node';
      yield { at: hostProcess, message, fixes };
    }
  },
});

import { defineRule } from '../../engine/rule';
import { fixesOf } from '../option-check';

/** The first version that serves no logs unless told to. */
const OFF_SINCE = '1.31';

export default defineRule({
  meta: {
    id: 'apiserver-logs-handler',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: "Node's logs served by the API server",
    summary: 'an API server that serves the log files of its node',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-026'], owasp: { '2025': ['K07'] }, cwe: ['CWE-538'] },
    why: `
      At \`/logs\` the API server serves all files of the node's \`/var/log\`, whatever wrote them: its own audit log, the
      node's sign-ins, what pods print. Whoever may read this one URL reads them all, and whoever can put a link into that
      folder reads what it leads to. The flag is deprecated. Up to version 1.30 the logs are served by default.
    `,
    whenNotToFix: `
      While a tool that cannot be replaced reads logs there.
    `,
    examples: [
      {
        title: 'A flag without a value',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --enable-logs-handler
          #         ^^^^^^^^^^^^^^^^^^^^^ API server serves the log files of its node
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
        `,
      },
      {
        title: 'Versions that serve them by default',
        kubernetesVersion: '1.30',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ API server serves the log files of its node: --enable-logs-handler is not set
              v: "2"
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              v: "2"
              enable-logs-handler: "false"
        `,
      },
      {
        title: 'Turned off, and a version that serves none by default',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-logs-handler: "false"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
        `,
      },
      {
        title: 'A value that a template gives, on a version that serves them by default',
        kubernetesVersion: '1.30',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-logs-handler: "{{ .Values.logs }}"
        `,
      },
    ],
  },
  *check(apiserver, { target }) {
    const logs = apiserver.option('enable-logs-handler');
    const isOffByDefault = target.atLeast(OFF_SINCE);
    const { boolean } = logs;
    if (boolean.state === 'known' ? !boolean.value : boolean.state === 'unknown' || isOffByDefault) return;
    const message = 'API server serves the log files of its node';
    yield {
      at: logs,
      message: boolean.state === 'known' ? message : `${message}: --enable-logs-handler is not set`,
      fixes: isOffByDefault
        ? fixesOf('Remove --enable-logs-handler', 'safe', logs.remove())
        : fixesOf('Serve no logs', 'safe', logs.set('false')),
    };
  },
});

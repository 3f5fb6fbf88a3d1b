import { defineRule } from '../../engine/rule';
import { suggestPlugin } from './admission-plugins';

export default defineRule({
  meta: {
    id: 'apiserver-admission-event-rate-limit',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Events without limit',
    summary: 'an API server without the admission plugin EventRateLimit',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: { cis: { '1.12': ['1.2.9'] }, cwe: ['CWE-770'] },
    why: `
      Many clients may write events, every kubelet among them. One that fails in a loop, or means harm, fills etcd
      with them and keeps the API server busy; what others do is slow then, or not done at all. The plugin bounds
      how many events are taken.

      Its limits stand in a file of its own, which the file of \`--admission-control-config-file\` names. Without
      one the API server does not start.
    `,
    whenNotToFix: `
      API Priority and Fairness bounds all requests already; limits that are too low lose events that you need to
      find a fault.
    `,
    examples: [
      {
        title: 'A list of plugins without it',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: enable-admission-plugins
                value: NodeRestriction
          #            ^^^^^^^^^^^^^^^ No rate limit for events: EventRateLimit is not turned on
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: enable-admission-plugins
                value: NodeRestriction,EventRateLimit
              - name: admission-control-config-file
                value: /etc/kubernetes/pki/admission.yaml
        `,
      },
      {
        title: 'A file for other plugins',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: NodeRestriction
          #                             ^^^^^^^^^^^^^^^ No rate limit for events: EventRateLimit is not turned on
              admission-control-config-file: /etc/kubernetes/admission.yaml
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: NodeRestriction,EventRateLimit
              admission-control-config-file: /etc/kubernetes/admission.yaml
        `,
      },
      {
        title: 'Turned on, and decided by a template',
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
                  - --enable-admission-plugins=NodeRestriction,EventRateLimit
                  - --admission-control-config-file=/etc/kubernetes/admission.yaml
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: {{ .Values.plugins }}
        `,
      },
    ],
  },

  *check(apiserver) {
    yield* suggestPlugin(apiserver, 'EventRateLimit', 'No rate limit for events');
  },
});

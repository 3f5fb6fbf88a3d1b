import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-authorization-always-allow',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet that allows everything',
    summary: 'kubelets that allow every request that is authenticated',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.2.2'] },
      nsa: ['AA-2'],
      owasp: { '2025': ['K02', 'K07'] },
      cwe: ['CWE-862'],
      attack: ['T1609'],
    },
    why: `
      With \`AlwaysAllow\` any identity that the kubelet accepts may do everything it offers: run commands in
      each container of the node, read all logs, and fetch what Pods mount. A ServiceAccount token from one
      container is then enough for all the others. With \`Webhook\` the kubelet asks the API server whether
      the identity has the right to \`nodes/proxy\` or the finer subresources of nodes.

      A configuration file that says nothing asks the API server. Without a file the kubelet allows
      everything.
    `,
    whenNotToFix: `
      Agents that read metrics or logs from the kubelet need a ClusterRole for the subresources of nodes
      that they use once this is fixed. Grant that first.
    `,
    examples: [
      {
        title: 'A configuration file that allows everything',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authorization:
            mode: AlwaysAllow
          #       ^^^^^^^^^^^ Kubelet allows every request that is authenticated
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authorization:
            mode: Webhook
        `,
      },
      {
        title: 'A flag that overrides the configuration',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: authorization-mode
                value: "AlwaysAllow"
          #            ^^^^^^^^^^^^^ Kubelet allows every request that is authenticated
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: authorization-mode
                value: "Webhook"
        `,
      },
      {
        title: 'A kubelet without a configuration file',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
          #         ^^^^^^^ Kubelet allows every request that is authenticated: --authorization-mode is not set
                  - --kubeconfig=/etc/kubernetes/kubelet.conf
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
                  - --kubeconfig=/etc/kubernetes/kubelet.conf
                  - --authorization-mode=Webhook
        `,
      },
      {
        title: 'A configuration file that leaves the default, and a flag that gives it',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authorization: {}
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              authorization-mode: "Webhook"
        `,
      },
    ],
  },

  *check(kubelet) {
    const mode = kubelet.option('authorization-mode');
    if (mode.value.state !== 'absent' && !isKnown(mode.value, 'AlwaysAllow')) return;
    const message = 'Kubelet allows every request that is authenticated';
    yield {
      at: mode,
      message: mode.isGiven ? message : `${message}: --authorization-mode is not set`,
      fixes: fixesOf('Ask the API server for authorization', 'unsafe', mode.set('Webhook')),
    };
  },
});

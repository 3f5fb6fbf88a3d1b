import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-read-only-port',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet with a read-only port',
    summary: 'kubelets that serve a port without authentication',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.2.4'] },
      tob: ['TOB-K8S-TM14'],
      nsa: ['NET-4', 'NET-5'],
      owasp: { '2025': ['K07', 'K09'] },
      cwe: ['CWE-306'],
      attack: ['T1046'],
    },
    why: `
      The port, 10255 as a rule, needs no credentials and no TLS. It lists every Pod of the node with its
      environment, images and addresses, and serves the metrics. A container that can reach its node learns
      there where to go next.

      A configuration file that says nothing leaves the port closed. Without a file the kubelet opens it.
    `,
    whenNotToFix: `
      Old monitoring agents read from this port and stop working once it is closed. Let them use port 10250
      with a token first.
    `,
    examples: [
      {
        title: 'A configuration file that opens the port',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          readOnlyPort: 10255
          #             ^^^^^ Kubelet serves a port without authentication
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          readOnlyPort: 0
        `,
      },
      {
        title: 'A flag that opens it',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              read-only-port: "10255"
          #                   ^^^^^^^ Kubelet serves a port without authentication
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              read-only-port: "0"
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
          #         ^^^^^^^ Kubelet serves a port without authentication: --read-only-port is not set
                  - --anonymous-auth=false
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
                  - --anonymous-auth=false
                  - --read-only-port=0
        `,
      },
      {
        title: 'Ports that are closed, and one that a template decides about',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          readOnlyPort: 0
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: read-only-port
                value: "0"
          ---
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          readOnlyPort: {{ port }}
        `,
      },
    ],
  },

  *check(kubelet) {
    const port = kubelet.option('read-only-port');
    if (port.integer.state === 'unknown' || isKnown(port.integer, 0)) return;
    const message = 'Kubelet serves a port without authentication';
    yield {
      at: port,
      message: port.isGiven ? message : `${message}: --read-only-port is not set`,
      fixes: fixesOf('Close the read-only port', 'unsafe', port.set('0')),
    };
  },
});

import { defineRule } from '../../engine/rule';
import { isKnown, mayBe } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { textOf } from './file-options';

const ADDRESSES = ['insecure-bind-address', 'address'];

export default defineRule({
  meta: {
    id: 'apiserver-insecure-port',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'API server without TLS',
    summary: 'an API server that is to serve a port without TLS, or none with it',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-4'], tob: ['TOB-K8S-TM03'], owasp: { '2025': ['K07'] }, cwe: ['CWE-319'] },
    why: `
      On the insecure port there is neither encryption nor authentication nor authorization: who reaches it is
      allowed everything, also when it is bound to the loopback address, as every process of the node and every pod
      on the host network reaches that.

      Since 1.20 the API server serves no such port. It then refuses these flags, or does not know them any more,
      and does not start. Neither does it with \`--secure-port=0\`.
    `,
    whenNotToFix: `
      On a cluster older than 1.20 something on the same node may still use the port, such as its health check or an
      old controller manager. Give that a kubeconfig first.
    `,
    examples: [
      {
        title: 'A port without TLS on every address',
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
                  - --insecure-port=8080
          #                         ^^^^ Requests without TLS and login are to be served: --insecure-port is 8080
                  - --insecure-bind-address=0.0.0.0
          #                                 ^^^^^^^ Requests without TLS and login are to be served: --insecure-bind-address is 0.0.0.0
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
        title: 'A version that serves such a port unless it is told not to',
        kubernetesVersion: '1.19',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              address: 127.0.0.1
          #            ^^^^^^^^^ Requests without TLS and login are to be served: --address is 127.0.0.1
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              address: 127.0.0.1
              insecure-port: "0"
        `,
      },
      {
        title: 'No port with TLS',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
              - name: secure-port
                value: "0"
          #            ^^^ No request is to be served with TLS: --secure-port is 0
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
        `,
      },
      {
        title: 'A port that is turned off, whatever its address is, and ports that a template decides',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              insecure-port: "0"
              insecure-bind-address: 127.0.0.1
              secure-port: "6443"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              insecure-port: {{ .Values.port }}
              insecure-bind-address: 127.0.0.1
              secure-port: {{ .Values.securePort }}
        `,
      },
    ],
  },

  *check(apiserver, context) {
    const port = apiserver.option('insecure-port');
    const securePort = apiserver.option('secure-port');
    const flags = mayBe(port.integer, 0) ? [] : [port, ...ADDRESSES.map((flag) => apiserver.option(flag))];
    for (const option of flags) {
      const text = textOf(option);
      if (text === undefined) continue;
      // Older versions serve port 8080 where no flag says otherwise.
      const off = context.target.atLeast('1.20') ? option.remove() : port.set('0');
      yield {
        at: option,
        message: `Requests without TLS and login are to be served: --${option.name} is ${text}`,
        fixes: fixesOf('Turn the port without TLS off', 'unsafe', off),
      };
    }
    if (!isKnown(securePort.integer, 0)) return;
    yield {
      at: securePort,
      message: 'No request is to be served with TLS: --secure-port is 0',
      fixes: fixesOf('Remove --secure-port', 'unsafe', securePort.remove()),
    };
  },
});

import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { isUnset, textOf } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-requestheader-ca-shared',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Any client may name its user',
    summary: 'an API server that believes every client with a certificate about whom it calls for',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      The authenticating proxy needs certificates of an authority of its own, which has to be made first. Names in
      \`--requestheader-allowed-names\` help as well, but only you know those of your proxy.
    `,
    standards: { nsa: ['AA-1'], owasp: { '2025': ['K07'] }, cwe: ['CWE-287'] },
    why: `
      An authenticating proxy in front of the API server says in headers such as \`X-Remote-User\` whom it calls for. The
      API server believes whoever shows a certificate of the authority in \`--requestheader-client-ca-file\`. Where that is
      the authority of ordinary clients too, and no names are given, each of them can write \`system:masters\` into a header
      and is an administrator.
    `,
    whenNotToFix: `
      Where this authority has signed for nobody but the proxy.
    `,
    examples: [
      {
        title: 'One authority for clients and for the proxy',
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
                  - --client-ca-file=/etc/kubernetes/pki/ca.crt
                  - --requestheader-client-ca-file=/etc/kubernetes/pki/ca.crt
          #                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ Every client with a certificate can call in the name of any user
        `,
      },
      {
        title: 'No names left of those that kubeadm gives',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              requestheader-client-ca-file: /etc/kubernetes/pki/ca.crt
          #                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ Every client with a certificate can call in the name of any user
              requestheader-allowed-names: ""
        `,
      },
      {
        title: 'One authority, but only the name of the proxy, and two authorities',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              requestheader-client-ca-file: /etc/kubernetes/pki/ca.crt
          ---
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
                  - --client-ca-file=/etc/kubernetes/pki/ca.crt
                  - --requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt
        `,
      },
    ],
  },
  *check(apiserver) {
    const proxies = apiserver.option('requestheader-client-ca-file');
    const clients = apiserver.option('client-ca-file');
    const file = textOf(proxies);
    if (file === undefined || !isKnown(clients.value, file)) return;
    if (!isUnset(apiserver.option('requestheader-allowed-names'))) return;
    yield {
      at: proxies,
      message: 'Every client with a certificate can call in the name of any user',
      related: [{ at: clients, message: 'The same authority signs for ordinary clients' }],
    };
  },
});

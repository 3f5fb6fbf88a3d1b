import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

/** The scheme of one of the servers in a list, or behind the resource that they are for. */
const PLAINTEXT = /(^|[#;])http:\/\//g;

export default defineRule({
  meta: {
    id: 'apiserver-etcd-plaintext',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Plain text to etcd',
    summary: 'an API server that talks to etcd without TLS',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4a', 'NET-6'],
      tob: ['TOB-K8S-TM04'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-319'],
    },
    why: `
      Every Secret that is read or written goes over this connection, as does every role. Whoever can read along has them
      all, and who can change what passes gives himself any right. An etcd that serves plain text does not ask who
      calls either.
    `,
    whenNotToFix: `
      Where both ends are on the same node and something else keeps everybody from the port.
    `,
    examples: [
      {
        title: 'A list of servers, and servers of their own for one resource',
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
                  - --etcd-servers=https://10.0.0.5:2379,http://10.0.0.6:2379
          #                                              ^^^^^^^^^^^^^^^^^^^^ API server talks to etcd in plain text
                  - --etcd-servers-overrides=/events#http://10.0.0.7:2379;http://10.0.0.8:2379
          #                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ API server talks to etcd in plain text
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
                  - --etcd-servers=https://10.0.0.5:2379,https://10.0.0.6:2379
                  - --etcd-servers-overrides=/events#https://10.0.0.7:2379;https://10.0.0.8:2379
        `,
      },
      {
        title: 'An etcd that kubeadm does not run',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            external:
              endpoints:
                - http://10.0.0.5:2379
          #       ^^^^^^^^^^^^^^^^^^^^ API server talks to etcd in plain text
              caFile: ""
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            external:
              endpoints:
                - https://10.0.0.5:2379
              caFile: ""
        `,
      },
      {
        title: 'A server beside one that a template gives',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          etcd:
            external:
              endpoints: ["http://10.0.0.5:2379", "{{ .Values.second }}"]
          #               ^^^^^^^^^^^^^^^^^^^^^^ API server talks to etcd in plain text
        `,
      },
      {
        title: 'TLS, a socket of the node, and an address that a template gives',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, "--etcd-servers=https://etcd.example/http://,unix:///run/etcd.sock"]
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          etcd:
            external:
              endpoints: ["{{ .Values.scheme }}://10.0.0.5:2379"]
        `,
      },
    ],
  },
  *check(apiserver) {
    for (const flag of ['etcd-servers', 'etcd-servers-overrides']) {
      const servers = apiserver.option(flag);
      const items = servers.items.map(knownValue);
      const isWhole = items.every((item) => item !== undefined);
      const secure = items.map((item) => item?.replaceAll(PLAINTEXT, '$1https://')).join(',');
      const fixes = fixesOf('Talk to etcd over TLS', 'unsafe', isWhole ? servers.set(secure) : []);
      for (const item of servers.items) {
        if (item.state !== 'known' || item.value.search(PLAINTEXT) === -1) continue;
        yield { at: item, message: 'API server talks to etcd in plain text', fixes };
      }
    }
  },
});

import { defineRule } from '../../engine/rule';
import { hostOf, isEveryAddress } from '../../kubernetes/address';
import { knownValue } from '../../yaml/field';
import { isOnNodeNetwork } from '../controller-manager/serving';

export default defineRule({
  meta: {
    id: 'etcd-listen-all-interfaces',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'etcd on every interface of its node',
    summary: 'an etcd that listens for clients on every interface of its node',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'Which address of the node the API servers use is not in the file.',
    standards: { nsa: ['NET-4a'], owasp: { '2025': ['K06', 'K07'] }, cwe: ['CWE-668'] },
    why: `
      Only API servers need etcd. On every interface it is also open to networks that somebody adds to the node
      later, to containers and to whoever reaches the node from outside; then one stolen certificate of a client
      is enough to own the cluster.

      An etcd in a pod with a network of its own is not reported: there it has just one address.
    `,
    whenNotToFix: `
      Where the node has just one network and a firewall admits nobody but the API servers.
    `,
    examples: [
      {
        title: 'A static pod on the network of its node',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
          spec:
            hostNetwork: true
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command:
                  - etcd
                  - --listen-client-urls=https://127.0.0.1:2379,https://0.0.0.0:2379
          #                                                     ^^^^^^^^^^^^^^^^^^^^ etcd listens for clients on every interface of its node
        `,
      },
      {
        title: 'A kubeadm configuration',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                - name: listen-client-urls
                  value: "https://[::]:2379"
          #               ^^^^^^^^^^^^^^^^^ etcd listens for clients on every interface of its node
        `,
      },
      {
        title: 'One address, and a pod with a network of its own',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
          spec:
            hostNetwork: true
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command:
                  - etcd
                  - --listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command:
                  - etcd
                  - --listen-client-urls=https://0.0.0.0:2379
        `,
      },
    ],
  },

  *check(etcd) {
    const option = etcd.option('listen-client-urls');
    const everywhere = option.items.find((url) => isEveryAddress(hostOf(knownValue(url) ?? '') ?? 'unknown'));
    if (everywhere === undefined || !isOnNodeNetwork(etcd)) return;
    yield { at: everywhere, message: 'etcd listens for clients on every interface of its node' };
  },
});

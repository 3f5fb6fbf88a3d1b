import { defineRule } from '../../engine/rule';
import { hostOf, isLoopback } from '../../kubernetes/address';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { CLIENTS, hasCertificate, PEERS } from './options';

const ADDRESSES = [
  ['listen-client-urls', 'etcd listens for clients without TLS', CLIENTS],
  ['advertise-client-urls', 'etcd sends clients to an address without TLS', CLIENTS],
  ['listen-peer-urls', 'etcd listens for peers without TLS', PEERS],
  ['initial-advertise-peer-urls', 'etcd sends peers to an address without TLS', PEERS],
] as const;

export default defineRule({
  meta: {
    id: 'etcd-listen-plaintext',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'etcd over plain HTTP',
    summary: 'an etcd whose clients or other members are to reach it without TLS',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4a', 'NET-6'],
      tob: ['TOB-K8S-TM03', 'TOB-K8S-TM10'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-319'],
    },
    why: `
      At an \`http\` address etcd neither encrypts nor asks for certificates, whatever else it is told. Who
      reaches the address reads and writes everything the cluster stores; who listens on the network reads along.

      On the loopback interface only the machine itself is concerned. Still, every process there that shares the
      network gets in, so this is reported as a warning.
    `,
    whenNotToFix: `
      An etcd for a test, with nothing in it and nobody beside it on its network.
    `,
    examples: [
      {
        title: 'Plain HTTP although there is a certificate',
        manifest: `
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
                  - --cert-file=/etc/kubernetes/pki/etcd/server.crt
                  - --key-file=/etc/kubernetes/pki/etcd/server.key
                  - --listen-client-urls=https://127.0.0.1:2379,http://10.0.0.1:2379
          #                                                     ^^^^^^^^^^^^^^^^^^^^ etcd listens for clients without TLS
        `,
        fixed: `
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
                  - --cert-file=/etc/kubernetes/pki/etcd/server.crt
                  - --key-file=/etc/kubernetes/pki/etcd/server.key
                  - --listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379
        `,
      },
      {
        title:
          'Addresses of plain HTTP that are given to others, without a certificate to give them TLS with',
        manifest: `
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
                  - --advertise-client-urls=http://10.0.0.1:2379
          #                                 ^^^^^^^^^^^^^^^^^^^^ etcd sends clients to an address without TLS
                  - --listen-peer-urls=http://127.0.0.1:2380
          #                            ^^^^^^^^^^^^^^^^^^^^^ etcd listens for peers without TLS
        `,
      },
      {
        title: 'A kubeadm configuration, where etcd has certificates',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                - name: initial-advertise-peer-urls
                  value: http://10.0.0.1:2380
          #              ^^^^^^^^^^^^^^^^^^^^ etcd sends peers to an address without TLS
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          etcd:
            local:
              extraArgs:
                - name: initial-advertise-peer-urls
                  value: https://10.0.0.1:2380
        `,
      },
      {
        title: 'TLS, the defaults, a socket of the machine, and an address that a template makes',
        manifest: `
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
                  - --listen-client-urls=https://10.0.0.1:2379,unix://client.sock
                  - --listen-metrics-urls=http://127.0.0.1:2381
                  - --advertise-client-urls={{ .Values.url }}
        `,
      },
    ],
  },

  *check(etcd) {
    for (const [flag, fact, callers] of ADDRESSES) {
      const option = etcd.option(flag);
      const plain = option.items.filter((item) => /^http:/i.test(knownValue(item) ?? ''));
      const [first] = plain;
      if (first === undefined) continue;
      const isLocal = plain.every((item) => isLoopback(hostOf(knownValue(item) ?? '') ?? ''));
      const encrypted = (knownValue(option.value) ?? '').replaceAll(/\bhttp:/gi, 'https:');
      const operations = hasCertificate(etcd, callers) ? option.set(encrypted) : [];
      yield {
        at: first,
        message: fact,
        severity: isLocal ? 'warning' : 'error',
        fixes: fixesOf('Use TLS at every address', 'unsafe', operations),
      };
    }
  },
});

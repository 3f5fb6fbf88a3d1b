import { defineRule } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import { knownValue } from '../../yaml/field';
import { expectFiles, textOf } from '../api-server/file-options';
import { mayHaveAutoTls, PEERS } from './options';

export default defineRule({
  meta: {
    id: 'etcd-peer-cert',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'etcd without TLS between its members',
    summary: 'a member of an etcd cluster without a certificate for the other members',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['NET-4a'], cis: { '1.12': ['2.4'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-319'] },
    why: `
      Members of an etcd cluster send each other all that is stored, Secrets among it. Without certificates they
      do so in plain text, over the network between the machines of the control plane.
    `,
    whenNotToFix: `
      Where something below etcd encrypts what goes from one machine to the other.
    `,
    examples: [
      {
        title: 'One of two members',
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
          #         ^^^^ etcd has no certificate for its peers: --peer-cert-file is not set
                  - --initial-cluster=one=https://10.0.0.1:2380,two=https://10.0.0.2:2380
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
                  - --initial-cluster=one=https://10.0.0.1:2380,two=https://10.0.0.2:2380
                  - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
                  - --peer-key-file=/etc/kubernetes/pki/etcd/peer.key
        `,
      },
      {
        title: 'A member that finds the others by DNS',
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
          #         ^^^^ etcd has no certificate for its peers: --peer-key-file is not set
                  - --discovery-srv=etcd.example
                  - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
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
                  - --discovery-srv=etcd.example
                  - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
                  - --peer-key-file=/etc/kubernetes/pki/etcd/peer.key
        `,
      },
      {
        title: 'A cluster of one member with two addresses, and members with certificates',
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
                  - --initial-cluster=one=https://10.0.0.1:2380,one=https://192.0.2.1:2380
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
                  - --initial-cluster=one=https://10.0.0.1:2380,two=https://10.0.0.2:2380
                  - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
                  - --peer-key-file=/etc/kubernetes/pki/etcd/peer.key
        `,
      },
      {
        title: 'Certificates that etcd makes itself, which are another fact',
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
                  - --initial-cluster=one=https://10.0.0.1:2380,two=https://10.0.0.2:2380
                  - --peer-auto-tls
        `,
      },
    ],
  },

  *check(etcd) {
    if (!hasPeers(etcd) || mayHaveAutoTls(etcd, PEERS)) return;
    yield* expectFiles(
      etcd,
      {
        'peer-cert-file': '/etc/kubernetes/pki/etcd/peer.crt',
        'peer-key-file': '/etc/kubernetes/pki/etcd/peer.key',
      },
      { meaning: 'etcd has no certificate for its peers', assist: 'Name the certificate and its key' },
    );
  },
});

/** Whether etcd certainly is one of several members. */
function hasPeers(etcd: Component): boolean {
  const members = etcd
    .option('initial-cluster')
    .items.flatMap((item) => knownValue(item)?.split('=')[0] ?? []);
  if (new Set(members).size > 1) return true;
  return ['discovery', 'discovery-srv'].some((flag) => textOf(etcd.option(flag)) !== undefined);
}

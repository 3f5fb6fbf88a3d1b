import { defineRule } from '../../engine/rule';
import { expectNoAutoTls, PEERS } from './options';

export default defineRule({
  meta: {
    id: 'etcd-peer-auto-tls',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'Certificate that etcd makes itself for its peers',
    summary: 'an etcd that makes its own certificate for other members',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4a'],
      cis: { '1.12': ['2.6'] },
      tob: ['TOB-K8S-TM02'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      Certificates that members of an etcd cluster make for themselves come from no authority, so each member must
      accept any. Who stands between two of them reads everything that the cluster stores, and can join as a
      member.
    `,
    whenNotToFix: `
      An etcd for a test. Without certificates of its own it is still better than no TLS; there is then no fix but
      to make some.
    `,
    examples: [
      {
        title: 'A flag that a certificate makes useless, until the certificate is gone',
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
                  - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
                  - --peer-key-file=/etc/kubernetes/pki/etcd/peer.key
                  - --peer-auto-tls=true
          #                         ^^^^ etcd is told to make a certificate for its peers that nobody can check
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
                  - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
                  - --peer-key-file=/etc/kubernetes/pki/etcd/peer.key
        `,
      },
      {
        title: 'Nothing else: TLS would be gone without it',
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
                  - --peer-auto-tls
          #         ^^^^^^^^^^^^^^^ etcd is told to make a certificate for its peers that nobody can check
        `,
      },
      {
        title: 'Turned off by the flag, which counts more than the environment',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: etcd
          spec:
            containers:
              - name: etcd
                image: registry.example/etcd:3.6
                command: [etcd, --peer-auto-tls=false]
                env:
                  - name: ETCD_PEER_AUTO_TLS
                    value: "true"
        `,
      },
      {
        title: 'A choice that a template makes',
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
                  - --peer-auto-tls={{ .Values.auto }}
        `,
      },
    ],
  },

  *check(etcd) {
    yield* expectNoAutoTls(
      etcd,
      PEERS,
      'etcd is told to make a certificate for its peers that nobody can check',
    );
  },
});

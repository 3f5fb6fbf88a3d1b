import { defineRule } from '../../engine/rule';
import { CLIENTS, expectNoAutoTls } from './options';

export default defineRule({
  meta: {
    id: 'etcd-auto-tls',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'Certificate that etcd makes itself',
    summary: 'an etcd that makes its own certificate for its clients',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4a'],
      cis: { '1.12': ['2.3'] },
      tob: ['TOB-K8S-TM02'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      A certificate that etcd makes for itself comes from no authority, so clients must accept any. Who stands
      between the API server and etcd shows another one, and reads and changes what goes through.
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
                  - --cert-file=/etc/kubernetes/pki/etcd/server.crt
                  - --key-file=/etc/kubernetes/pki/etcd/server.key
                  - --auto-tls=true
          #                    ^^^^ etcd is told to make a certificate for its clients that nobody can check
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
                  - --auto-tls
          #         ^^^^^^^^^^ etcd is told to make a certificate for its clients that nobody can check
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
                command: [etcd, --auto-tls=false]
                env:
                  - name: ETCD_AUTO_TLS
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
                  - --auto-tls={{ .Values.auto }}
        `,
      },
    ],
  },

  *check(etcd) {
    yield* expectNoAutoTls(
      etcd,
      CLIENTS,
      'etcd is told to make a certificate for its clients that nobody can check',
    );
  },
});

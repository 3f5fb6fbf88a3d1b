import { defineRule } from '../../engine/rule';
import { weakCipherSuites } from '../cipher-suite-check';

export default defineRule({
  meta: {
    id: 'etcd-cipher-suites',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'Weak cipher suites of etcd',
    summary: 'an etcd that allows weak TLS cipher suites',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-6'], tob: ['TOB-K8S-037'], owasp: { '2025': ['K07'] }, cwe: ['CWE-327'] },
    why: `
      The list replaces Go's own choice, in which nothing is weaker than CBC with forward secrecy. Suites without
      forward secrecy let who gets the key later read what was recorded before, and what goes to etcd is everything
      the cluster stores; suites with RC4, 3DES or CBC have known attacks.
    `,
    whenNotToFix: `
      Where a client that cannot be replaced knows nothing better.
    `,
    examples: [
      {
        title: 'A list with a weak suite in it',
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
                  - --cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_256_CBC_SHA
          #                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ etcd offers the weak cipher suite TLS_RSA_WITH_AES_256_CBC_SHA
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
                  - --cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        `,
      },
      {
        title: 'Strong suites, and no list',
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
                  - --cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384
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
                  - --cipher-suites={{ .Values.suites }}
        `,
      },
    ],
  },

  *check(etcd) {
    yield* weakCipherSuites(etcd, 'cipher-suites', 'etcd');
  },
});

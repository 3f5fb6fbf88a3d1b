import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

const OLD: ReadonlyMap<string, string> = new Map([
  ['VersionTLS10', 'TLS 1.0'],
  ['VersionTLS11', 'TLS 1.1'],
]);

export default defineRule({
  meta: {
    id: 'apiserver-tls-min-version',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Old TLS of the API server',
    summary: 'an API server that still speaks TLS 1.0 or 1.1',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-6'], owasp: { '2025': ['K07'] }, cwe: ['CWE-326'] },
    why: `
      TLS 1.0 and 1.1 sign with SHA-1 and MD5 and encrypt with CBC, and are no longer standards. Whoever stands between
      a client and the API server can lead both to use them, and then has attacks to choose from that newer versions ended.
    `,
    whenNotToFix: `
      While a client that cannot be replaced knows no newer version.
    `,
    examples: [
      {
        title: 'TLS 1.0 and 1.1',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: tls-min-version
                value: VersionTLS10
          #            ^^^^^^^^^^^^ API server speaks TLS 1.0
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --tls-min-version, VersionTLS11]
          #                                                  ^^^^^^^^^^^^ API server speaks TLS 1.1
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: tls-min-version
                value: VersionTLS12
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --tls-min-version, VersionTLS12]
        `,
      },
      {
        title: 'TLS 1.2, and the default, which is the same',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              tls-min-version: VersionTLS12
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
        `,
      },
    ],
  },
  *check(apiserver) {
    const option = apiserver.option('tls-min-version');
    const version = OLD.get(knownValue(option.value) ?? '');
    if (version === undefined) return;
    yield {
      at: option,
      message: `API server speaks ${version}`,
      fixes: fixesOf('Speak TLS 1.2 and newer', 'unsafe', option.set('VersionTLS12')),
    };
  },
});

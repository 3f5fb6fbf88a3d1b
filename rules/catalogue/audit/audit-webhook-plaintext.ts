import { defineRule } from '../../engine/rule';
import { isPlaintext } from '../../kubernetes/address';
import type { Manifest } from '../../kubernetes/manifest';
import { isKnown, knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'audit-webhook-plaintext',
    chapter: 'audit',
    scope: 'Kubeconfig',
    title: 'Audit log sent in plain text',
    summary: 'kubeconfigs of audit webhooks that send the log without TLS or to an unchecked server',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'A server with TLS has another address and needs a certificate authority.',
    standards: {
      nsa: ['LOG-1', 'NET-6'],
      tob: ['TOB-K8S-TM04'],
      owasp: { '2025': ['K10'] },
      cwe: ['CWE-319'],
      attack: ['T1040'],
    },
    covers: ['kubeconfig-insecure-skip-tls-verify', 'kubeconfig-plaintext-server'],
    why: `
      Whoever shares the network reads from the log what goes on in the cluster, changes what it says or
      keeps parts of it back. With \`insecure-skip-tls-verify\` anybody may pose as the server that collects
      it.

      A kubeconfig counts as that of an audit webhook where the name of the file, of its cluster, user or
      context has \`audit\` in it.
    `,
    whenNotToFix: `
      Where the server that collects the log is on the same host.
    `,
    examples: [
      {
        title: 'A log over plain HTTP',
        manifest: `
          apiVersion: v1
          kind: Config
          clusters:
            - name: audit-collector
              cluster:
                server: http://10.0.0.8:8080/events
          #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Audit log is sent in plain text
        `,
      },
      {
        title: 'A server that is not checked',
        manifest: `
          apiVersion: v1
          kind: Config
          current-context: audit
          clusters:
            - name: collector
              cluster:
                server: https://collector.example/events
                insecure-skip-tls-verify: true
          #                               ^^^^ Audit log is sent to a server that is not checked
        `,
      },
      {
        title: 'TLS, a server on the same host, and a kubeconfig for something else',
        manifest: `
          apiVersion: v1
          kind: Config
          clusters:
            - name: audit
              cluster:
                server: https://collector.example/events
                insecure-skip-tls-verify: false
            - name: local
              cluster:
                server: http://127.0.0.1:8080/events
          ---
          apiVersion: v1
          kind: Config
          clusters:
            - name: lab
              cluster:
                server: http://10.0.0.8:8080
        `,
      },
    ],
  },

  *check(manifest) {
    if (!isOfAudit(manifest)) return;
    for (const cluster of manifest.root.maps('clusters').map((entry) => entry.map('cluster'))) {
      const server = cluster.string('server');
      if (isPlaintext(knownValue(server) ?? ''))
        yield { at: server, message: 'Audit log is sent in plain text' };
      const skip = cluster.boolean('insecure-skip-tls-verify');
      if (isKnown(skip, true))
        yield { at: skip, message: 'Audit log is sent to a server that is not checked' };
    }
  },
});

function isOfAudit({ root, document }: Manifest): boolean {
  const entries = ['clusters', 'users', 'contexts'].flatMap((key) => root.maps(key));
  const names = [root.string('current-context'), ...entries.map((entry) => entry.string('name'))];
  const file = document.source.uri.split('/').at(-1);
  return [file, ...names.map(knownValue)].some((name) => /audit/i.test(name ?? ''));
}

import { defineRule } from '../../engine/rule';
import { hostOf, isLoopback } from '../../kubernetes/address';

export default defineRule({
  meta: {
    id: 'etcd-metrics-public',
    chapter: 'etcd',
    scope: 'etcd',
    title: 'Metrics of etcd for everybody',
    summary: 'an etcd that serves its metrics without TLS on more than the loopback interface',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: 'The collector has to be given a certificate, or to be moved to the same machine, first.',
    standards: { nsa: ['NET-4a'], owasp: { '2025': ['K07'] }, cwe: ['CWE-200'] },
    why: `
      Over \`http\` the metrics are for everybody who reaches the port. They tell the version, the members and how
      busy etcd is, also whether somebody's attempt to overload it succeeds.
    `,
    whenNotToFix: `
      Where collectors cannot have certificates and nobody else reaches the port.
    `,
    examples: [
      {
        title: 'Metrics at every address',
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
                  - --listen-metrics-urls=http://127.0.0.1:2381,http://0.0.0.0:2381
          #                                                     ^^^^^^^^^^^^^^^^^^^ etcd serves its metrics to everybody
        `,
      },
      {
        title: 'Metrics on the loopback interface, and with TLS, where etcd asks for certificates',
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
                  - --listen-metrics-urls=http://127.0.0.1:2381,https://0.0.0.0:2382
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
                  - --listen-metrics-urls={{ .Values.metrics }}
        `,
      },
    ],
  },

  *check(etcd) {
    const option = etcd.option('listen-metrics-urls');
    const open = option.items.find((item) => item.state === 'known' && isOpen(item.value));
    if (open !== undefined) yield { at: open, message: 'etcd serves its metrics to everybody' };
  },
});

function isOpen(url: string): boolean {
  return /^http:/i.test(url) && !isLoopback(hostOf(url) ?? '');
}

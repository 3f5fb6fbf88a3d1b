import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

/** The option of CoreDNS' plugin `kubernetes`, on a line of its own. */
const INSECURE = /^([ \t]*pods[ \t]+)insecure(?=[ \t]*(?:#.*)?$)/m;

export default defineRule({
  meta: {
    id: 'core-dns-pods-insecure',
    chapter: 'admission',
    scope: 'ConfigMap',
    title: 'DNS that answers for pods that do not exist',
    summary: 'configurations of CoreDNS that answer for the name of any IP address (`pods insecure`)',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-032'], attack: ['T1613'] },
    why: `
      With \`pods insecure\` CoreDNS answers \`10-0-0-7.any-namespace.pod.cluster.local\` with 10.0.0.7, whether
      there is a pod of that address in the namespace or not. A name that looks like one of a trusted
      namespace then leads to an attacker's pod, which a certificate for \`*.pod.cluster.local\` even makes
      look right. With \`pods verified\` it answers only for pods that exist there.

      It is what kubeadm writes, kept for compatibility with kube-dns.
    `,
    whenNotToFix: `
      CoreDNS watches all pods for \`pods verified\`, which takes memory in large clusters. Where nobody uses
      the names of pods, \`pods disabled\` is the better choice.
    `,
    examples: [
      {
        title: 'The configuration that kubeadm writes',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: coredns
            namespace: kube-system
          data:
            Corefile: |
          # ^^^^^^^^ CoreDNS answers for pods that do not exist: pods insecure
              .:53 {
                  errors
                  kubernetes cluster.local in-addr.arpa ip6.arpa {
                     pods insecure
                     ttl 30
                  }
                  forward . /etc/resolv.conf
              }
        `,
        fixed: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: coredns
            namespace: kube-system
          data:
            Corefile: |
              .:53 {
                  errors
                  kubernetes cluster.local in-addr.arpa ip6.arpa {
                     pods verified
                     ttl 30
                  }
                  forward . /etc/resolv.conf
              }
        `,
      },
      {
        title: 'A configuration that checks, with the other option in a comment',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: coredns
            namespace: kube-system
          data:
            Corefile: |
              .:53 {
                  kubernetes cluster.local {
                     # pods insecure
                     pods verified
                  }
              }
        `,
      },
    ],
  },

  *check({ root }) {
    const corefile = root.map('data').blockText('Corefile');
    if (corefile.state !== 'known' || !INSECURE.test(corefile.value)) return;
    const verified = corefile.value.replace(INSECURE, '$1verified');
    yield {
      at: corefile,
      message: 'CoreDNS answers for pods that do not exist: pods insecure',
      fixes: [unsafeFix('Answer only for pods that exist', set(corefile, verified))],
    };
  },
});

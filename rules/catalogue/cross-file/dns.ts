import type { Value } from '../../yaml/operation';

const UDP_AND_TCP: readonly Value[] = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

/** An egress rule that lets pods ask the cluster's DNS, under the label that it usually has. */
export const dnsRule: Value = dnsRuleFor('kube-dns');

/** The same under another label. */
export function dnsRuleFor(app: Value): Value {
  const peer = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': app } },
  };
  return { to: [peer], ports: UDP_AND_TCP };
}

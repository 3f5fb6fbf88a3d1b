import type { MappedRule } from './source';

/** Rules that are to come, with the mappings they are to have. Each leaves this list when its rule arrives. */
export const awaited: readonly MappedRule[] = [
  {
    id: 'admission-policy-unbound',
    chapter: 'cross-file',
    standards: { tob: ['TOB-K8S-TM01'], owasp: { '2025': ['K04'] } },
  },
  { id: 'credential-provider-broad-match', chapter: 'kubelet', standards: { owasp: { '2025': ['K03'] } } },
  {
    id: 'host-network-bypasses-network-policy',
    chapter: 'cross-file',
    standards: { owasp: { '2025': ['K05'] } },
  },
  { id: 'ingress-tls-secret-not-found', chapter: 'cross-file', standards: { nsa: ['NET-6'] } },
  {
    id: 'namespace-default-deny-egress-missing',
    chapter: 'cross-file',
    standards: { nsa: ['NET-2'], cis: { '1.12': ['5.3.2'] }, owasp: { '2025': ['K05', 'K08'] } },
  },
  {
    id: 'namespace-default-deny-ingress-missing',
    chapter: 'cross-file',
    standards: { nsa: ['NET-2'], cis: { '1.12': ['5.3.2'] }, owasp: { '2025': ['K05'] } },
  },
  { id: 'namespace-limit-range-missing', chapter: 'cross-file', standards: { nsa: ['NET-3'] } },
  { id: 'namespace-resource-quota-missing', chapter: 'cross-file', standards: { nsa: ['NET-3'] } },
  { id: 'network-policy-selects-nothing', chapter: 'cross-file', standards: { tob: ['TOB-K8S-TM01'] } },
  {
    id: 'workload-namespace-psa-missing',
    chapter: 'cross-file',
    standards: { cis: { '1.12': ['5.2.1'] }, owasp: { '2025': ['K04'] } },
  },
  { id: 'workload-violates-namespace-psa', chapter: 'cross-file', standards: {} },
  {
    id: 'workload-without-network-policy',
    chapter: 'cross-file',
    standards: { cis: { '1.12': ['5.3.2'] }, owasp: { '2025': ['K05'] } },
  },
];

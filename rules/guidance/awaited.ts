import type { MappedRule } from './source';

/** Rules that are to come, with the mappings they are to have. Each leaves this list when its rule arrives. */
export const awaited: readonly MappedRule[] = [
  { id: 'credential-provider-broad-match', chapter: 'kubelet', standards: { owasp: { '2025': ['K03'] } } },
];

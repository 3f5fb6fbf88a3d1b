import type { KubernetesVersion } from '../kubernetes/version';
import type { AnyRule, ProfileName, RuleMeta, Severity } from './rule';

/** Every profile, the default first. */
export const profileNames: readonly ProfileName[] = [
  'recommended',
  'pss-baseline',
  'pss-restricted',
  'nsa-cisa',
  'cis',
  'owasp',
  'all',
];

/** Whether a text names a profile. */
export function isProfile(text: string): text is ProfileName {
  return (profileNames as readonly string[]).includes(text);
}

/** The severity a rule has in a profile for a target version, or `off`. */
export function severityIn(profile: ProfileName, rule: AnyRule, target: KubernetesVersion): Severity | 'off' {
  const meta: RuleMeta = rule.meta;
  if (!isIn(profile, meta)) return 'off';
  const pss = meta.standards.pss;
  if (pss === undefined || target.atLeast(pss.since)) return meta.severity;
  if (profile === 'pss-baseline' || profile === 'pss-restricted') return 'off';
  // The target version's policy does not forbid it yet, so nothing will be rejected.
  return meta.severity === 'error' ? 'warning' : meta.severity;
}

/** Whether a profile has a rule, for the target versions that the rule is for. */
export function isIn(profile: ProfileName, meta: RuleMeta): boolean {
  const { pss, nsa, cis, owasp } = meta.standards;
  switch (profile) {
    case 'recommended':
      return meta.default === 'on';
    case 'pss-baseline':
      return pss?.level === 'baseline';
    case 'pss-restricted':
      return pss !== undefined;
    case 'nsa-cisa':
      return nsa !== undefined;
    case 'cis':
      return cis !== undefined;
    case 'owasp':
      return owasp !== undefined;
    case 'all':
      return true;
  }
}

import type { EnforcedLevel } from '../../engine/facts-admission';
import { severityIn } from '../../engine/profiles';
import type { Context, Finding, RuleMeta } from '../../engine/rule';
import { type Scopes, scopes } from '../../engine/scope';
import type { Manifest } from '../../kubernetes/manifest';
import { levels, minorOf } from '../../kubernetes/pod-security-labels';
import { KubernetesVersion } from '../../kubernetes/version';
import { podSecurityRules } from './pod-security-rules';

/** A level that forbids something, as an API server of the target version enforces it. */
export interface Policy {
  readonly level: 'baseline' | 'restricted';
  readonly version: KubernetesVersion;
  readonly enforced: EnforcedLevel;
}

/** A check of the admission controller that a pod does not pass, and why. */
export interface Violation {
  readonly check: string;
  readonly finding: Finding;
}

/**
 * The policy that is enforced whichever of these levels holds: the weakest of them. Undefined where that forbids nothing, or is
 * not known.
 */
export function policyOf(enforced: readonly EnforcedLevel[], target: KubernetesVersion): Policy | undefined {
  const ranks = enforced.map(({ level }) => (level === undefined ? -1 : levels.indexOf(level)));
  const weakest = Math.min(...ranks);
  const chosen = enforced[ranks.indexOf(weakest)];
  const level = levels[weakest];
  if (chosen?.version === undefined || (level !== 'baseline' && level !== 'restricted')) return undefined;
  return { level, version: versionOf(chosen.version, target), enforced: chosen };
}

/** A version that the API server does not know yet, or that is none, means its own. */
function versionOf(label: string, target: KubernetesVersion): KubernetesVersion {
  const minor = minorOf(label);
  const version = minor === undefined ? undefined : KubernetesVersion.parse(`1.${minor}`);
  return version !== undefined && target.atLeast(version.toString()) ? version : target;
}

/** Why the admission controller refuses the pods of an object: one violation for each check, in the order of their names. */
export function violationsOf(
  manifest: Manifest,
  { level, version }: Policy,
  context: Context,
): readonly Violation[] {
  const profile = `pss-${level}` as const;
  const own: Context = { ...context, target: version, profile, options: {}, allow: {} };
  const violations = podSecurityRules
    .filter((rule) => severityIn(profile, rule, version) !== 'off')
    .flatMap((rule) => {
      const check = checkOf(rule.meta, level, version);
      // A rule is only ever asked about its own scope, which the compiler cannot follow through the table.
      const judge = rule.check as (target: Scopes[keyof Scopes], context: Context) => Iterable<Finding>;
      return scopes[rule.meta.scope](manifest).flatMap(({ target }) =>
        [...judge(target, own)].map((finding) => ({ check, finding })),
      );
    });
  const first = new Map(violations.toReversed().map((violation) => [violation.check, violation]));
  return [...first.values()].sort((a, b) => (a.check < b.check ? -1 : 1));
}

/** Checks of Baseline that one of Restricted takes the place of, from a policy version on. */
const REPLACED: Readonly<Record<string, readonly [string, string]>> = {
  capabilities_baseline: ['capabilities_restricted', '1.22'],
  hostPathVolumes: ['restrictedVolumes', '1.0'],
  procMount: ['procMount_restricted', '1.35'],
  seccompProfile_baseline: ['seccompProfile_restricted', '1.19'],
};

function checkOf({ standards }: RuleMeta, level: Policy['level'], version: KubernetesVersion): string {
  const check = standards.pss?.check ?? '';
  const [replacement, since] = REPLACED[check] ?? [];
  const isReplaced = level === 'restricted' && since !== undefined && version.atLeast(since);
  return isReplaced && replacement !== undefined ? replacement : check;
}

import { type Manifest, readManifests } from '../kubernetes/manifest';
import { KubernetesVersion } from '../kubernetes/version';
import type { YamlDocument } from '../yaml/document';
import type { Located } from '../yaml/field';
import type { Source } from '../yaml/source';
import { fingerprintOf } from './fingerprint';
import { readIgnores } from './ignore';
import { precedenceOf, type RawFinding } from './precedence';
import type { LintOptions, LintResult, Problem, ProblemPlace, Skipped } from './problem';
import { severityIn } from './profiles';
import type { AnyRule, Context, Finding, Severity } from './rule';

/** Longest text that is read, in UTF-16 units. */
const LENGTH_LIMIT = 10 * 1024 * 1024;

/** Says everything the rules have to say about one source, in the order of its text. */
export type Linter = (source: Source) => LintResult;

/** What `linterOf` gives, for one source. */
export function lint(source: Source, rules: readonly AnyRule[], options: LintOptions): LintResult {
  return linterOf(rules, options)(source);
}

/**
 * A linter for many sources. It never throws on what a user wrote, nor on a rule's fault: a rule that throws costs its own
 * findings about that object and is listed in `failures`.
 */
export function linterOf(rules: readonly AnyRule[], options: LintOptions): Linter {
  const active = activeRules(rules, options);
  const settle = precedenceOf(rules);
  const earlier = new Map(rules.map(({ meta }) => [meta.id, meta.formerly ?? []]));
  const namesOf = (ids: readonly string[]) => ids.flatMap((id) => [id, ...(earlier.get(id) ?? [])]);
  return (source) => {
    if (source.text.length > LENGTH_LIMIT) return tooLarge();
    const { documents, total, manifests } = readManifests(source, options.isPartial);
    const failures: { rule: string; document: number; error: unknown }[] = [];
    const ignores = readIgnores(source, documents);
    const problems = manifests.flatMap((manifest) => {
      const raw = active.flatMap((rule) => runRule(rule, manifest, failures));
      return settle(raw)
        .filter(({ finding, also }) => !ignores.covers(namesOf([finding.rule.meta.id, ...also]), finding.at))
        .map(({ finding, also }) => problemOf(finding, also, manifest));
    });
    problems.sort((a, b) => a.place.span.start - b.place.span.start || a.place.span.end - b.place.span.end);
    return { problems, skipped: unread(documents), documents: total, objects: manifests.length, failures };
  };
}

/** One entry for each document that could not be read whole. */
function unread(documents: readonly YamlDocument[]): readonly Skipped[] {
  return documents
    .flatMap((document) => document.problems.slice(0, 1))
    .map(({ message, span }) => ({ code: 'syntax', message, span }));
}

function tooLarge(): LintResult {
  const message = 'The file has more than 10 million characters';
  return {
    problems: [],
    skipped: [{ code: 'too-large', message }],
    documents: 0,
    objects: 0,
    failures: [],
  };
}

/** A rule that runs, with what it runs with. */
interface ActiveRule {
  readonly rule: AnyRule;
  readonly severity: Severity;
  /** True where the user gave the severity: then no finding changes it. */
  readonly isOverridden: boolean;
  readonly context: Context;
}

function activeRules(rules: readonly AnyRule[], options: LintOptions): readonly ActiveRule[] {
  const target = KubernetesVersion.parse(options.kubernetesVersion) ?? KubernetesVersion.latest;
  return rules.flatMap((rule) => {
    const ids = [rule.meta.id, ...(rule.meta.formerly ?? [])];
    const given = ids.map((id) => options.severities[id]).find((severity) => severity !== undefined);
    const isOnly = options.only.some((id) => ids.includes(id));
    if (options.only.length > 0 && !isOnly) return [];
    const inProfile = severityIn(isOnly ? 'all' : options.profile, rule, target);
    const severity = given ?? inProfile;
    if (severity === 'off') return [];
    const ruleOptions = options.ruleOptions[rule.meta.id] ?? {};
    const context: Context = { target, profile: options.profile, options: ruleOptions };
    return [{ rule, severity, isOverridden: given !== undefined, context }];
  });
}

function runRule(
  active: ActiveRule,
  manifest: Manifest,
  failures: { rule: string; document: number; error: unknown }[],
): readonly RawFinding[] {
  const { rule, severity, isOverridden } = active;
  try {
    return findingsOf(rule, manifest, active.context).map((finding) => ({
      ...finding,
      rule,
      severity: isOverridden ? severity : weaker(finding.severity ?? severity, severity, rule),
    }));
  } catch (error) {
    failures.push({ rule: rule.meta.id, document: manifest.document.index, error });
    return [];
  }
}

/** A finding's own severity counts, but where the profile weakens the rule it weakens the finding as well. */
function weaker(own: Severity, ofRule: Severity, rule: AnyRule): Severity {
  if (ofRule === rule.meta.severity) return own;
  return rank(own) > rank(ofRule) ? ofRule : own;
}

function rank(severity: Severity): number {
  return { info: 0, warning: 1, error: 2 }[severity];
}

/** What a rule finds in an object, in all that its scope names. */
function findingsOf(rule: AnyRule, manifest: Manifest, context: Context): readonly Finding[] {
  const { pods } = manifest;
  if (isOfScope(rule, 'object')) return [...rule.check(manifest, context)];
  if (isOfScope(rule, 'pod')) return pods.flatMap((pod) => [...rule.check(pod, context)]);
  if (isOfScope(rule, 'container')) {
    return pods.flatMap((pod) => pod.containers.flatMap((container) => [...rule.check(container, context)]));
  }
  return pods.flatMap((pod) => pod.volumes.flatMap((volume) => [...rule.check(volume, context)]));
}

function isOfScope<S extends AnyRule['meta']['scope']>(
  rule: AnyRule,
  scope: S,
): rule is Extract<AnyRule, { meta: { scope: S } }> {
  return rule.meta.scope === scope;
}

function problemOf(finding: RawFinding, also: readonly string[], manifest: Manifest): Problem {
  const rule = finding.rule.meta;
  const object = manifest.identity;
  return {
    rule: rule.id,
    also,
    severity: finding.severity,
    message: finding.message,
    place: placeOf(finding.at),
    object,
    standards: rule.standards,
    fingerprint: fingerprintOf(rule.id, object, finding.at.path),
    fixes: finding.fixes ?? [],
    assist: finding.assist,
    related: (finding.related ?? []).map(({ at, message }) => ({ message, place: placeOf(at) })),
  };
}

function placeOf(at: Located): ProblemPlace {
  return { uri: at.document.source.uri, document: at.document.index, span: at.span, path: at.path };
}

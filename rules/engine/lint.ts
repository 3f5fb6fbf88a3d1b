import { type Manifest, readManifests } from '../kubernetes/manifest';
import { KubernetesVersion } from '../kubernetes/version';
import type { YamlDocument } from '../yaml/document';
import type { Path } from '../yaml/field';
import type { Source } from '../yaml/source';
import { fingerprintOf } from './fingerprint';
import { readIgnores } from './ignore';
import { placeOf } from './place';
import { precedenceOf, type RawFinding } from './precedence';
import type { LintOptions, LintResult, Problem, Skipped } from './problem';
import { severityIn } from './profiles';
import type { AnyRule, Context, Finding, Fix, Severity } from './rule';
import { emptyWorkspace, type WorkspaceView } from './workspace';

/** Longest text that is read, in UTF-16 units. */
const LENGTH_LIMIT = 10 * 1024 * 1024;

/** Says everything the rules have to say about one source, in the order of its text, as far as they see other files. */
export type Linter = (source: Source, workspace?: WorkspaceView) => LintResult;

/** What `linterOf` gives, for one source. */
export function lint(
  source: Source,
  rules: readonly AnyRule[],
  options: LintOptions,
  workspace: WorkspaceView = emptyWorkspace,
): LintResult {
  return linterOf(rules, options)(source, workspace);
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
  return (source, workspace = emptyWorkspace) => {
    if (source.text.length > LENGTH_LIMIT) return tooLarge();
    const isPartial = options.isPartial || workspace.roleOf(source.uri).isPartial;
    const { documents, total, manifests } = readManifests(source, isPartial);
    const failures: { rule: string; document: number; error: unknown }[] = [];
    const ignores = readIgnores(source, documents);
    const problems = manifests.flatMap((manifest) => {
      const raw = active.flatMap((rule) => runRule(rule, manifest, workspace, failures));
      return settle(raw)
        .filter(({ finding, also }) => !ignores.covers(namesOf([finding.rule.meta.id, ...also]), finding.at))
        .map(({ finding, also }) => problemOf(finding, also, manifest, options));
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
  readonly context: Omit<Context, 'workspace'>;
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
    const { profile, allow } = options;
    const context = { target, profile, options: ruleOptions, allow };
    return [{ rule, severity, isOverridden: given !== undefined, context }];
  });
}

function runRule(
  active: ActiveRule,
  manifest: Manifest,
  workspace: WorkspaceView,
  failures: { rule: string; document: number; error: unknown }[],
): readonly RawFinding[] {
  const { rule, severity, isOverridden } = active;
  try {
    return findingsOf(rule, manifest, { ...active.context, workspace }).map(({ finding, subject }) => ({
      ...finding,
      subject,
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

/** A finding, with the path of what the rule looked at. */
interface Found {
  readonly finding: Finding;
  readonly subject: Path;
}

/** What a rule finds in an object, in all that its scope names. */
function findingsOf(rule: AnyRule, manifest: Manifest, context: Context): readonly Found[] {
  const { pods } = manifest;
  const about = (subject: Path, findings: Iterable<Finding>) =>
    [...findings].map((finding) => ({ finding, subject }));
  if (isOfScope(rule, 'object')) return about(manifest.root.path, rule.check(manifest, context));
  if (isOfScope(rule, 'pod')) return pods.flatMap((pod) => about(pod.spec.path, rule.check(pod, context)));
  if (isOfScope(rule, 'container')) {
    const containers = pods.flatMap((pod) => pod.containers);
    return containers.flatMap((each) => about(each.view.path, rule.check(each, context)));
  }
  const volumes = pods.flatMap((pod) => pod.volumes);
  return volumes.flatMap((each) => about(each.view.path, rule.check(each, context)));
}

function isOfScope<S extends AnyRule['meta']['scope']>(
  rule: AnyRule,
  scope: S,
): rule is Extract<AnyRule, { meta: { scope: S } }> {
  return rule.meta.scope === scope;
}

function problemOf(
  finding: RawFinding,
  also: readonly string[],
  manifest: Manifest,
  { safeFixes }: LintOptions,
): Problem {
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
    fixes: safeFixes.includes(rule.id) ? (finding.fixes?.map(promoted) ?? []) : (finding.fixes ?? []),
    assist: finding.assist,
    related: (finding.related ?? []).map(({ at, message }) => ({ message, place: placeOf(at) })),
  };
}

function promoted(fix: Fix): Fix {
  return { ...fix, safety: 'safe' };
}

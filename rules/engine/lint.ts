import { type Manifest, readManifests } from '../kubernetes/manifest';
import { KubernetesVersion } from '../kubernetes/version';
import type { YamlDocument } from '../yaml/document';
import type { Source } from '../yaml/source';
import { fingerprintOf } from './fingerprint';
import { noIgnores, readIgnores } from './ignore';
import { placeOf } from './place';
import { precedenceOf, type RawFinding } from './precedence';
import type { LintOptions, LintResult, Problem, Skipped } from './problem';
import { severityIn } from './profiles';
import type { AnyRule, Context, Finding, Fix, Severity } from './rule';
import { type Scopes, scopes } from './scope';
import { isGraver } from './severity';
import { emptyWorkspace, type WorkspaceView } from './workspace';

type ScopeName = keyof Scopes;

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
  const active = byScope(activeRules(rules, options));
  const settle = precedenceOf(rules);
  const earlier = new Map(rules.map(({ meta }) => [meta.id, meta.formerly ?? []]));
  const namesOf = (ids: readonly string[]) => ids.flatMap((id) => [id, ...(earlier.get(id) ?? [])]);
  return (source, workspace = emptyWorkspace) => {
    if (source.text.length > LENGTH_LIMIT) return tooLarge();
    const isPartial = options.isPartial || workspace.roleOf(source.uri).isPartial;
    const { documents, total, manifests } = readManifests(source, isPartial);
    const failures: Failure[] = [];
    const ignores = options.heedsIgnores ? readIgnores(source, documents) : noIgnores;
    const problems = manifests.flatMap((manifest) => {
      return settle(findingsIn(manifest, active, workspace, failures))
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

function byScope(active: readonly ActiveRule[]): ReadonlyMap<ScopeName, readonly ActiveRule[]> {
  const names = new Set(active.map(({ rule }): ScopeName => rule.meta.scope));
  return new Map([...names].map((name) => [name, active.filter(({ rule }) => rule.meta.scope === name)]));
}

/** A rule's fault: it costs the rule's findings about one thing it looked at. */
type Failure = LintResult['failures'][number];

/** What the rules find in an object. What a scope names is looked up once for all its rules. */
function findingsIn(
  manifest: Manifest,
  active: ReadonlyMap<ScopeName, readonly ActiveRule[]>,
  workspace: WorkspaceView,
  failures: Failure[],
): readonly RawFinding[] {
  const findings: RawFinding[] = [];
  for (const [scope, ofScope] of active) {
    const targets = scopes[scope](manifest);
    if (targets.length === 0) continue;
    for (const one of ofScope) {
      const context = { ...one.context, workspace };
      for (const { target, subject } of targets) {
        const known = findings.length;
        try {
          for (const finding of check(one.rule, target, context)) {
            findings.push({ ...finding, subject, rule: one.rule, severity: severityOf(finding, one) });
          }
        } catch (error) {
          findings.length = known;
          failures.push({ rule: one.rule.meta.id, document: manifest.document.index, error });
        }
      }
    }
  }
  return findings;
}

function check(rule: AnyRule, target: Scopes[ScopeName], context: Context): Iterable<Finding> {
  // A rule is only ever listed under its own scope, which the compiler cannot follow through the table.
  const own = rule.check as (target: Scopes[ScopeName], context: Context) => Iterable<Finding>;
  return own(target, context);
}

function severityOf(finding: Finding, { rule, severity, isOverridden }: ActiveRule): Severity {
  return isOverridden ? severity : weaker(finding.severity ?? severity, severity, rule);
}

/** A finding's own severity counts, but where the profile weakens the rule it weakens the finding as well. */
function weaker(own: Severity, ofRule: Severity, rule: AnyRule): Severity {
  if (ofRule === rule.meta.severity) return own;
  return isGraver(own, ofRule) ? ofRule : own;
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

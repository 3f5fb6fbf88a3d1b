import type { Manifest } from '../kubernetes/manifest';
import { KubernetesVersion } from '../kubernetes/version';
import type { Path } from '../yaml/field';
import type { LintOptions, LintResult } from './problem';
import { severityIn } from './profiles';
import type { AnyRule, Context, Finding, Severity } from './rule';
import { type Scopes, scopes, type Target } from './scope';
import { isGraver } from './severity';
import { gateOf } from './where-written';
import type { WorkspaceView } from './workspace';

type ScopeName = keyof Scopes;

/** A finding with the rule that made it and the severity it has. */
export interface RawFinding extends Pick<Finding, 'at' | 'message'> {
  readonly rule: AnyRule;
  readonly severity: Severity;
  readonly fixes: Finding['fixes'] | undefined;
  readonly assist: Finding['assist'] | undefined;
  readonly related: Finding['related'] | undefined;
  /** The path of the object, pod, container or volume that the rule looked at. */
  readonly subject: Path;
}

/** A rule's fault: it costs the rule's findings about one thing it looked at. */
export type Failure = LintResult['failures'][number];

/** Says what rules find in one object, in their order, and adds those that throw to `failures`. */
export type Finder = (
  manifest: Manifest,
  workspace: WorkspaceView,
  failures: Failure[],
) => readonly RawFinding[];

/** What looks for the findings of the rules that these options leave on. */
export function finderOf(rules: readonly AnyRule[], options: LintOptions): Finder {
  const active = activeRules(rules, options);
  const scopesOf = byScope(active);
  const gate = gateOf(active.map(({ rule }) => rule));
  return (manifest, workspace, failures) => {
    const findings: RawFinding[] = [];
    const open = gate(manifest.root);
    for (const { find, ofScope } of scopesOf) {
      const targets = find(manifest);
      if (targets.length === 0) continue;
      for (const one of ofScope) {
        if (open[one.number] === true) collect(one, targets, manifest, workspace, findings, failures);
      }
    }
    return findings;
  };
}

/** The ids of the rules that these options leave on. */
export function activeIds(rules: readonly AnyRule[], options: LintOptions): ReadonlySet<string> {
  return new Set(activeRules(rules, options).map(({ rule }) => rule.meta.id));
}

/** A rule that runs, with what it runs with. */
interface ActiveRule {
  readonly number: number;
  readonly rule: AnyRule;
  readonly severity: Severity;
  /** True where the user gave the severity: then no finding changes it. */
  readonly isOverridden: boolean;
  readonly options: Context['options'];
  readonly surroundings: Omit<Context, 'options' | 'workspace'>;
}

/** The rules of one scope: what that names is looked up once for all of them. */
interface ActiveScope {
  readonly find: (manifest: Manifest) => readonly Target<Scopes[ScopeName]>[];
  readonly ofScope: readonly ActiveRule[];
}

function activeRules(rules: readonly AnyRule[], options: LintOptions): readonly ActiveRule[] {
  const { profile, allow } = options;
  const target = KubernetesVersion.parse(options.kubernetesVersion) ?? KubernetesVersion.latest;
  const surroundings = { target, profile, allow };
  const active = rules.flatMap((rule) => {
    const ids = [rule.meta.id, ...(rule.meta.formerly ?? [])];
    const given = ids.map((id) => options.severities[id]).find((severity) => severity !== undefined);
    const isOnly = options.only.some((id) => ids.includes(id));
    if (options.only.length > 0 && !isOnly) return [];
    const severity = given ?? severityIn(isOnly ? 'all' : profile, rule, target);
    if (severity === 'off') return [];
    const ruleOptions = options.ruleOptions[rule.meta.id] ?? {};
    return [{ rule, severity, isOverridden: given !== undefined, options: ruleOptions, surroundings }];
  });
  return active.map((one, number) => ({ number, ...one }));
}

function byScope(active: readonly ActiveRule[]): readonly ActiveScope[] {
  const names = new Set(active.map(({ rule }): ScopeName => rule.meta.scope));
  return [...names].map((name) => ({
    find: scopes[name],
    ofScope: active.filter(({ rule }) => rule.meta.scope === name),
  }));
}

/** Adds what one rule finds in the targets of its scope. */
function collect(
  one: ActiveRule,
  targets: readonly Target<Scopes[ScopeName]>[],
  manifest: Manifest,
  workspace: WorkspaceView,
  findings: RawFinding[],
  failures: Failure[],
): void {
  const { rule } = one;
  const { target, profile, allow } = one.surroundings;
  const context: Context = { target, profile, options: one.options, allow, workspace };
  for (const { target: part, subject } of targets) {
    const known = findings.length;
    try {
      for (const finding of check(rule, part, context)) {
        const { at, message, fixes, assist, related } = finding;
        const severity = severityOf(finding, one);
        findings.push({ at, message, fixes, assist, related, severity, rule, subject });
      }
    } catch (error) {
      findings.length = known;
      failures.push({ rule: rule.meta.id, document: manifest.document.index, error });
    }
  }
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

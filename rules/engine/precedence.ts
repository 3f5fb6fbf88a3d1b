import type { Path } from '../yaml/field';
import type { RawFinding } from './findings';
import type { AnyRule, RuleMeta, Severity } from './rule';
import { isGraver } from './severity';

/** A finding that is shown, and the rules that agree with it. */
export interface Settled {
  readonly finding: RawFinding;
  readonly also: readonly string[];
}

/**
 * Lets one rule speak for each fact. Findings about the same path state one fact when a rule's metadata says that it
 * covers the other's; it then speaks for both, at the higher severity and with the message of the more serious. The same
 * finding reached twice, as when several pods share a part, counts once. A rule that yields to another is silent about
 * what the other speaks about.
 */
export function precedenceOf(
  rules: readonly AnyRule[],
): (findings: readonly RawFinding[]) => readonly Settled[] {
  const covers = coverage(rules);
  const strong = new Set(rules.flatMap(({ meta }) => (meta as RuleMeta).yieldsTo ?? []));
  return (findings) => {
    const settled: Settled[] = [];
    const speaking = withoutYielding(findings, strong);
    for (const group of grouped(speaking, contestedAmong(speaking, covers))) {
      const [alone, another] = group;
      if (alone !== undefined && another === undefined) settled.push({ finding: alone, also: NOBODY });
      else settleGroup(group, covers, settled);
    }
    return settled;
  };
}

const NOBODY: readonly string[] = [];

/** `strong` are the rules that others yield to. */
function withoutYielding(
  findings: readonly RawFinding[],
  strong: ReadonlySet<string>,
): readonly RawFinding[] {
  const spoken = new Map<Path, string[]>();
  for (const { rule, subject } of findings) {
    if (!strong.has(rule.meta.id)) continue;
    const speakers = spoken.get(subject);
    if (speakers === undefined) spoken.set(subject, [rule.meta.id]);
    else speakers.push(rule.meta.id);
  }
  if (spoken.size === 0) return findings;
  return findings.filter(({ rule, subject }) => {
    const speakers = spoken.get(subject);
    if (speakers === undefined) return true;
    const stronger = (rule.meta as RuleMeta).yieldsTo;
    return stronger === undefined || !stronger.some((id) => speakers.includes(id));
  });
}

/** A path as a text of its own, at less than `join` takes. */
function textOf(path: Path): string {
  let text = '';
  for (const part of path) text += `\u0000${part}`;
  return text;
}

function settleGroup(group: readonly RawFinding[], covers: Covers, settled: Settled[]): void {
  const covered = new Set(group.flatMap(({ rule }) => [...covers(rule.meta.id)]));
  const silent = group.filter(({ rule }) => covered.has(rule.meta.id));
  for (const finding of group) {
    const { id } = finding.rule.meta;
    if (!covered.has(id)) settled.push(settleOne(finding, silent, covers(id)));
  }
}

/** `silent` are those that do not speak for themselves. */
function settleOne(
  speaker: RawFinding,
  silent: readonly RawFinding[],
  covered: ReadonlySet<string>,
): Settled {
  const agreeing = silent.filter((finding) => covered.has(finding.rule.meta.id));
  const also = [...new Set(agreeing.map((finding) => finding.rule.meta.id))].sort();
  const severity = [speaker, ...agreeing].reduce<Severity>(
    (highest, { severity }) => (isGraver(severity, highest) ? severity : highest),
    'info',
  );
  const meta: RuleMeta = speaker.rule.meta;
  const graver = (meta.messageOf ?? []).flatMap((id) => agreeing.filter((f) => f.rule.meta.id === id))[0];
  const fixes = speaker.fixes ?? agreeing.find((finding) => finding.fixes !== undefined)?.fixes;
  const finding = {
    ...speaker,
    severity,
    message: graver?.message ?? speaker.message,
    ...(fixes === undefined ? {} : { fixes }),
  };
  return { finding, also };
}

/** The rules of which one covers another that speaks, and those others. */
function contestedAmong(findings: readonly RawFinding[], covers: Covers): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { rule } of findings) ids.add(rule.meta.id);
  const contested = new Set<string>();
  for (const id of ids) {
    for (const other of covers(id)) if (ids.has(other)) contested.add(id).add(other);
  }
  return contested;
}

/** The findings, each once: those of contested rules about one path together, all others alone. */
function grouped(
  findings: readonly RawFinding[],
  contested: ReadonlySet<string>,
): readonly (readonly RawFinding[])[] {
  const groups: RawFinding[][] = [];
  const byPath = new Map<string, RawFinding[]>();
  for (const finding of eachOnce(findings)) {
    const path = contested.has(finding.rule.meta.id) ? textOf(finding.at.path) : undefined;
    const group = path === undefined ? undefined : byPath.get(path);
    if (group !== undefined) {
      group.push(finding);
      continue;
    }
    const own = [finding];
    groups.push(own);
    if (path !== undefined) byPath.set(path, own);
  }
  return groups;
}

/**
 * Without those that say of the same path the same at the same place. A rule's findings follow each other; most rules have
 * one, and most findings a place of their own: neither is looked at any further.
 */
function eachOnce(findings: readonly RawFinding[]): readonly RawFinding[] {
  const first = new Map<number, RawFinding>();
  const known = new Set<string>();
  return findings.filter((finding, index) => {
    const { rule, at } = finding;
    const isFirst = findings[index - 1]?.rule !== rule;
    if (isFirst && findings[index + 1]?.rule !== rule) return true;
    if (isFirst) {
      first.clear();
      known.clear();
    }
    const earlier = first.get(at.span.start);
    if (earlier === undefined) {
      first.set(at.span.start, finding);
      return true;
    }
    known.add(wordsOf(earlier));
    const words = wordsOf(finding);
    if (known.has(words)) return false;
    known.add(words);
    return true;
  });
}

function wordsOf({ at, message }: RawFinding): string {
  return `${at.span.start} ${message}${textOf(at.path)}`;
}

type Covers = (id: string) => ReadonlySet<string>;

/** What a rule covers, directly or through a rule it covers. */
function coverage(rules: readonly AnyRule[]): Covers {
  const direct = new Map(rules.map((rule) => [rule.meta.id, (rule.meta as RuleMeta).covers ?? []]));
  const known = new Map<string, ReadonlySet<string>>();
  const reach = (id: string, reached: Set<string>): Set<string> => {
    for (const covered of direct.get(id) ?? []) {
      if (!reached.has(covered)) reach(covered, reached.add(covered));
    }
    return reached;
  };
  return (id) => {
    const set = known.get(id) ?? reach(id, new Set());
    known.set(id, set);
    return set;
  };
}

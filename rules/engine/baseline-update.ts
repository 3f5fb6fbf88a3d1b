import { type AcceptedFinding, type BaselineEntries, baselineText } from './baseline';

/** What a lint has to say about a file, as far as baselines go. */
export interface JudgedFile {
  /** What was found, whether it is accepted or not. */
  readonly found: readonly AcceptedFinding[];
  /** Whether a rule was asked, and has seen all of the file. */
  readonly hasRun: (rule: string) => boolean;
}

/** What is known of a file that a baseline names: what was found in it, that it is gone, or nothing. */
export type JudgedFiles = (file: string) => JudgedFile | 'gone' | undefined;

/** One line of a baseline. */
export interface BaselineEntry {
  readonly file: string;
  readonly object: string;
  readonly rule: string;
  readonly path: string;
}

/** The entries that accept what is found no more. Of what was not looked at nothing is said. */
export function staleEntries(entries: BaselineEntries, judged: JudgedFiles): readonly BaselineEntry[] {
  const stale: BaselineEntry[] = [];
  for (const [file, objects] of Object.entries(entries)) {
    const of = judged(file);
    if (of === undefined) continue;
    const found = new Set(of === 'gone' ? [] : of.found.flatMap(keysOf));
    for (const entry of entriesOf(file, objects)) {
      const isStill = of !== 'gone' && (!of.hasRun(entry.rule) || found.has(keyOf(entry)));
      if (!isStill) stale.push(entry);
    }
  }
  return stale;
}

/** What becomes of a baseline. */
export interface BaselineChange {
  /** The text that it should have; undefined where it needs none. */
  readonly text: string | undefined;
  /** How many entries it has then, how many of them are new, and how many are gone. */
  readonly total: number;
  readonly added: number;
  readonly removed: number;
}

/** A baseline without what is found no more and, unless it is only pruned, with all that was found in these files. */
export function changedBaseline(
  known: BaselineEntries,
  judged: ReadonlyMap<string, JudgedFile>,
  isGone: (file: string) => boolean,
  isPruned: boolean,
): BaselineChange {
  const stale = staleEntries(known, (file) => judged.get(file) ?? (isGone(file) ? 'gone' : undefined));
  const kept = withoutEntries(known, stale);
  const after = isPruned
    ? kept
    : withFindings(
        kept,
        [...judged].map(([file, { found }]) => [file, found]),
      );
  const total = allEntries(after).length;
  const text = total === 0 && allEntries(known).length === 0 ? undefined : baselineText(after);
  return { text, total, added: total - allEntries(kept).length, removed: stale.length };
}

/** A baseline without some of its entries. */
export function withoutEntries(entries: BaselineEntries, less: readonly BaselineEntry[]): BaselineEntries {
  const left = new Set(less.map(textOf));
  return gathered(allEntries(entries).filter((entry) => !left.has(textOf(entry))));
}

/** A baseline that also accepts what was found in these files, by the first of the rules that say it. */
export function withFindings(
  entries: BaselineEntries,
  files: Iterable<readonly [file: string, found: readonly AcceptedFinding[]]>,
): BaselineEntries {
  const known = new Set(allEntries(entries).map(textOf));
  const more = [...files].flatMap(([file, found]) =>
    found.flatMap(({ object, path, rules }): BaselineEntry[] => {
      const isKnown = rules.some((rule) => known.has(textOf({ file, object, rule, path })));
      const [rule] = rules;
      return isKnown || rule === undefined ? [] : [{ file, object, rule, path }];
    }),
  );
  return gathered([...allEntries(entries), ...more]);
}

function allEntries(entries: BaselineEntries): readonly BaselineEntry[] {
  return Object.entries(entries).flatMap(([file, objects]) => entriesOf(file, objects));
}

function entriesOf(file: string, objects: BaselineEntries[string]): readonly BaselineEntry[] {
  return Object.entries(objects).flatMap(([object, rules]) =>
    Object.entries(rules).flatMap(([rule, paths]) => paths.map((path) => ({ file, object, rule, path }))),
  );
}

function keysOf({ object, path, rules }: AcceptedFinding): readonly string[] {
  return rules.map((rule) => keyOf({ object, rule, path }));
}

function keyOf({ object, rule, path }: Omit<BaselineEntry, 'file'>): string {
  return `${object}\n${rule}\n${path}`;
}

function textOf(entry: BaselineEntry): string {
  return `${entry.file}\n${keyOf(entry)}`;
}

function gathered(all: readonly BaselineEntry[]): BaselineEntries {
  const files = new Map<string, Map<string, Map<string, Set<string>>>>();
  for (const { file, object, rule, path } of all) {
    const objects = inside(files, file, () => new Map<string, Map<string, Set<string>>>());
    const rules = inside(objects, object, () => new Map<string, Set<string>>());
    inside(rules, rule, () => new Set<string>()).add(path);
  }
  return plain(files, (objects) => plain(objects, (rules) => plain(rules, (paths) => [...paths])));
}

function inside<T>(map: Map<string, T>, key: string, made: () => T): T {
  const value = map.get(key) ?? made();
  map.set(key, value);
  return value;
}

function plain<T, U>(map: ReadonlyMap<string, T>, of: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries([...map].map(([key, value]) => [key, of(value)]));
}

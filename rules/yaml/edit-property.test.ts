import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileTemplate, hostileYaml } from '../testing/hostile-yaml';
import { changed, type Pick, type PlannedChange, planChanges } from '../testing/random-change';
import { Tally } from '../testing/tally';
import { printed } from '../testing/template-writer';
import { touchedLines } from '../testing/touched-lines';
import { asText, commentsIn, dataOf, ownDataOf } from '../testing/yaml-data';
import type { YamlDocument } from './document';
import { renderOperations } from './edit';
import type { Operation } from './operation';
import { readDocuments } from './read';
import { type Source, sourceOf } from './source';
import { applyEdits } from './span';

// KUBE_HARDEN_EDITS=5000 tries more; KUBE_HARDEN_SEED=2 tries others.
const numRuns = Number(process.env.KUBE_HARDEN_EDITS ?? 250);
const seed = Number(process.env.KUBE_HARDEN_SEED ?? 1);
const order = () => ['name', 'a', 'b5', 'b', 'new', 'c', 'd'];

interface Attempt {
  readonly picks: readonly Pick[];
  /** Chooses the document. */
  readonly index: number;
  readonly isOrdered: boolean;
}

const attempts: fc.Arbitrary<Attempt> = fc.record({
  picks: fc.array(fc.record({ verb: fc.nat(7), at: fc.nat(99), value: fc.nat(99) }), {
    minLength: 1,
    maxLength: 3,
  }),
  index: fc.nat(2),
  isOrdered: fc.boolean(),
});

test.each([
  ['YAML without aliases', hostileYaml({ hasAliases: false }), { language: 'yaml' }, 0.03],
  ['YAML with aliases', hostileYaml({ hasAliases: true }), { language: 'yaml' }, 0.35],
  ['JSON', hostileYaml({ hasAliases: false, isJson: true }), { language: 'json' }, 0.01],
  ['templates', hostileTemplate(), { isTemplate: true }, 0.45],
] as const)(
  'Changes of %s make what they say and nothing else, and are rarely refused',
  (_, texts, kind, most) => {
    const tally = new Tally();
    fc.assert(
      fc.property(texts, attempts, (text, attempt) => {
        const source = sourceOf('file:///it', text, kind);
        if (source.isTemplate) tryTemplate(source, attempt, tally);
        else tryYaml(source, attempt, tally);
      }),
      { numRuns, seed },
    );
    expect(tally.ratio, tally.story).toBeLessThan(most);
  },
  20_000 + numRuns * 50,
);

interface Made {
  readonly document: YamlDocument;
  readonly changes: readonly PlannedChange[];
  readonly operations: readonly Operation[];
  readonly text: string;
  readonly story: string;
}

/** Some changes of one document; undefined where they are refused. */
function make(source: Source, { picks, index, isOrdered }: Attempt, tally: Tally): Made | undefined {
  const documents = readDocuments(source);
  const data = dataOf(source.isTemplate ? printed(source.text, true) : source.text);
  const at = index % documents.length;
  const document = documents[at];
  if (document === undefined) return undefined;
  const possible = source.language === 'json' ? picks.filter(({ verb }) => verb !== 2) : picks;
  const changes = planChanges(data[at] ?? null, possible);
  const operations = changes.map(
    ({ path, ...change }): Operation => ({ ...change, place: { document, path } }),
  );
  const result = renderOperations(operations, isOrdered ? order : undefined);
  const reason = 'refused' in result ? result.refused : undefined;
  tally.add(changes, reason);
  expect(reason ?? 'made').toMatch(/\w/);
  if ('refused' in result) return undefined;
  const text = applyEdits(source.text, result.edits);
  const story = `${JSON.stringify(changes)}\n${source.text}\n=>\n${text}`;
  return { document, changes, operations, text, story };
}

function tryYaml(source: Source, attempt: Attempt, tally: Tally): void {
  const before = dataOf(source.text);
  expect(ownDataIn(source), source.text).toEqual(before.map(asText));
  const made = make(source, attempt, tally);
  if (made === undefined) return;
  const { document, changes, text, story } = made;
  const all = before.toSpliced(document.index, 1, ...changed(before[document.index] ?? null, changes));
  expect(dataOf(text), story).toEqual(all);
  expect(ownDataIn({ ...source, text }), story).toEqual(all.map(asText));
  // A blank line that is left at the end of a file without a line break looks like one.
  if (source.text.endsWith('\n') || !changes.some(({ verb }) => verb === 'remove')) {
    expect(/\r?\n$/.exec(text)?.[0], story).toBe(/\r?\n$/.exec(source.text)?.[0]);
  }
  if (source.language === 'yaml') checkRest(made);
  checkAgain(made, attempt);
}

/** The changes must hold whatever the template prints. */
function tryTemplate(source: Source, attempt: Attempt, tally: Tally): void {
  const made = make(source, attempt, tally);
  if (made === undefined) return;
  const { document, changes, text, story } = made;
  for (const isOn of [true, false]) {
    const before = dataOf(printed(source.text, isOn));
    const all = before.toSpliced(document.index, 1, ...changed(before[document.index] ?? null, changes));
    expect(dataOf(printed(text, isOn)), `${isOn} ${story}`).toEqual(all);
  }
  checkRest(made);
}

function ownDataIn(source: Source): unknown[] {
  return readDocuments(source).map(({ root }) => root && ownDataOf(root));
}

/** Lines and comments that no change is about stay as they are. */
function checkRest({ document, changes, text: after, story }: Made): void {
  const before = document.source.text;
  const { lines, gone } = touchedLines(document, changes);
  const left = after.split('\n');
  const isWindows = before.includes('\r\n');
  expect(
    left.slice(0, -1).every((line) => line.endsWith('\r') === isWindows),
    story,
  ).toBe(true);
  let at = -1;
  before.split('\n').forEach((line, number) => {
    if (lines.has(number)) return;
    at = left.findIndex((other, index) => index > at && other.replace('\r', '') === line.replace('\r', ''));
    expect(at, `line ${number} of ${story}`).not.toBe(-1);
  });
  const kept = commentsIn(before).filter(({ line }) => !gone.has(line));
  const texts = commentsIn(after).map(({ text }) => text);
  expect(
    kept.map(({ text }) => text).filter((text) => !texts.includes(text)),
    story,
  ).toEqual([]);
}

/** Made again, a change of a value or an item finds nothing to do. */
function checkAgain({ document, operations, text, story }: Made, { isOrdered }: Attempt): void {
  const changed = readDocuments({ ...document.source, text })[document.index];
  if (changed === undefined || operations.some(({ verb }) => !['set', 'add-item'].includes(verb))) return;
  const again = operations.map((operation) => {
    return { ...operation, place: { ...operation.place, document: changed } };
  });
  const result = renderOperations(again, isOrdered ? order : undefined);
  if ('edits' in result) expect(applyEdits(text, result.edits), `again: ${story}`).toBe(text);
}

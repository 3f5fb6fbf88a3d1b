import { describe, expect, test } from 'vitest';
import { anyFixes, safeFixes } from '../engine/fix-all';
import { linterOf } from '../engine/lint';
import { defaultOptions } from '../engine/options';
import type { Example, RuleMeta } from '../engine/rule';
import { rules } from '../index';
import { tryAll, tryFix } from '../testing/fix-check';
import { manifestFixtures } from '../testing/manifest-fixtures';
import { readMarked } from '../testing/marked';
import { rewritings } from '../testing/rewritten';
import { type Source, sourceOf } from '../yaml/source';

// Every way of writing for every example takes minutes: what CI has time for.
const isWhole = process.env.CI !== undefined;

interface Case {
  readonly name: string;
  /** The rule that an example is of. */
  readonly rule?: string;
  readonly text: string;
  readonly version: string;
}

const examples: readonly Case[] = rules.flatMap(({ meta }) =>
  (meta as RuleMeta).examples.map((example: Example) => ({
    name: `${meta.id}: ${example.title}`,
    rule: meta.id,
    text: readMarked(example.manifest).text,
    version: example.kubernetesVersion ?? 'latest',
  })),
);
const fixtures: readonly Case[] = manifestFixtures().map(({ file, text }) => ({
  name: file,
  text,
  version: 'latest',
}));
const cases = [...examples, ...fixtures];
const ways = Object.entries(rewritings);

const linters = new Map(
  [...new Set(cases.map(({ version }) => version))].map((kubernetesVersion) => {
    const linter = linterOf(rules, { ...defaultOptions, profile: 'all', kubernetesVersion });
    return [kubernetesVersion, (source: Source) => linter(source)] as const;
  }),
);

describe('the fixes in every example and fixture', { timeout: 300_000 }, () => {
  test.each(ways)('do what they say and nothing else, one by one and all together, %s', (way, rewrite) => {
    const complaints = cases.flatMap((one, index) => {
      const isDue = isWhole || index % ways.length === ways.findIndex(([other]) => other === way);
      const rewritten = isDue ? rewrite(one.text) : undefined;
      // Other rules' fixes alone are much the same in every example: every fourth is enough of them.
      const only = way === 'as it is' && index % 4 === 0 ? undefined : one.rule;
      return rewritten === undefined ? [] : complaintsOf(one, way, rewritten, only);
    });
    expect(complaints).toEqual([]);
  });

  test('are nearly never refused', () => {
    const trials = examples.flatMap(({ text, version }) => trialsOf(sourceFor('', text), version));
    const refused = trials.filter((trial) => trial.refused !== undefined);
    expect(trials.length).toBeGreaterThan(200);
    expect(refused.length / trials.length).toBeLessThan(0.1);
  });
});

/** What is wrong with the fixes of a text, one by one, of one rule or of all, and with all together. */
function complaintsOf({ name, version }: Case, way: string, text: string, only?: string): readonly string[] {
  const source = sourceFor(way, text);
  const lint =
    linters.get(version) ?? (() => ({ problems: [], skipped: [], documents: 0, objects: 0, failures: [] }));
  const before = lint(source);
  const trials = [
    ...trialsOf(source, version, only),
    { rule: 'all safe', ...tryAll(source, before, lint, safeFixes) },
    { rule: 'all', ...tryAll(source, before, lint, anyFixes) },
  ];
  return trials.flatMap((trial) =>
    trial.complaints.map((complaint) => `${name}, ${way}, ${trial.rule}: ${complaint}`),
  );
}

function trialsOf(source: Source, version: string, only?: string) {
  const lint = linters.get(version);
  if (lint === undefined) return [];
  const before = lint(source);
  const problems = before.problems.filter(({ rule }) => only === undefined || rule === only);
  return problems.flatMap((problem) =>
    problem.fixes.map((fix) => ({ rule: problem.rule, ...tryFix(source, before, problem, fix, lint) })),
  );
}

function sourceFor(way: string, text: string): Source {
  return sourceOf(`file:///example.${way === 'as JSON' ? 'json' : 'yaml'}`, text);
}

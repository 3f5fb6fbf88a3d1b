import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { anyFixes, fixAll } from '../../rules/engine/fix-all';
import { defaultOptions } from '../../rules/engine/options';
import type { Problem } from '../../rules/engine/problem';
import type { RuleMeta } from '../../rules/engine/rule';
import { rules } from '../../rules/index';
import { NEWEST_MINOR } from '../../rules/kubernetes/version';
import { tryAll, tryFix } from '../../rules/testing/fix-check';
import { plainPodsIn } from '../../rules/testing/plain-pods';
import { checksAgainst } from '../../rules/testing/pod-security-truth/admission';
import type { Json, JsonObject } from '../../rules/testing/pod-security-truth/truth-case';
import { type Source, sourceOf } from '../../rules/yaml/source';
import { ChartTemplates, isOtherText } from '../src/workspace/manifest-file';
import { NodeFiles, pathOf, uriOf } from '../src/workspace/node-files';
import { Workspace } from '../src/workspace/workspace';

// Folders of real repositories, one a folder, to try every fix on: nothing the project needs, but worth a lot.
const corpus = process.env.KUBE_HARDEN_CORPUS;
const repositories =
  corpus === undefined
    ? []
    : readdirSync(corpus, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => path.join(corpus, name));

describe.skipIf(repositories.length === 0)('in real repositories', { timeout: 600_000 }, () => {
  test.each(repositories)('every fix does what it says in %s', async (folder) => {
    const { sources, workspace } = await readRepository(folder);
    const report = new Report();
    for (const source of sources) tryFile(source, workspace, report);
    console.log(`${path.basename(folder)}: ${report.summary}`);
    expect(report.complaints).toEqual([]);
  });
});

async function readRepository(folder: string) {
  const files = new NodeFiles();
  const options = { ...defaultOptions, profile: 'all' as const };
  const workspace = new Workspace({ files, rules, optionsFor: () => options });
  await workspace.readFacts([uriOf(folder)]);
  const charts = new ChartTemplates(existsSync);
  const { files: listed } = await files.list(uriOf(folder));
  const texts = await files.readMany(listed.map(({ uri }) => uri));
  const sources = texts.flatMap((read): Source[] => {
    if (!('text' in read) || read.text.length > 300_000) return [];
    if (isOtherText(read.uri, read.text)) return [];
    return [sourceOf(read.uri, read.text, { isTemplate: charts.has(pathOf(read.uri)) })];
  });
  return { sources, workspace };
}

/** What is counted, and what is wrong. */
class Report {
  readonly complaints: string[] = [];
  readonly lines: number[] = [];
  readonly refusals = new Map<string, number>();
  readonly counts = { findings: 0, fixable: 0, fixed: 0, files: 0, changed: 0, pods: 0, restricted: 0 };

  get summary(): string {
    const median = this.lines.toSorted((a, b) => a - b)[Math.floor(this.lines.length / 2)] ?? 0;
    return JSON.stringify({ ...this.counts, refusals: Object.fromEntries(this.refusals), median });
  }
}

function tryFile(source: Source, workspace: Workspace, report: Report): void {
  const lint = (one: Source) => workspace.lint(one);
  const before = lint(source);
  if (before.problems.length === 0) return;
  const { counts } = report;
  const complain = (about: string, complaints: readonly string[]) =>
    report.complaints.push(...complaints.map((complaint) => `${source.uri}, ${about}: ${complaint}`));
  counts.files += 1;
  counts.findings += before.problems.length;
  for (const problem of before.problems) {
    const trials = problem.fixes.map((fix) => tryFix(source, before, problem, fix, lint));
    if (trials.length > 0) counts.fixable += 1;
    if (trials.some(({ refused }) => refused === undefined)) counts.fixed += 1;
    for (const { complaints, refused, linesChanged } of trials) {
      complain(problem.rule, complaints);
      if (refused === undefined) report.lines.push(linesChanged);
      else report.refusals.set(refused, (report.refusals.get(refused) ?? 0) + 1);
    }
  }
  complain('all', tryAll(source, before, lint).complaints);
  const fixed = fixAll(source, lint, anyFixes);
  if (fixed.edits.length > 0) counts.changed += 1;
  complain('hardened', notRestricted(fixed.text, fixed.remaining, counts));
}

/** The pods that Restricted forbids though nothing is left that its rules could say about them. */
function notRestricted(
  text: string,
  remaining: readonly Problem[],
  counts: Report['counts'],
): readonly string[] {
  if (/\{\{/.test(text)) return [];
  const documents = parseAllDocuments(text, { version: '1.1', merge: true });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return [];
  return documents.flatMap((document, index) => {
    const data = document.toJS({ maxAliasCount: -1 }) as Json;
    if (!isBuiltIn(data)) return [];
    const left = remaining.some(({ place, rule, also }) => {
      return place.document === index && [rule, ...also].some((id) => POLICY.has(id));
    });
    return plainPodsIn(data).flatMap((pod) => {
      if (left) return [];
      counts.pods += 1;
      const checks = checksAgainst(pod as unknown as JsonObject, 'restricted', NEWEST_MINOR);
      if (checks.length === 0) counts.restricted += 1;
      return checks.map((check) => `document ${index} is not restricted: ${check}`);
    });
  });
}

/** The rules that speak for the Pod Security Standards. */
const POLICY = new Set(
  rules.map(({ meta }) => meta as RuleMeta).flatMap(({ id, standards }) => (standards.pss ? id : [])),
);

/** Whether the API server would take it as it is: a patch has no selector. */
function isBuiltIn(data: Json): boolean {
  const { apiVersion, kind, spec } = (data ?? {}) as {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly spec?: { readonly selector?: Json };
  };
  if (apiVersion === 'apps/v1') return spec?.selector !== undefined;
  return /^(?:v1 Pod|batch\/v1 Job|batch\/v1 CronJob)$/.test(`${apiVersion} ${kind}`);
}

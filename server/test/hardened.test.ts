import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { defaultOptions } from '../../rules/engine/options';
import type { LintOptions } from '../../rules/engine/problem';
import type { AnyRule, RuleMeta } from '../../rules/engine/rule';
import { scopes } from '../../rules/engine/scope';
import { rules } from '../../rules/index';
import { readManifests } from '../../rules/kubernetes/manifest';
import { type Source, sourceOf } from '../../rules/yaml/source';
import { ChartTemplates } from '../src/workspace/manifest-file';
import { NodeFiles, pathOf, uriOf } from '../src/workspace/node-files';
import { Workspace } from '../src/workspace/workspace';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../test-fixtures/hardened');

const recommended = rules.filter(({ meta }) => meta.default === 'on').map(({ meta }) => meta.id);

/** Scopes of what nobody who has hardened a cluster keeps. */
const GONE: readonly string[] = ['AbacPolicy', 'PodSecurityPolicy'];

let sources: readonly Source[];

beforeAll(async () => {
  const files = new NodeFiles();
  const charts = new ChartTemplates(existsSync);
  const listed = (await files.list(uriOf(folder))).files.map(({ uri }) => uri);
  sources = (await files.readMany(listed)).map((read) => {
    if (!('text' in read)) throw new Error(`${read.uri}: ${read.message}`);
    return sourceOf(read.uri, read.text, { isTemplate: charts.has(pathOf(read.uri)) });
  });
});

test.each([false, true])(
  'a repository with every chapter done right has no findings, being all there is: %s',
  async (closedWorld) => {
    expect(await said({ ...defaultOptions, profile: 'all', only: recommended, closedWorld })).toEqual([]);
  },
);

test('it has an object for every chapter, and for all that rules look at', () => {
  const seen = new Set(
    rules.filter(isSomethingSeen).flatMap(({ meta }) => [`chapter ${meta.chapter}`, meta.scope]),
  );
  const metas: readonly RuleMeta[] = rules.map(({ meta }) => meta);
  const wanted = metas.flatMap(({ chapter, scope }) => [`chapter ${chapter}`, scope]);
  expect([...new Set(wanted)].filter((name) => !seen.has(name) && !GONE.includes(name))).toEqual([]);
});

/** Every finding, and all that was not read or went wrong, as text. */
async function said(options: LintOptions): Promise<readonly string[]> {
  const problems: string[] = [];
  const workspace = new Workspace({
    files: new NodeFiles(),
    rules,
    optionsFor: () => options,
    reportFailures: (uri, failures) => problems.push(...failures.map(({ rule }) => `${uri}: ${rule} fails`)),
  });
  await workspace.scan([uriOf(folder)]);
  for (const uri of workspace.uris()) {
    const found = await workspace.findings(uri);
    const file = path.relative(folder, pathOf(uri));
    for (const { problem, range } of found?.problems ?? []) {
      problems.push(`${file}:${range.start.line + 1} ${problem.rule}: ${problem.message}`);
    }
    for (const { code, message } of found?.skipped ?? []) problems.push(`${file} ${code}: ${message}`);
  }
  workspace.dispose();
  return problems;
}

const seenScopes = new Map<string, boolean>();

function isSomethingSeen({ meta: { scope } }: AnyRule): boolean {
  const known = seenScopes.get(scope);
  if (known !== undefined) return known;
  const isSeen = sources
    .flatMap((source) => readManifests(source).manifests)
    .some((manifest) => scopes[scope](manifest).length > 0);
  seenScopes.set(scope, isSeen);
  return isSeen;
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../index';
import { Comparison } from '../testing/both-readers';
import { hostileTemplate, hostileYaml } from '../testing/hostile-yaml';
import { manifestFixtures } from '../testing/manifest-fixtures';
import { readMarked } from '../testing/marked';
import { damaged, yamlSoup } from '../testing/yaml-soup';
import { sourceOf } from './source';

// KUBE_HARDEN_READS=5000 tries more; KUBE_HARDEN_SEED=2 tries others.
const numRuns = Number(process.env.KUBE_HARDEN_READS ?? 300);
const seed = Number(process.env.KUBE_HARDEN_SEED ?? 1);
// A folder of real repositories: nothing the project needs, but worth a lot.
const corpus = process.env.KUBE_HARDEN_CORPUS;

test.each([
  ['YAML', hostileYaml({ hasAliases: true }), false, 0.7],
  ['JSON', hostileYaml({ hasAliases: false, isJson: true }), false, 0.99],
  ['templates', hostileTemplate(), true, 0.7],
  ['YAML that is being typed', damaged(hostileYaml({ hasAliases: true })), false, 0.4],
  ['templates that are being typed', damaged(hostileTemplate()), true, 0.4],
  ['anything', yamlSoup(), false, 0.2],
] as const)(
  'Both readers see the same in %s, and the fast one takes its share',
  (_, texts, isTemplate, least) => {
    const comparison = new Comparison();
    fc.assert(
      fc.property(texts, (text) => {
        comparison.add(sourceOf('file:///it.yaml', text, { isTemplate }));
        expect(comparison.differences).toEqual([]);
      }),
      { numRuns, seed },
    );
    expect(comparison.accepted / comparison.documents, comparison.story).toBeGreaterThan(least);
  },
  20_000 + numRuns * 50,
);

test('Both readers see the same in every example and every sample', () => {
  const comparison = new Comparison();
  const examples = rules.flatMap(({ meta }) =>
    meta.examples.map(({ manifest }) => readMarked(manifest).text),
  );
  for (const text of [...examples, ...manifestFixtures().map((fixture) => fixture.text)]) {
    comparison.add(sourceOf('file:///it.yaml', text));
  }
  expect(comparison.differences).toEqual([]);
  expect(comparison.accepted / comparison.documents, comparison.story).toBeGreaterThan(0.99);
});

test('Characters that YAML does not allow are letters to both readers', () => {
  const comparison = new Comparison();
  const text = 'a\u0000b: "\u0007"\n"\ud800": [\u0085c, \ufffe]\n# \u0000\nd: |\n  \u007f\n';
  comparison.add(sourceOf('file:///it.yaml', text));
  expect(comparison).toMatchObject({ accepted: 1, differences: [] });
});

test.skipIf(corpus === undefined)(
  'Both readers see the same in real repositories',
  { timeout: 900_000 },
  () => {
    const comparison = new Comparison();
    for (const { file, text } of yamlIn(corpus ?? '')) {
      comparison.add(sourceOf('file:///it.yaml', text, { isTemplate: /\/templates\//.test(file) }));
    }
    console.log(comparison.story);
    expect(comparison.differences).toEqual([]);
  },
);

function yamlIn(folder: string): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => path.join(entry.path, entry.name))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

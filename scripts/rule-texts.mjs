import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { withListedFindings } from './listed-findings.mjs';

const CATALOGUE = /[\\/]rules[\\/]catalogue[\\/].+\.ts$/;

/** Where the formatter leaves a rule's examples. */
const EXAMPLES = /(?<=\n {4}examples: \[)\n[\s\S]*?(?=\n {4}\],\n)/g;

/** Where it leaves the texts that explain a rule: each is one literal. */
const TEXTS =
  /(?<=\n {4}(?:why|whenNotToFix|noFix):)\s+(?:`(?:\\[\s\S]|[^`\\])*`|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?=,\n)/g;

/**
 * Leaves the examples of the rules out of a bundle. They are half of it, and nothing that lints needs them.
 * @type {esbuild.Plugin}
 */
export const withoutExamples = {
  name: 'without-examples',
  setup(build) {
    build.onLoad({ filter: CATALOGUE }, ({ path: file }) => loaded(file, (text) => text));
  },
};

/**
 * Leaves out the texts that explain the rules, too: a fifth of what is left, which would be read at each start.
 * @type {esbuild.Plugin}
 */
export const withoutTexts = {
  name: 'without-texts',
  setup(build) {
    build.onLoad({ filter: CATALOGUE }, ({ path: file }) =>
      loaded(file, (text) => text.replace(TEXTS, " ''")),
    );
  },
};

/**
 * The file of a rule without its examples, and with its findings in a list.
 * @param {string} file
 * @param {(text: string) => string} change What else to do with it.
 * @returns {Promise<esbuild.OnLoadResult>}
 */
async function loaded(file, change) {
  const text = readFileSync(file, 'utf8');
  const isRule = text.includes('defineRule({');
  if (isRule && text.match(EXAMPLES)?.length !== 1) {
    return { errors: [{ text: `The examples of ${file} are not where they are looked for` }] };
  }
  if (isRule && (text.match(TEXTS)?.length ?? 0) < 2) {
    return { errors: [{ text: `The texts of ${file} are not where they are looked for` }] };
  }
  const { code } = await esbuild.transform(change(text).replace(EXAMPLES, ''), { loader: 'ts' });
  return { contents: withListedFindings(code), loader: 'js' };
}

/**
 * What the bundles leave out of every rule, by its id, as JSON.
 * @param {string} root
 */
export async function textsOf(root) {
  const outfile = path.join(root, 'out', 'rules.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['rules/index.ts'],
    bundle: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile,
    logLevel: 'warning',
  });
  /** @type {{ rules: readonly { meta: Record<'id' | 'why' | 'whenNotToFix' | 'noFix' | 'examples', unknown> }[] }} */
  const { rules } = await import(`${pathToFileURL(outfile)}?${Date.now()}`);
  const texts = rules.map(({ meta }) => [
    meta.id,
    { why: meta.why, whenNotToFix: meta.whenNotToFix, noFix: meta.noFix },
  ]);
  const examples = rules.map(({ meta }) => [meta.id, meta.examples]);
  return {
    texts: JSON.stringify(Object.fromEntries(texts)),
    examples: JSON.stringify(Object.fromEntries(examples)),
  };
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

/** Where the formatter leaves a rule's examples. */
const EXAMPLES = /(?<=\n {4}examples: \[)\n[\s\S]*?(?=\n {4}\],\n)/g;

/**
 * Leaves the examples of the rules out of a bundle. They are half of it, and nothing that lints needs them.
 * @type {esbuild.Plugin}
 */
export const withoutExamples = {
  name: 'without-examples',
  setup(build) {
    build.onLoad({ filter: /[\\/]rules[\\/]catalogue[\\/].+\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      const parts = text.match(EXAMPLES)?.length ?? 0;
      if (text.includes('defineRule({') && parts !== 1) {
        return { errors: [{ text: `The examples of ${file} are not where they are looked for` }] };
      }
      return { contents: text.replace(EXAMPLES, ''), loader: 'ts' };
    });
  },
};

/**
 * The examples of every rule by its id, as JSON.
 * @param {string} root
 */
export async function examplesOf(root) {
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
  /** @type {{ rules: readonly { meta: { id: string; examples: readonly object[] } }[] }} */
  const { rules } = await import(`${pathToFileURL(outfile)}?${Date.now()}`);
  return JSON.stringify(Object.fromEntries(rules.map(({ meta }) => [meta.id, meta.examples])));
}

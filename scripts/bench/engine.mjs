import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { withoutSpreads } from '../bundling.mjs';
import { withoutExamples } from '../rule-texts.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const reader = ['event-reader', 'read', 'source', 'split', 'template', 'tolerant', 'uncertainty'];
const files = [
  'rules/engine/lint',
  'rules/engine/options',
  'rules/index',
  'rules/kubernetes/manifest',
  ...reader.map((file) => `rules/yaml/${file}`),
];

/**
 * The engine and its rules, bundled as users get them.
 * @param {string} [of] Who has one of their own: what others have had it do decides how V8 compiles it.
 */
export async function loadEngine(of = 'all') {
  const outfile = path.join(root, 'out/bench/engine.mjs');
  await build({
    ...options,
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: root },
    platform: 'neutral',
    format: 'esm',
    outfile,
  });
  return import(`${pathToFileURL(outfile).href}?${of}`);
}

/**
 * Bundles a program; answers the file to start.
 * @param {string} entry Relative to the root.
 * @param {string} name
 */
export async function bundle(entry, name) {
  const outfile = path.join(root, 'out/bench', `${name}.js`);
  await build({ ...options, entryPoints: [path.join(root, entry)], platform: 'node', outfile });
  return outfile;
}

/** @type {import('esbuild').BuildOptions} */
const options = {
  bundle: true,
  mainFields: ['module', 'main'],
  logLevel: 'error',
  plugins: [withoutSpreads, withoutExamples],
};

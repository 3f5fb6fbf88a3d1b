import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { withoutSpreads } from '../bundling.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const reader = ['event-reader', 'read', 'source', 'split', 'template', 'tolerant', 'uncertainty'];
const files = [
  'rules/engine/lint',
  'rules/engine/options',
  'rules/index',
  'rules/kubernetes/manifest',
  ...reader.map((file) => `rules/yaml/${file}`),
];

/** The engine and its rules, bundled as users get them. */
export async function loadEngine() {
  const outfile = path.join(root, 'out/bench/engine.mjs');
  await build({
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: root },
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'esm',
    outfile,
    logLevel: 'error',
    plugins: [withoutSpreads],
  });
  return import(pathToFileURL(outfile).href);
}

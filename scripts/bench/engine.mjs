import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const files = [
  'rules/engine/lint',
  'rules/engine/options',
  'rules/index',
  'rules/kubernetes/manifest',
  'rules/yaml/source',
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
  });
  return import(pathToFileURL(outfile).href);
}

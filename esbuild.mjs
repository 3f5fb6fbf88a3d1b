import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { lateYaml, lightServer, withoutSpreads, yamlApart } from './scripts/bundling.mjs';
import { textsOf, withoutExamples, withoutTexts } from './scripts/rule-texts.mjs';

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Scripts that Node runs with what was compiled of them cannot import: what is loaded late is required.
  supported: { 'dynamic-import': false },
  // The packages' ES modules: only from them can the bundler leave out what is not used.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  plugins: [withoutTexts, withoutSpreads, lateYaml, yamlApart, lightServer],
};

/** For browsers. What needs Node does not resolve here, and fails the build.
 * @type {import('esbuild').BuildOptions} */
const web = {
  ...node,
  platform: 'browser',
  target: 'es2022',
  mainFields: ['browser', 'module', 'main'],
  define: { global: 'globalThis' },
  // A worker can read no file when somebody wants to know more about a rule.
  plugins: [withoutExamples, withoutSpreads, lateYaml, lightServer],
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ['client/src/node.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['server/src/node.ts'], outfile: 'dist/server-program.js' },
  { ...node, entryPoints: ['server/src/cli/main.ts'], outfile: 'dist/cli-program.js' },
  // As for browsers: for Node, the package asks the environment at each token whether to log it, which takes a quarter of its time.
  { ...node, platform: 'neutral', entryPoints: ['yaml'], outfile: 'dist/yaml.js', plugins: [] },
  {
    ...web,
    entryPoints: ['client/src/web.ts'],
    outfile: 'dist/web/extension.js',
    external: ['vscode'],
  },
  { ...web, entryPoints: ['server/src/worker.ts'], outfile: 'dist/web/server.js', format: 'iife' },
];

const results = await Promise.all(bundles.map((bundle) => esbuild.build({ ...bundle, metafile: true })));
await Promise.all(
  [
    launcher('dist/server-program.js', 'dist/server.js'),
    launcher('dist/cli-program.js', 'dist/cli.js', '#!/usr/bin/env node'),
  ].map((bundle) => esbuild.build(bundle)),
);
chmodSync('dist/cli.js', 0o755);
const { texts, examples } = await textsOf(path.dirname(fileURLToPath(import.meta.url)));
writeFileSync('dist/texts.json', texts);
writeFileSync('dist/examples.json', examples);
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesOf(results));

/**
 * What starts a program that has been built, and keeps what is compiled of it.
 * @param {string} program
 * @param {string} outfile
 * @param {string} [firstLine]
 * @returns {import('esbuild').BuildOptions}
 */
function launcher(program, outfile, firstLine = '') {
  const hash = createHash('sha256').update(readFileSync(program)).digest('hex').slice(0, 32);
  const define = { PROGRAM: JSON.stringify({ file: path.basename(program), hash }) };
  return { ...node, entryPoints: ['server/src/launcher.ts'], outfile, define, banner: { js: firstLine } };
}

/**
 * The licences of all packages that are in the bundles: they ask to go wherever the code goes.
 * @param {readonly esbuild.BuildResult<{ metafile: true }>[]} results
 */
function noticesOf(results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  const packages = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    if (file === undefined) throw new Error(`${name} has no licence file`);
    const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `Kube Harden contains these packages.\n\n${packages.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

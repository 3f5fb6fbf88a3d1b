import { chmodSync } from 'node:fs';
import * as esbuild from 'esbuild';

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The packages' ES modules: only from them can the bundler leave out what is not used.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ['client/src/node.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['server/src/node.ts'], outfile: 'dist/server.js' },
  {
    ...node,
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
chmodSync('dist/cli.js', 0o755);

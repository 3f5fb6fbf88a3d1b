import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from './extension-host.mjs';
import { serveEditor } from './server.mjs';

const timeout = 240_000;

// An extension to develop is what VS Code runs tests for; the one under test is installed like any other.
const bystander = {
  name: 'tests',
  publisher: 'kube-harden',
  version: '0.0.0',
  engines: { vscode: '^1.91.0' },
};

/**
 * Runs the suites of `client/test/host` inside the extension host of a VS Code with the packaged extension.
 * @param {string} root
 * @param {{ node: string; server: string }} installation
 * @param {string} extension
 */
export async function runHostSuite(root, installation, extension) {
  const output = path.join(root, 'out', 'host');
  fs.rmSync(output, { recursive: true, force: true });
  await bundleSuites(root, output);
  fs.writeFileSync(path.join(output, 'package.json'), JSON.stringify(bystander));
  const folder = copySample(root);
  const editor = await serveEditor(installation, { packages: [extension] });
  try {
    return await runTests({
      address: address(editor, folder, output),
      timeout,
      screenshot: path.join(root, 'out', 'screenshots', 'host-timeout.png'),
    });
  } finally {
    await editor.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A copy of the sample workspace that tests may change.
 * @param {string} root
 */
export function copySample(root) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-harden-sample-'));
  fs.cpSync(path.join(root, 'test-fixtures', 'workspace'), folder, { recursive: true });
  return folder;
}

/**
 * The names of the files with tests for an extension host.
 * @param {string} folder
 */
export function suitesIn(folder) {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
}

/**
 * @param {import('./server.mjs').Editor} editor
 * @param {string} folder
 * @param {string} tests
 */
function address(editor, folder, tests) {
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${editor.authority}${fs.realpathSync(file)}`;
  const payload = [
    ['extensionDevelopmentPath', remote(tests)],
    ['extensionTestsPath', remote(path.join(tests, 'index.js'))],
  ];
  return `${editor.url(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/**
 * @param {string} root
 * @param {string} output
 */
async function bundleSuites(root, output) {
  const esbuild = await import('esbuild');
  const source = path.join(root, 'client', 'test', 'host');
  await esbuild.build({
    entryPoints: ['index.ts', ...suitesIn(source)].map((name) => path.join(source, name)),
    outdir: output,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

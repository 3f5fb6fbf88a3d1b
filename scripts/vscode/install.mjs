import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { npm } from '../process.mjs';

const execute = promisify(execFile);

/** The editor that tests and `npm start` use: the VS Code server inside the code-server package. */
export const editorVersion = '4.139.1';

// That VS Code wants a newer Node than this project does.
const runtimeVersion = '24.21.0';

const downloadTimeout = 300_000;

// Where there is no network, that is to be told soon.
const patience = [
  '--loglevel=error',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-timeout=60000',
  '--prefer-offline',
];

/** What installs packages on their own: without what the project does not need, and without their scripts. */
export const installOptions = [
  'install',
  '--ignore-scripts',
  '--omit=dev',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
  ...patience,
];

/**
 * Brings a real VS Code and the Node that runs it into `directory`, from the npm registry, unless they are there.
 * @param {string} directory
 * @param {(message: string) => void} report
 * @returns {Promise<{ node: string; server: string }>}
 */
export async function installEditor(directory, report) {
  const editor = path.join(directory, `code-server-${editorVersion}`);
  const runtime = path.join(directory, `node-${runtimeVersion}`);
  await once(runtime, () => {
    report(`Fetching Node ${runtimeVersion} (about 190 MB on disk)`);
    return installRuntime(runtime);
  });
  await once(editor, () => {
    report(`Fetching VS Code from code-server ${editorVersion} (about 580 MB on disk)`);
    return installServer(editor, directory);
  });
  return { node: path.join(runtime, runtimeBinary()), server: path.join(editor, 'out', 'server-main.js') };
}

/** @param {string} runtime */
async function installRuntime(runtime) {
  fs.writeFileSync(path.join(runtime, 'package.json'), '{ "private": true }\n');
  await npm([...installOptions, '--no-save', `${runtimePackage()}@${runtimeVersion}`], {
    cwd: runtime,
    timeout: downloadTimeout,
  });
}

/**
 * @param {string} editor
 * @param {string} directory
 */
async function installServer(editor, directory) {
  await npm(['pack', `code-server@${editorVersion}`, '--pack-destination', '.', ...patience], {
    cwd: directory,
    timeout: downloadTimeout,
  });
  // Relative names: on Windows, GNU tar takes `C:` for a host.
  const archive = `code-server-${editorVersion}.tgz`;
  const target = path.relative(directory, editor);
  await execute('tar', ['xzf', archive, '-C', target, '--strip-components=3', 'package/lib/vscode'], {
    cwd: directory,
  });
  fs.rmSync(path.join(directory, archive));
  // Not `npm ci`: the package's own lock file does not match its manifest.
  await npm(installOptions, { cwd: editor, timeout: downloadTimeout });
}

/**
 * Runs `work` on an empty `directory`, and never again once it has succeeded there.
 * @param {string} directory
 * @param {() => Promise<void>} work
 */
export async function once(directory, work) {
  const done = path.join(directory, '.complete');
  if (fs.existsSync(done)) return;
  fs.rmSync(directory, { recursive: true, force: true });
  fs.mkdirSync(directory, { recursive: true });
  await work();
  fs.writeFileSync(done, '');
}

function runtimePackage() {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `${prefix}-${platform}-${process.arch}`;
}

function runtimeBinary() {
  const inside = path.join('node_modules', runtimePackage(), 'bin');
  return path.join(inside, process.platform === 'win32' ? 'node.exe' : 'node');
}

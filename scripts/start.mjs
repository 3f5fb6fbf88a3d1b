import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './dependencies.mjs';
import { build, packageExtension } from './package.mjs';
import { interrupts, must, run } from './process.mjs';
import { installEditor } from './vscode/install.mjs';
import { serveEditor } from './vscode/server.mjs';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
// npm runs scripts in the project's folder and says here where the user is.
const here = process.env.INIT_CWD ?? process.cwd();
const usage = `npm start [-- [--no-open] FOLDER]

Lints FOLDER (a small sample when it is left out), then opens it in a VS Code that has this extension: the one on
your machine with a throw-away profile, or one served to your browser.

  --no-open  Lint and package, but open nothing.`;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {readonly string[]} args */
async function main(args) {
  if (args.includes('--help')) {
    console.log(usage);
    return 0;
  }
  const unknown = args.filter((arg) => arg.startsWith('-') && arg !== '--no-open');
  const folders = args.filter((arg) => !arg.startsWith('-'));
  const folder = path.resolve(here, folders[0] ?? path.join(root, 'test-fixtures', 'workspace'));
  if (unknown.length > 0 || folders.length > 1) {
    console.error(usage);
    return 2;
  }
  if (!fs.existsSync(folder)) {
    console.error(`There is no ${folder}`);
    return 2;
  }
  await installDependencies(root, console.log);
  await build(root);
  lint(folder);
  const extension = await packageExtension(root);
  console.log(`Packaged ${path.relative(here, extension)}`);
  if (args.includes('--no-open')) return 0;
  const desktop = findDesktop();
  return desktop === undefined ? openInBrowser(folder, extension) : openOnDesktop(desktop, folder, extension);
}

/** @param {string} folder */
function lint(folder) {
  const shown = path.relative(here, folder) || '.';
  console.log(`\n$ kube-harden lint ${shown}\n`);
  const cli = path.join(root, 'dist', 'cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'lint', shown], { cwd: here, stdio: 'inherit' });
  // 1 says that there are findings, which is what a sample is for.
  if (status !== 0 && status !== 1) throw new Error(`The linter ended with ${status}`);
  console.log();
}

/**
 * @param {string} folder
 * @param {string} extension
 */
async function openInBrowser(folder, extension) {
  const directory = path.join(root, '.vscode-test');
  const installation = await installEditor(directory, console.log).catch((error) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `There is no "code" on the PATH, and VS Code could not be fetched to serve it to a browser:\n${reason}`,
    );
  });
  const editor = await serveEditor(installation, { packages: [extension] });
  const stopped = new Promise((resolve) => {
    for (const signal of interrupts) process.once(signal, resolve);
  });
  console.log(`VS Code with Kube Harden is at\n\n  ${editor.url(folder)}\n\nCtrl+C ends it.`);
  const reason = await Promise.race([stopped, editor.closed.then(() => 'closed')]);
  await editor.stop();
  if (reason !== 'closed') return 0;
  console.error(`VS Code has ended.\n${editor.log()}`);
  return 1;
}

/**
 * @param {string} code
 * @param {string} folder
 * @param {string} extension
 */
async function openOnDesktop(code, folder, extension) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-harden-code-'));
  const settings = path.join(profile, 'user', 'User', 'settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.writeFileSync(settings, JSON.stringify({ 'workbench.startupEditor': 'none' }));
  const folders = [
    `--extensions-dir=${path.join(profile, 'extensions')}`,
    `--user-data-dir=${path.join(profile, 'user')}`,
  ];
  try {
    await must(code, ['--install-extension', extension, ...folders], { timeout: 120_000 });
    console.log('VS Code with Kube Harden opens. Close its window to end this.');
    // No time limit that anybody would meet: the window is the user's.
    const day = 24 * 3600_000;
    const { code: status } = await run(code, ['--new-window', '--wait', ...folders, folder], {
      timeout: day,
    });
    return status;
  } finally {
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function findDesktop() {
  // In the terminal of a remote window, `code` only talks to that window and knows no profile folders.
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const places = (process.env.PATH ?? '').split(path.delimiter).map((place) => path.join(place, name));
  return places.find((place) => fs.existsSync(place));
}

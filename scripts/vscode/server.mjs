import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { must, start, stop } from '../process.mjs';

const startTimeout = 30_000;

// What keeps the window quiet: no welcome page, no chat beside the quick fixes, nothing that asks the network.
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * @typedef {object} Editor
 * @property {string} authority
 * @property {(folder: string) => string} url The address that shows a folder.
 * @property {() => string} log Everything the server has said.
 * @property {Promise<void>} closed Settles when the server has ended.
 * @property {() => Promise<void>} stop Ends the server and removes all it has written.
 */

/**
 * Serves a VS Code with nothing but the given packages in it, on a free port of this machine.
 * @param {{ node: string; server: string }} installation
 * @param {{ packages: readonly string[]; settings?: Record<string, unknown>; trusted?: boolean }} options
 * @returns {Promise<Editor>}
 */
export async function serveEditor({ node, server }, { packages, settings = {}, trusted = true }) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'kube-harden-vscode-'));
  const remove = () => fs.rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  const folders = prepare(directory, { ...quietSettings, ...settings });
  // Else every run leaves sockets behind in the folder for temporary files.
  const env = { ...process.env, XDG_RUNTIME_DIR: path.join(directory, 'run') };
  try {
    for (const file of packages) {
      await must(node, [server, '--install-extension', file, ...folders], { env, timeout: 60_000 });
    }
    const child = start(node, [server, ...serverOptions(trusted), ...folders], { env });
    const { port, log, closed } = await listening(child);
    const authority = `127.0.0.1:${port}`;
    return {
      authority,
      url: (folder) => `http://${authority}/?folder=${encodeURIComponent(toUrlPath(folder))}`,
      log,
      closed,
      stop: async () => {
        await end(child, closed);
        process.removeListener('exit', remove);
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** @param {boolean} trusted */
function serverOptions(trusted) {
  const options = [
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    // Without it the address of a test module is ignored.
    '--enable-smoke-test-driver',
  ];
  return trusted ? [...options, '--disable-workspace-trust'] : options;
}

/**
 * @param {string} directory
 * @param {Record<string, unknown>} settings
 */
function prepare(directory, settings) {
  for (const name of ['server', 'user/User', 'extensions', 'run']) {
    fs.mkdirSync(path.join(directory, name), { recursive: true });
  }
  fs.writeFileSync(
    path.join(directory, 'user', 'User', 'settings.json'),
    JSON.stringify(settings, undefined, 2),
  );
  return [
    `--server-data-dir=${path.join(directory, 'server')}`,
    `--user-data-dir=${path.join(directory, 'user')}`,
    `--extensions-dir=${path.join(directory, 'extensions')}`,
  ];
}

/**
 * @param {ReturnType<typeof start>} child
 * @returns {Promise<{ port: string; log: () => string; closed: Promise<void> }>}
 */
function listening(child) {
  let log = '';
  /** @type {Promise<void>} */
  const closed = new Promise((resolve) => child.once('close', () => resolve()));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop(child, 'SIGKILL');
      reject(new Error(`VS Code did not start within ${startTimeout / 1000} s\n${log}`));
    }, startTimeout);
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      log += chunk;
      const port = /agent listening on (\d+)/.exec(log)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve({ port, log: () => log, closed });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    closed.then(() => {
      clearTimeout(timer);
      reject(new Error(`VS Code ended before it listened\n${log}`));
    });
  });
}

/**
 * @param {ReturnType<typeof start>} child
 * @param {Promise<void>} closed
 */
async function end(child, closed) {
  stop(child, 'SIGTERM');
  const timer = setTimeout(() => stop(child, 'SIGKILL'), 3000);
  await closed;
  clearTimeout(timer);
}

/** @param {string} folder */
function toUrlPath(folder) {
  return folder.startsWith('/') ? folder : `/${folder.replaceAll('\\', '/')}`;
}

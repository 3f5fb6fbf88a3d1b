import fs from 'node:fs';
import util from 'node:util';
import { openPage } from './browser.mjs';

// What VS Code itself says on every run: about its own optional modules, its gallery, its connection.
const noise =
  /AgentHost|ChatModel|spdlog|watchdog|gallery|open-vsx|Service Worker|socket|connection token|AccountPolicyGate|reconnection-grace|bindings file|builtin extensions|authentication provider|workbench contribution/i;

/**
 * Runs a module that exports `run()` inside the extension host of a served VS Code and answers its exit code.
 * Past `timeout` milliseconds the page is pictured in `screenshot` and the run fails.
 * @param {import('./server.mjs').Editor} editor
 * @param {object} options
 * @param {string} options.folder The workspace folder to open.
 * @param {string} options.extension The folder of the development extension; the tested one is installed.
 * @param {string} options.module The module with the tests.
 * @param {Record<string, string>} options.env Environment variables of the extension host.
 * @param {number} options.timeout
 * @param {string} options.screenshot
 */
export async function runInExtensionHost(editor, { folder, extension, module, env, timeout, screenshot }) {
  const { page, close } = await openPage();
  try {
    /** @type {(code: number) => void} */
    let finish = () => undefined;
    /** @type {Promise<number>} */
    const exit = new Promise((resolve) => {
      finish = resolve;
    });
    await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => finish(code));
    await page.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
        const line = util.format(...args);
        if (!noise.test(line)) console.log(line);
      },
    );
    await page.goto(address(editor, { folder, extension, module, env }), { waitUntil: 'domcontentloaded' });
    const code = await Promise.race([exit, after(timeout)]);
    if (code !== undefined) return code;
    await page.screenshot({ path: screenshot });
    throw new Error(`The extension host did not finish within ${timeout / 1000} s; see ${screenshot}`);
  } finally {
    await close();
  }
}

/**
 * @param {import('./server.mjs').Editor} editor
 * @param {{ folder: string; extension: string; module: string; env: Record<string, string> }} options
 */
function address(editor, { folder, extension, module, env }) {
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${editor.authority}${fs.realpathSync(file)}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(module)],
    ['extensionEnvironment', JSON.stringify(env)],
  ];
  return `${editor.url(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/**
 * @param {number} milliseconds
 * @returns {Promise<undefined>}
 */
function after(milliseconds) {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds).unref());
}

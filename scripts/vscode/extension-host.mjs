import util from 'node:util';
import { openPage } from './browser.mjs';

/** @typedef {{ passed: number; failed: number; skipped: number }} Counts */

// What VS Code itself says on every run: about its own optional modules, its gallery, its connection.
const noise =
  /AgentHost|ChatModel|spdlog|watchdog|gallery|open-vsx|Service Worker|socket|connection token|AccountPolicyGate|reconnection-grace|bindings file|builtin extensions|authentication provider|workbench contribution|package\.nls\.json|validating workspace folder/i;

const resultsMark = 'results of the extension host: ';

/** How long the counts may come after the end. */
const resultsTimeout = 5000;

/**
 * Opens the page of a VS Code that runs tests in its extension host, and answers their counts. Past `timeout` milliseconds
 * the page is pictured in `screenshot` and the run fails.
 * @param {object} options
 * @param {string} options.address
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.prepare] Called before the page is loaded.
 * @param {number} options.timeout
 * @param {string} options.screenshot
 * @returns {Promise<Counts>}
 */
export async function runTests({ address, prepare, timeout, screenshot }) {
  const { page, close } = await openPage();
  try {
    const run = await listen(page);
    await prepare?.(page);
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    const code = await Promise.race([run.exit, after(timeout)]);
    if (code === undefined) {
      await page.screenshot({ path: screenshot });
      throw new Error(`The extension host did not finish within ${timeout / 1000} s; see ${screenshot}`);
    }
    const counts = await Promise.race([run.counts, after(resultsTimeout)]);
    if (counts === undefined) throw new Error(`The extension host ended with ${code}, without results`);
    if ((code === 0) !== (counts.failed === 0)) {
      throw new Error(`The extension host ended with ${code}, and ${counts.failed} tests failed`);
    }
    return counts;
  } finally {
    await close();
  }
}

/**
 * Shows what the extension host writes, and waits for its end and its counts. These functions are what VS Code calls.
 * @param {import('playwright-core').Page} page
 */
async function listen(page) {
  /** @type {(code: number) => void} */
  let finish = () => undefined;
  /** @type {Promise<number>} */
  const exit = new Promise((resolve) => {
    finish = resolve;
  });
  /** @type {(counts: Counts) => void} */
  let count = () => undefined;
  /** @type {Promise<Counts>} */
  const counts = new Promise((resolve) => {
    count = resolve;
  });
  /** @param {string} _type @param {unknown[]} args */
  const log = (_type, args) => {
    const line = util.format(...args);
    if (line.startsWith(resultsMark)) count(JSON.parse(line.slice(resultsMark.length)));
    else if (!noise.test(line)) console.log(line);
  };
  await page.exposeFunction('codeAutomationLog', log);
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => finish(code));
  return { exit, counts };
}

/**
 * @param {number} milliseconds
 * @returns {Promise<undefined>}
 */
function after(milliseconds) {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds).unref());
}

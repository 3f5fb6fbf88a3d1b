import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const peak = new URL('peak.mjs', import.meta.url).href;

/** The program that others are measured against.
 * @type {readonly string[]} */
export const bareNode = ['-e', '0'];

const script = fileURLToPath(new URL('baseline.mjs', import.meta.url));

/**
 * A program that reads all manifests of a folder, or parses them with `yaml`, and does no more.
 * @param {'read' | 'yaml'} what
 * @param {string} folder
 */
export function baseline(what, folder) {
  return [script, what, folder];
}

/**
 * Runs Node to its end; answers the milliseconds from its start to its end. Fails where it does not end with 0.
 * @param {readonly string[]} args
 * @param {number} [timeout] Milliseconds after which it fails.
 */
export async function timeNode(args, timeout) {
  const start = performance.now();
  await runNode(args, ['ignore', 'ignore', 'inherit'], timeout).ended;
  return performance.now() - start;
}

/**
 * Runs Node to its end; answers the most memory it had, in MB.
 * @param {readonly string[]} args
 */
export async function peakMemory(args) {
  const { child, ended } = runNode(['--import', peak, ...args], ['ignore', 'ignore', 'inherit', 'pipe']);
  let kilobytes = '';
  child.stdio[3]?.on('data', (chunk) => {
    kilobytes += chunk;
  });
  await ended;
  return Number(kilobytes) / 1000;
}

/**
 * @param {readonly string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 * @param {number} [timeout]
 */
function runNode(args, stdio, timeout) {
  const child = spawn(process.execPath, [...args], { stdio, timeout });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(code);
      else reject(new Error(`node ${args.join(' ')} ended with ${code ?? signal}`));
    });
  });
  return { child, ended };
}

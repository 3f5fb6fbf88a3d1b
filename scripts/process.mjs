import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeout] Milliseconds after which the process is ended and the run fails.
 * @property {boolean} [quiet] Keeps the output back instead of showing it as it comes.
 */

/**
 * Runs a program to its end. Rejects only where it could not be started or took too long.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number; output: string; errors: string }>}
 */
export function run(program, args, options = {}) {
  const { cwd, env, timeout = 600_000, quiet = false } = options;
  return new Promise((resolve, reject) => {
    const child = start(program, args, { cwd, env });
    let output = '';
    let errors = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stop(child, 'SIGTERM');
      // What it has started in groups of their own must get the chance to end, too.
      setTimeout(() => stop(child, 'SIGKILL'), 3000).unref();
    }, timeout);
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      if (!quiet) process.stdout.write(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      errors += chunk;
      if (!quiet) process.stderr.write(chunk);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (late) reject(failure(program, args, `took longer than ${timeout / 1000} s`, output + errors));
      else resolve({ code: code ?? 1, output, errors });
    });
  });
}

/**
 * Runs a program that has to succeed, and answers what it wrote to its standard output.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export async function must(program, args, options = {}) {
  const { code, output, errors } = await run(program, args, { quiet: true, ...options });
  if (code !== 0) throw failure(program, args, `ended with ${code}`, output + errors);
  return output;
}

/**
 * Runs npm, which has to succeed, and answers what it wrote to its standard output.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return must(process.execPath, [script, ...args], options);
  return must(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/**
 * Starts a program with piped output; `stop` ends it together with everything it started.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string | undefined; env?: NodeJS.ProcessEnv | undefined }} options
 */
export function start(program, args, { cwd, env }) {
  const child = spawn(program, [...args], {
    cwd,
    env: env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && program.endsWith('.cmd'),
    // A group of its own, so that ending it reaches what it has started.
    detached: process.platform !== 'win32',
  });
  watchForInterrupts();
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/**
 * Ends a process that `start` gave, and its descendants.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function stop(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** The signals by which a user or a system ends a program.
 * @type {readonly NodeJS.Signals[]} */
export const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let watching = false;

function watchForInterrupts() {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const child of running) stop(child, 'SIGTERM');
  });
  for (const signal of interrupts) {
    process.on(signal, () => {
      // Who else listens ends the process in its own way.
      if (process.listenerCount(signal) === 1) process.exit(130);
    });
  }
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} what
 * @param {string} output
 */
function failure(program, args, what, output) {
  return new Error(`${program} ${args.join(' ')} ${what}\n${output}`);
}

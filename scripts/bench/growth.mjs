import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ms, time } from './measure.mjs';
import { timeNode } from './processes.mjs';
import { hostile } from './shapes.mjs';

/** Characters of the texts of a shape. */
export const sizes = [50_000, 100_000, 200_000, 400_000];
/** What the time of one rule for so many entries may grow by: it is short, and garbage collection is a larger part of it. */
const limitForEntries = 1.5;
/** Entries that are added to an example. */
export const counts = [500, 1000, 2000, 4000];
export const limit = 1.15;
/** Nobody waits longer, in milliseconds, for a better or a further number. */
export const tooLong = 1500;
/** Whoever takes longer, in milliseconds, hangs. */
const endless = 20_000;
const script = fileURLToPath(new URL('growing.mjs', import.meta.url));
/** In MB. With less, garbage collection meets the long texts and spares the short ones. */
const youngGeneration = 512;

/** @typedef {{ name: string; times: readonly number[]; error?: string }} Grown */

/** How the time for a text grows with its length, for texts that grow in one way each. Linear is an exponent of 1. */
export async function benchGrowth() {
  console.log(
    `\nLint with all rules, least of several rounds, at ${sizes.map((size) => size / 1000).join(', ')} kB:`,
  );
  const grown = await growAll('shapes');
  return [
    {
      ...growthGoal(grown, limit),
      what: `exponent from 50 to 400 kB, the steepest of ${grown.length} shapes`,
      cap: '100 ms at 400 kB',
    },
  ];
}

/** How the time of each rule grows with each list and each mapping of its examples. */
export async function benchEntries() {
  console.log(`\nEach rule on its own examples with ${counts.join(', ')} further entries somewhere in them:`);
  const grown = await growAll('entries');
  return [
    {
      ...growthGoal(grown, limitForEntries),
      what: `exponent from ${counts[0]} to ${counts.at(-1)} entries, the steepest of ${grown.length} places`,
    },
  ];
}

/**
 * @param {readonly Grown[]} grown
 * @param {number} limit
 */
function growthGoal(grown, limit) {
  const all = grown.map(({ name, times, error }) =>
    error === undefined
      ? { name, whole: times.at(-1) ?? 0, exponent: exponentOf(times) }
      : { name: `${name}: ${error}`, whole: Infinity, exponent: Infinity },
  );
  const none = { name: 'none', whole: 0, exponent: 0 };
  const steepest = all.reduce((one, other) => (other.exponent > one.exponent ? other : one), none);
  const slowest = all.reduce((one, other) => (other.whole > one.whole ? other : one), none);
  const over = all.filter(({ exponent }) => exponent > limit).length;
  const beside = `${steepest.name}; ${over} over the limit; slowest: ${slowest.name}, ${ms(slowest.whole)}`;
  return { id: '14', measured: steepest.exponent, limit, beside };
}

/**
 * Each text's times, measured in a process of their own.
 * @param {'shapes' | 'entries'} what
 * @returns {Promise<readonly Grown[]>}
 */
function growAll(what) {
  const flags = ['min', 'max'].map((which) => `--${which}-semi-space-size=${youngGeneration}`);
  const child = fork(script, [what], { execArgv: [...flags, '--expose-gc'] });
  /** @type {Grown[]} */
  const grown = [];
  child.on('message', (/** @type {Grown} */ one) => {
    const shown = one.times.map((each) => ms(each).padStart(9)).join(' ');
    console.log(
      `  ${one.name.padEnd(26)} ${one.error ?? `${shown}   exponent ${exponentOf(one.times).toFixed(2)}`}`,
    );
    grown.push(one);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(grown);
      else reject(new Error(`${script} ended with ${code ?? signal}`));
    });
  });
}

/**
 * The exponent over all sizes, of which each is twice the one before: the slope of the line that fits best where both sides
 * are logarithms. Of two times alone, one that garbage collection meets makes a curve of a line.
 * @param {readonly number[]} times
 */
export function exponentOf(times) {
  const middle = (times.length - 1) / 2;
  const weights = times.map((_time, index) => index - middle);
  const rise = times.reduce((sum, time, index) => sum + (weights[index] ?? 0) * Math.log2(time), 0);
  return rise / weights.reduce((sum, weight) => sum + weight ** 2, 0);
}

/**
 * The command line on texts made to break it, each in a process of its own. What ends it, or never ends, counts.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchHostile(bench) {
  const { defaultOptions, lint, rules, sourceOf } = await bench.engine();
  const texts = Object.entries(hostile).map(([name, make]) => /** @type {const} */ ([name, make()]));
  console.log('\nHostile texts, in a process of their own, and linting alone:');
  const broken = [];
  const spent = [];
  for (const [index, [name, text]] of texts.entries()) {
    try {
      const folder = bench.write(`hostile-${index}`, new Map([['hostile.yaml', text]]));
      const whole = await timeNode(bench.lint(folder), endless);
      const alone = least(
        (each) => lint(sourceOf('file:///bench.yaml', each), rules, defaultOptions),
        text,
        3,
        150,
      );
      console.log(`  ${name.padEnd(34)} ${ms(whole).padStart(9)} ${ms(alone).padStart(9)}`);
      spent.push({ name, alone });
    } catch (error) {
      console.log(`  ${name.padEnd(34)} ${error instanceof Error ? error.message : error}`);
      broken.push(name);
    }
  }
  const slowest = spent.reduce((one, other) => (other.alone > one.alone ? other : one), {
    name: '',
    alone: 0,
  });
  const ended = broken.length > 0 ? `${broken.join(', ')}; ` : '';
  return [
    {
      id: '15',
      what: `hostile texts, of ${texts.length}, that end it or take over 20 s`,
      measured: broken.length,
      limit: 0,
      beside: `${ended}slowest: ${slowest.name}, ${ms(slowest.alone)}`,
      cap: '300 ms each',
    },
  ];
}

/**
 * The least time of several calls; of one, where it takes too long.
 * @param {(text: string) => void} run
 * @param {string} text
 * @param {number} runs At least so many,
 * @param {number} patience and for at least so many milliseconds.
 */
export function least(run, text, runs, patience) {
  const start = performance.now();
  let best = Infinity;
  for (let count = 0; count < runs || performance.now() - start < patience; count++) {
    best = Math.min(
      best,
      time(() => run(text)),
    );
    if (best > tooLong) break;
  }
  return best;
}

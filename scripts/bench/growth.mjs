import { ms, time } from './measure.mjs';
import { timeNode } from './processes.mjs';
import { hostile, shapes } from './shapes.mjs';

const sizes = [50_000, 100_000, 200_000, 400_000];
const limit = 1.15;
/** A shape gets at least so many rounds, and so many milliseconds; one that looks steep gets several times as many. */
const enough = { rounds: 2, time: 1000, timeIfSteep: 4000 };
/** Short calls are repeated for so many milliseconds in each round: one of them tells nothing. */
const patience = 10;
/** Nobody waits longer, in milliseconds, for a better or a further number. */
const tooLong = 1500;
/** Whoever takes longer, in milliseconds, hangs. */
const endless = 20_000;

/**
 * How the time for a text grows with its length, for texts that grow in one way each. Linear is an exponent of 1.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchGrowth(bench) {
  const { defaultOptions, lint, rules, sourceOf } = await bench.engine();
  const all = { ...defaultOptions, profile: 'all' };
  const run = (text) => lint(sourceOf('file:///bench.yaml', text), rules, all);
  console.log(
    `\nLint with all rules, least of several rounds, at ${sizes.map((size) => size / 1000).join(', ')} kB:`,
  );
  const grown = Object.entries(shapes).map(([name, shape]) => {
    try {
      const times = timesOf(run, sizes.map(shape));
      const exponent = exponentOf(times);
      const whole = times.at(-1) ?? 0;
      const shown = times.map((each) => ms(each).padStart(9)).join(' ');
      console.log(`  ${name.padEnd(26)} ${shown}   exponent ${exponent.toFixed(2)}`);
      return { name, whole, exponent };
    } catch (error) {
      console.log(`  ${name.padEnd(26)} ${error}`);
      return { name: `${name}: ${error}`, whole: Infinity, exponent: Infinity };
    }
  });
  const steepest = grown.reduce((one, other) => (other.exponent > one.exponent ? other : one));
  const slowest = grown.reduce((one, other) => (other.whole > one.whole ? other : one));
  const over = grown.filter(({ exponent }) => exponent > limit).length;
  return [
    {
      id: '14',
      what: `exponent from 50 to 400 kB, the steepest of ${grown.length} shapes`,
      measured: steepest.exponent,
      limit,
      beside: `${steepest.name}; ${over} over the limit; slowest: ${slowest.name}, ${ms(slowest.whole)}`,
      cap: '100 ms at 400 kB',
    },
  ];
}

/**
 * The exponent over all sizes, of which each is twice the one before: the slope of the line that fits best where both sides
 * are logarithms. Of two times alone, one that garbage collection meets makes a curve of a line.
 * @param {readonly number[]} times
 */
function exponentOf(times) {
  const middle = (times.length - 1) / 2;
  const weights = times.map((_time, index) => index - middle);
  const rise = times.reduce((sum, time, index) => sum + (weights[index] ?? 0) * Math.log2(time), 0);
  return rise / weights.reduce((sum, weight) => sum + weight ** 2, 0);
}

/**
 * The least time for each text, in rounds over all of them: what else the machine does meets all sizes alike.
 * @param {(text: string) => void} run
 * @param {readonly string[]} texts From the smallest to the largest. Two make an exponent; of the further ones, those are left
 * out that take too long.
 */
function timesOf(run, texts) {
  /** @type {number[]} */
  const times = [];
  const start = performance.now();
  for (let round = 0; !isEnough(round, performance.now() - start, exponentOf(times)); round++) {
    for (const [index, text] of texts.entries()) {
      if (index > 1 && times.slice(0, index).some((each) => each > tooLong)) break;
      times[index] = Math.min(times[index] ?? Infinity, least(run, text, 1, patience));
    }
  }
  return times;
}

/**
 * @param {number} rounds
 * @param {number} time In milliseconds.
 * @param {number} exponent
 */
function isEnough(rounds, time, exponent) {
  return rounds >= enough.rounds && time >= (exponent > limit ? enough.timeIfSteep : enough.time);
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
function least(run, text, runs, patience) {
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

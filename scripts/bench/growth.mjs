import { ms, time } from './measure.mjs';
import { timeNode } from './processes.mjs';
import { hostile, shapes } from './shapes.mjs';

const sizes = [50_000, 100_000, 200_000, 400_000];
const runs = 3;
const limit = 1.15;
/** Short calls are repeated for at least so many milliseconds: one of them tells nothing. */
const patience = 150;
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
    `\nLint with all rules, least of ${runs} runs, at ${sizes.map((size) => size / 1000).join(', ')} kB:`,
  );
  const grown = Object.entries(shapes).map(([name, shape]) => {
    try {
      const times = [];
      for (const size of sizes) {
        // Two sizes make an exponent; what takes seconds by then would take minutes at the last.
        if (times.length > 1 && times.some((each) => each > tooLong)) break;
        times.push(least(run, shape(size)));
      }
      for (let again = 0; again < 2 && exponentOf(times) > limit; again++) measureAgain(run, shape, times);
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
      what: `exponent from 200 to 400 kB, the steepest of ${grown.length} shapes`,
      measured: steepest.exponent,
      limit,
      beside: `${steepest.name}; ${over} over the limit; slowest: ${slowest.name}, ${ms(slowest.whole)}`,
      cap: '100 ms at 400 kB',
    },
  ];
}

/**
 * The exponent of the last doubling.
 * @param {readonly number[]} times
 */
function exponentOf(times) {
  const [half = 0, whole = 0] = times.slice(-2);
  return Math.log2(whole / half);
}

/**
 * What looks steep may only have met something else that the machine did: both of the last sizes get another chance.
 * @param {(text: string) => void} run
 * @param {(size: number) => string} shape
 * @param {number[]} times
 */
function measureAgain(run, shape, times) {
  for (const index of [times.length - 2, times.length - 1]) {
    times[index] = Math.min(times[index] ?? Infinity, least(run, shape(sizes[index] ?? 0)));
  }
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
      const alone = least((each) => lint(sourceOf('file:///bench.yaml', each), rules, defaultOptions), text);
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
 * @param {(text: string) => void} run
 * @param {string} text
 */
function least(run, text) {
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

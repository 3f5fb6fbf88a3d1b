// Lints texts that grow, in a process that growth.mjs starts, and tells it the times of each shape.
import { loadEngine } from './engine.mjs';
import { longerExamples } from './entries.mjs';
import { counts, exponentOf, least, limit, sizes, tooLong } from './growth.mjs';
import { shapes } from './shapes.mjs';

const examples = new URL('../../dist/examples.json', import.meta.url);

/** A shape gets at least so many rounds, and so many milliseconds; one that looks steep gets several times as many. */
const enough = { rounds: 2, time: 1000, timeIfSteep: 4000 };
/** Short calls are repeated for so many milliseconds in each round: one of them tells nothing. */
const patience = 10;

/** Longer texts, in characters, are left out: a rule for what is too long has such an example. */
const tooLarge = 5_000_000;
/** A text that takes less, in milliseconds, tells nothing of how it grows. */
const tooShort = 150;

const { defaultOptions, lint, rules, sourceOf } = await loadEngine();
const all = { ...defaultOptions, profile: 'all' };
const lintWith = (some) => (text) => lint(sourceOf('file:///bench.yaml', text), some, all);
if (process.argv[2] === 'entries') growExamples();
else growShapes();

function growShapes() {
  for (const [name, shape] of Object.entries(shapes)) tell(name, lintWith(rules), sizes.map(shape));
}

/** Each with its own rule. What certainly takes no time at all is not told. */
function growExamples() {
  for (const { rule, name, textOf } of longerExamples(examples)) {
    const run = lintWith(rules.filter(({ meta }) => meta.id === rule));
    const whole = textOf(counts.at(-1) ?? 0);
    if (whole.length < tooLarge && least(run, whole, 2, 0) > tooShort) tell(name, run, counts.map(textOf));
  }
}

/**
 * @param {string} name
 * @param {(text: string) => void} run
 * @param {readonly string[]} texts
 */
function tell(name, run, texts) {
  try {
    process.send?.({ name, times: timesOf(run, texts) });
  } catch (error) {
    process.send?.({ name, times: [], error: `${error}` });
  }
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
      globalThis.gc?.({ type: 'minor' });
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

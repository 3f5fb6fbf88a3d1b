// Lints texts that grow, in a process that growth.mjs starts, and tells it the times of each shape.
import { loadEngine } from './engine.mjs';
import { exponentOf, least, limit, sizes, tooLong } from './growth.mjs';
import { shapes } from './shapes.mjs';

/** A shape gets at least so many rounds, and so many milliseconds; one that looks steep gets several times as many. */
const enough = { rounds: 2, time: 1000, timeIfSteep: 4000 };
/** Short calls are repeated for so many milliseconds in each round: one of them tells nothing. */
const patience = 10;

const { defaultOptions, lint, rules, sourceOf } = await loadEngine();
const all = { ...defaultOptions, profile: 'all' };
for (const [name, shape] of Object.entries(shapes)) {
  try {
    const texts = sizes.map(shape);
    process.send?.({
      name,
      times: timesOf((text) => lint(sourceOf('file:///bench.yaml', text), rules, all), texts),
    });
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

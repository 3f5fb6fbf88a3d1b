/** How often both sides of a comparison run. */
export const ROUNDS = 9;

/**
 * How long a call takes, in milliseconds.
 * @param {() => void} run
 */
export function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/**
 * The value that this share of all values lies below.
 * @param {readonly number[]} values
 * @param {number} share From 0 to 1.
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * The median of what one side took as a share of what the other took in the same round.
 * @param {readonly number[]} ones
 * @param {readonly number[]} others
 */
export function medianRatio(ones, others) {
  return median(ones.map((one, round) => one / (others[round] ?? Number.NaN)));
}

/**
 * Runs all sides in turn, so that whatever else the machine does meets each of them. A first round warms up and does not count.
 * @template {string} Side
 * @param {number} rounds
 * @param {Record<Side, () => number | Promise<number>>} sides Each answers what it measured.
 * @returns {Promise<Record<Side, number[]>>} What each side measured, round by round.
 */
export async function inTurn(rounds, sides) {
  const names = /** @type {Side[]} */ (Object.keys(sides));
  const measured = /** @type {Record<Side, number[]>} */ (
    Object.fromEntries(names.map((name) => [name, []]))
  );
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const value = await sides[name]();
      if (round >= 0) measured[name].push(value);
    }
  }
  return measured;
}

/**
 * Milliseconds, with as many digits as tell something.
 * @param {number} value
 */
export function ms(value) {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/**
 * Milliseconds as whole microseconds.
 * @param {number} value
 */
export function micros(value) {
  return `${(value * 1000).toFixed(0)} µs`;
}

/**
 * Prints how many times as long one takes as another.
 * @param {string} name
 * @param {() => void} one
 * @param {() => void} other
 */
export async function compare(name, one, other) {
  const { mine, theirs } = await inTurn(ROUNDS, { mine: () => time(one), theirs: () => time(other) });
  const ratio = medianRatio(mine, theirs).toFixed(2);
  console.log(`  ${name}: ${ratio} (${ms(median(mine))} : ${ms(median(theirs))})`);
}

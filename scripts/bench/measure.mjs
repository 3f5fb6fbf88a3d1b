/** How often both sides of a comparison run. */
export const ROUNDS = 9;

/** How long a call takes, in milliseconds. */
export function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The value that this share of all values lies below. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values) {
  return quantile(values, 0.5);
}

/** Milliseconds as whole microseconds. */
export function micros(value) {
  return `${(value * 1000).toFixed(0)} µs`;
}

/** Prints how many times as long one takes as another. Both run in turn, so that whatever else the machine does meets both. */
export function compare(name, one, other) {
  const pairs = Array.from({ length: ROUNDS + 1 }, () => [time(one), time(other)]).slice(1);
  const [mine, theirs] = [0, 1].map((index) => `${median(pairs.map((pair) => pair[index])).toFixed(1)} ms`);
  console.log(`  ${name}: ${median(pairs.map(([a, b]) => a / b)).toFixed(2)} (${mine} : ${theirs})`);
}

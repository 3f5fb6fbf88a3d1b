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

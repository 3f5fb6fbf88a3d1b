/** What a unit of a duration is worth, in seconds. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);

/** The seconds that a duration such as `1m30s` takes, as Go's `time.ParseDuration` reads it; undefined for what is none. */
export function secondsOf(text: string): number | undefined {
  const [, sign = '', rest = ''] = /^([-+]?)(.+)$/.exec(text) ?? [];
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(rest)) return undefined;
  let seconds = 0;
  for (const [, number, unit = ''] of rest.matchAll(/([\d.]+)([a-zµ]+)/g)) {
    seconds += Number(number) * (UNITS.get(unit) ?? 0);
  }
  return sign === '-' ? -seconds : seconds;
}

/** What says where in a text something stands. */
const PLACES: ReadonlySet<string> = new Set(['span', 'range']);
const SPAN: ReadonlySet<string> = new Set(['span']);
const NOTHING: ReadonlySet<string> = new Set();

/**
 * Whether two pieces of plain data are the same, with or without where in their texts they stand. Of a place with lines the
 * lines count: nobody sees where in a text it is counted in characters.
 */
export function isSameData(a: unknown, b: unknown, withPlaces: boolean): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSameData(item, b[index], withPlaces));
  }
  return isSameRecord(Object.entries(a), Object.entries(b), withPlaces);
}

function isSameRecord(
  a: readonly (readonly [string, unknown])[],
  b: readonly (readonly [string, unknown])[],
  withPlaces: boolean,
): boolean {
  const ignored = !withPlaces ? PLACES : a.some(([key]) => key === 'range') ? SPAN : NOTHING;
  const others = new Map(b.filter(([key, value]) => value !== undefined && !ignored.has(key)));
  let count = 0;
  for (const [key, value] of a) {
    if (value === undefined || ignored.has(key)) continue;
    count += 1;
    if (!others.has(key) || !isSameData(value, others.get(key), withPlaces)) return false;
  }
  return count === others.size;
}

/** A copy of plain data that does not say where anything stands. */
export function withoutPlaces<T>(value: T): T {
  // Nobody looks at the places of the copy: it is compared without them.
  return JSON.parse(textWithoutPlaces(value)) as T;
}

/** Plain data as JSON that does not say where anything stands. */
export function textWithoutPlaces(value: unknown): string {
  return JSON.stringify(value, (key, part) => (PLACES.has(key) ? undefined : part));
}

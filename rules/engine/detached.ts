/** Of how many parts of data it is known that they are there, at most: most of what is equal is near. */
const MOST_KNOWN = 10_000;

/** Copies plain data to be kept. */
export type Detacher = <T>(data: T) => T;

/**
 * Copies plain data, so that it keeps nothing of the text it was read from and is small: what was cut out of a text holds on to
 * all of it. Equal parts of what is copied are one, so nobody may change them. What is undefined is left out. `ownText` may
 * give a text that somebody keeps anyway, in place of an equal one.
 */
export function detacher(ownText: (text: string) => string | undefined = () => undefined): Detacher {
  const texts = new Map<string, string>();
  const parts = new Map<string, unknown>();
  const shared = (value: unknown): unknown => {
    if (typeof value === 'string') return ownText(value) ?? oneOf(texts, value, value);
    if (!isData(value)) return value;
    shareIn(value);
    return oneOf(parts, JSON.stringify(value), value);
  };
  const shareIn = (data: Record<string, unknown>) => {
    for (const [key, value] of Object.entries(data)) {
      if (typeof value === 'string' || typeof value === 'object') data[key] = shared(value);
    }
  };
  return (data) => {
    // Objects that are read from JSON are as small as they can be, and there is no other way to have characters copied
    // that works everywhere.
    const copy: unknown = JSON.parse(JSON.stringify(data));
    for (const item of Array.isArray(copy) ? copy : [copy]) if (isData(item)) shareIn(item);
    // Data keeps its shape: only equal parts of it become one.
    return copy as typeof data;
  };
}

function oneOf<T>(known: Map<string, T>, key: string, value: T): T {
  const one = known.get(key);
  if (one !== undefined) return one;
  if (known.size === MOST_KNOWN) known.clear();
  known.set(key, value);
  return value;
}

/** Of lists too the items can be set by their keys. */
function isData(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

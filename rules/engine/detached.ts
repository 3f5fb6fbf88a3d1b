/**
 * A copy of plain data that keeps nothing of the text it was read from: what was cut out of a text holds on to all of it. Equal
 * texts in the copy are one.
 */
export function detached<T>(data: T): T {
  const texts = new Map<string, string>();
  const copyOf = (value: unknown): unknown => {
    if (typeof value === 'string') {
      if (value.length < SHORTEST_CUT) return value;
      const known = texts.get(value) ?? ownText(value);
      texts.set(known, known);
      return known;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(copyOf);
    // A copy in place keeps the shape of what it copies, which an object of new entries does not.
    const copy: Record<string, unknown> = { ...value };
    for (const key of Object.keys(copy)) copy[key] = copyOf(copy[key]);
    return copy;
  };
  // Data keeps its shape: only the texts in it are others, and they are equal.
  return copyOf(data) as T;
}

/** V8 copies what is shorter when it is cut out. The names of properties are its own in any case. */
const SHORTEST_CUT = 13;

/** There is no other way to have characters copied that works everywhere. */
function ownText(text: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(text));
  return typeof copy === 'string' ? copy : text;
}

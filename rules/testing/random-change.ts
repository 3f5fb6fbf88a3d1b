import type { Path } from '../yaml/field';

export type Data = string | number | boolean | null | Data[] | { [key: string]: Data };

/** What a change is, before it is known what there is to change. */
export interface Pick {
  readonly verb: number;
  readonly at: number;
  readonly value: number;
}

/** A change of one document, with the path that it is about. */
export type PlannedChange =
  | { readonly verb: 'set' | 'add-item' | 'add-document'; readonly path: Path; readonly value: Value }
  | { readonly verb: 'remove'; readonly path: Path }
  | { readonly verb: 'rename'; readonly path: Path; readonly key: string };

type Value = string | number | boolean | Value[] | { [key: string]: Value };

const SCALARS: readonly Value[] = ['x', 'no', true, 7, 'a: b', '', '- ünï', 'two\nlines', '#'];
const VALUES: readonly Value[] = [
  ...SCALARS,
  ['ALL'],
  { x: { y: [1] } },
  [],
  {},
  [{ a: 1, b: [] }],
  ['q', 'r s'],
];
const NEW_KEYS = ['new', 'b5', 'Ä', 'n 1', 'no'];

/** Changes of a document that holds `data`. None is about what is inside another, but under a new name. */
export function planChanges(data: Data, picks: readonly Pick[]): readonly PlannedChange[] {
  const places = pathsOf(data, []);
  const changes: PlannedChange[] = [];
  for (const pick of picks) {
    const change = changeAt(data, places[pick.at % places.length] ?? [], pick);
    if (change === undefined || changes.some((other) => areInTheWay(other, change))) continue;
    changes.push(change);
  }
  return changes;
}

/** What the document holds after the changes, and what comes behind it. */
export function changed(data: Data, changes: readonly PlannedChange[]): readonly [Data, ...Data[]] {
  const holder = structuredClone({ root: data });
  const added: Data[] = [];
  const depth = ({ verb, path }: PlannedChange) => (verb === 'rename' ? path.length : Infinity);
  for (const change of changes.toSorted((a, b) => (depth(a) === depth(b) ? 0 : depth(b) - depth(a)))) {
    if (change.verb !== 'add-document') make(holder.root, change);
    else if (!added.some((value) => isEqual(value, change.value))) added.push(change.value);
  }
  return [pruned(holder.root) ?? (Array.isArray(data) ? [] : {}), ...added];
}

function changeAt(data: Data, path: Path, { verb, value }: Pick): PlannedChange | undefined {
  const there = valueAt(data, path);
  const isMap = there !== null && typeof there === 'object' && !Array.isArray(there);
  if (verb === 0) return path.length === 0 ? undefined : { verb: 'remove', path };
  if (verb === 1) {
    const old = path.at(-1);
    return typeof old === 'string' ? { verb: 'rename', path, key: `${NEW_KEYS[value % 5]}!` } : undefined;
  }
  if (verb === 2) return { verb: 'add-document', path: [], value: { d: VALUES[value % VALUES.length] ?? 1 } };
  if (Array.isArray(there)) return { verb: 'add-item', path, value: VALUES[value % VALUES.length] ?? 1 };
  if (isMap) {
    const key = NEW_KEYS[value % NEW_KEYS.length] ?? '';
    const below = value % 3 === 0 ? [key, 'deep'] : [key];
    return { verb: 'set', path: [...path, ...below], value: VALUES[value % VALUES.length] ?? 1 };
  }
  if (path.length === 0) return undefined;
  return { verb: 'set', path, value: SCALARS[value % SCALARS.length] ?? 1 };
}

/** Stands in lists and mappings for what is gone, until nothing else is to be done. */
const GONE = 'gone for good';

function make(root: Data, change: PlannedChange): void {
  let holder: Data = root;
  for (const step of change.path.slice(0, -1)) {
    const map = mapOf(holder);
    if (map[step] === undefined || map[step] === null) map[step] = {};
    holder = map[step] ?? null;
  }
  const last = change.path.at(-1) ?? '';
  const map = mapOf(holder);
  if (change.verb === 'remove') map[last] = GONE;
  else if (change.verb === 'set') map[last] = change.value;
  else if (change.verb === 'rename') {
    map[change.key] = map[last] ?? null;
    delete map[last];
  } else {
    const list = change.path.length === 0 ? holder : map[last];
    if (Array.isArray(list) && !list.some((item) => isEqual(item, change.value))) list.push(change.value);
  }
}

function mapOf(value: Data): { [key: string | number]: Data } {
  // Lists too can be read and written by their keys.
  return value as { [key: string | number]: Data };
}

function valueAt(data: Data, path: Path): Data {
  return path.reduce<Data>((value, step) => mapOf(value)[step] ?? null, data);
}

function pathsOf(value: Data, path: Path): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...steps.flatMap((step) => pathsOf(mapOf(value)[step] ?? null, [...path, step]))];
}

/** Only under a key that gets another name can something else change. */
function areInTheWay(a: PlannedChange, b: PlannedChange): boolean {
  if (a.path.length === 0 || b.path.length === 0) return false;
  const [outer, inner] = a.path.length <= b.path.length ? [a, b] : [b, a];
  if (!outer.path.every((step, index) => inner.path[index] === step)) return false;
  return outer.verb !== 'rename' || outer.path.length === inner.path.length;
}

/** The data without what is gone, and without what has become empty by it. */
function pruned(value: Data): Data | undefined {
  if (value === GONE) return undefined;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, pruned(inner)] as const);
  const kept = entries.filter((entry): entry is readonly [string, Data] => entry[1] !== undefined);
  if (kept.length === 0 && entries.length > 0) return undefined;
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

function isEqual(a: Data, b: Data): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

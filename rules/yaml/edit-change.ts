import { isList, isMapping, isScalar } from './edit-text';
import type { Path } from './field';
import { FileMode, type Operation, Placeholder, type Value } from './operation';

/** All that operations ask of one place in a document and of what is below it. */
export class Change {
  /** By key or index. */
  readonly children = new Map<string | number, Change>();
  readonly added: Value[] = [];
  /** The items for which a list has one place each. */
  readonly slots = new Map<string, Value>();
  /** A scalar, a list or an empty mapping. The entries of other mappings are children. */
  value: Value | undefined;
  isRemoved = false;
  /** What the key is to be called. */
  name: string | undefined;
  /** A mapping is set here: nothing else may stand in it afterwards. */
  isWhole = false;

  /** Whether something is to stand here that no child asks for. */
  get asksForContent(): boolean {
    return this.value !== undefined || this.isWhole || this.added.length > 0;
  }

  constructor(readonly path: Path) {}

  child(step: string | number): Change {
    const existing = this.children.get(step);
    if (existing !== undefined) return existing;
    const made = new Change([...this.path, step]);
    this.children.set(step, made);
    return made;
  }
}

/** What the operations ask of a document, from its root; or the path at which they contradict each other. */
export function gatherChanges(operations: readonly Operation[]): { root: Change } | { conflict: Path } {
  const root = new Change([]);
  for (const operation of operations) {
    const target = operation.place.path.reduce<Change>((change, step) => change.child(step), root);
    if (!gather(target, operation)) return { conflict: operation.place.path };
  }
  const conflict = conflictIn(root);
  return conflict === undefined ? { root } : { conflict };
}

/** The order in which the keys of a new mapping are written. */
export type Arrange = (path: Path, keys: readonly string[]) => readonly string[];

/** The value that a change makes where nothing stands; undefined where it makes no sense there. */
export function madeValue(change: Change, arrange: Arrange): Value | undefined {
  if (change.isRemoved) return undefined;
  if (change.added.length > 0)
    return [...(change.value !== undefined && isList(change.value) ? change.value : []), ...change.added];
  if (change.children.size === 0) return change.value;
  const keys = [...change.children.keys()].filter((step) => typeof step === 'string');
  if (keys.length < change.children.size) return undefined;
  const entries: [string, Value][] = [];
  for (const key of arrange(change.path, keys)) {
    const child = change.child(key);
    const value = child.name === undefined ? madeValue(child, arrange) : undefined;
    if (value === undefined) return undefined;
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

/** Whether two values are the same data. */
export function isSame(a: Value, b: Value): boolean {
  if (a instanceof Placeholder || b instanceof Placeholder) {
    return a instanceof Placeholder && b instanceof Placeholder && a.text === b.text;
  }
  if (a instanceof FileMode && b instanceof FileMode) return a.bits === b.bits;
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index] ?? []));
  }
  if (isMapping(a) && isMapping(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => isSameEntry(a[key], b[key]));
  }
  return a === b;
}

function isSameEntry(a: Value | undefined, b: Value | undefined): boolean {
  return a !== undefined && b !== undefined && isSame(a, b);
}

function gather(target: Change, operation: Operation): boolean {
  switch (operation.verb) {
    case 'remove':
      target.isRemoved = true;
      return true;
    case 'rename':
      if (target.name !== undefined) return target.name === operation.key;
      target.name = operation.key;
      return true;
    case 'add-item':
      return gatherItem(target, operation.value, operation.slot);
    case 'set':
      return gatherValue(target, operation.value);
    case 'add-document':
    case 'create-file':
      // It changes nothing in the document behind which it comes.
      return true;
  }
}

/** False where another item is to take its place. */
function gatherItem({ added, slots }: Change, value: Value, slot: string | undefined): boolean {
  if (slot !== undefined) {
    if (!isSame(slots.get(slot) ?? value, value)) return false;
    slots.set(slot, value);
  }
  if (!added.some((item) => isSame(item, value))) added.push(value);
  return true;
}

/** False where another value is already to stand there. */
function gatherValue(target: Change, value: Value): boolean {
  if (isMapping(value) && Object.keys(value).length > 0) {
    target.isWhole = true;
    return Object.entries(value).every(([key, inner]) => gatherValue(target.child(key), inner));
  }
  if (target.value !== undefined) return isSame(target.value, value);
  target.value = value;
  return true;
}

/** Where a change asks for two things that cannot both be. */
function conflictIn(change: Change): Path | undefined {
  const steps = [...change.children.keys()];
  const kinds = new Set<string>();
  if (change.isRemoved) kinds.add('nothing');
  if (change.isRemoved && change.name !== undefined) return change.path;
  if (change.added.length > 0) kinds.add('list');
  if (change.value !== undefined) kinds.add(kindOf(change.value));
  if (change.isWhole || steps.some((step) => typeof step === 'string')) kinds.add('mapping');
  // Items can be changed while others are added, but not in a list that is replaced.
  if (steps.some((step) => typeof step === 'number'))
    kinds.add(change.value === undefined ? 'list' : 'items');
  if (kinds.size > 1 && !(change.isRemoved && isRemoval(change))) return change.path;
  for (const child of change.children.values()) {
    const conflict = conflictIn(child);
    if (conflict !== undefined) return conflict;
  }
  return undefined;
}

function kindOf(value: Value): string {
  if (isScalar(value)) return 'scalar';
  return isList(value) ? 'list' : 'mapping';
}

/** Whether nothing is to stand there or below. */
function isRemoval(change: Change): boolean {
  const asks = change.name !== undefined || change.asksForContent;
  return !asks && [...change.children.values()].every((child) => child.isRemoved || isRemoval(child));
}

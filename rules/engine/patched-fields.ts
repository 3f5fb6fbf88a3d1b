import type { YamlDocument } from '../yaml/document';
import { documentsInText, mapIn } from '../yaml/embedded';
import { knownValue, type Located, type Path } from '../yaml/field';
import type { Node } from '../yaml/node';
import type { MapView } from '../yaml/view';

/**
 * A field that a patch sets or takes away, as `KIND NAME FIELD` with `*` for any kind or name. A field is called by its last
 * two names, such as `securityContext.runAsNonRoot`: pods and containers may have it, and items of lists have no names that
 * everybody knows. With `.*` it stands for all that is below it.
 */
export type PatchedField = string;

/** All objects. */
const ANY = '* *';

/** How many keys of a patch are looked at: more than any real one has, and an end to alias bombs. */
const KEYS = 5000;

/** The same of the operations of a JSON patch. */
const OPERATIONS = 500;

/** What only tells which object, container or volume is meant, or holds what is changed. */
const NOT_CHANGED: ReadonlySet<string> = new Set([
  'annotations',
  'apiVersion',
  'containers',
  'ephemeralContainers',
  'initContainers',
  'jobTemplate',
  'kind',
  'labels',
  'metadata',
  'name',
  'namespace',
  'spec',
  'template',
  'volumes',
]);

/** What a field ends with that stands for all that was below it: it is replaced, or taken away. */
const BELOW = '.*';

/** What JSON pointers call an item of a list. */
const ITEM = /^(?:\d+|-)$/;

/** Kinds and names that are no patterns. */
const PLAIN = /^[\w.-]+$/;

/** The fields that a strategic merge patch says something about, by the object that it names itself. */
export function fieldsOfPatch(root: MapView): readonly PatchedField[] {
  const object = objectOf(root.knownString('kind'), root.map('metadata').knownString('name'));
  return fieldsIn(root, []).map((field) => `${object} ${field}`);
}

/** The same of all patches that a kustomization holds itself, as far as they are text blocks. */
export function fieldsPatchedInline(root: MapView): readonly PatchedField[] {
  const fields = ['patches', 'patchesJson6902'].flatMap((key) => root.maps(key)).flatMap(fieldsOfEntry);
  return [...new Set(fields)].sort();
}

/** The fields that a JSON patch says something about, of any object; none where the document is no such patch. */
export function fieldsOfJsonPatch(document: YamlDocument): readonly PatchedField[] {
  const { root } = document;
  if (root?.kind !== 'sequence') return [];
  const items = root.items.slice(0, OPERATIONS);
  const operations = items.flatMap((_item, index) => mapIn(document, [index], true) ?? []);
  if (operations.some((operation) => operation.string('op').state === 'absent')) return [];
  return fieldsOfOperations(operations).map((field) => `${ANY} ${field}`);
}

/** The objects that an entry of `patches` is for, as `KIND NAME`; undefined where the patch itself names them. */
export function targetOf(entry: MapView): string | undefined {
  const target = entry.map('target');
  if (target.state === 'absent') return undefined;
  return objectOf(target.knownString('kind'), target.knownString('name'));
}

/** The same field of other objects, given as `KIND NAME`. */
export function ofObjects(field: PatchedField, objects: string): PatchedField {
  return field.replace(/^\S+ \S+/, objects);
}

/**
 * Whether one of the fields is that of an object at a place. What is missing there is still missing where what should hold it
 * is taken away; but where a list is, what an item lacks is gone with it.
 */
export function isFieldPatched(
  fields: ReadonlySet<PatchedField>,
  { kind, name = '*' }: { readonly kind: string; readonly name?: string },
  { document, path }: Located,
): boolean {
  const missing = isMissing(document.root, path);
  const around = path.flatMap((_part, index) => {
    const isGone = !missing || path.slice(index).some(isIndex);
    return isGone ? [nameOf(namesIn(path.slice(0, index))) + BELOW] : [];
  });
  return [`${kind} ${name}`, `${kind} *`, `* ${name}`, ANY].some((object) =>
    [nameOf(namesIn(path)), ...around].some((field) => fields.has(`${object} ${field}`)),
  );
}

function fieldsOfEntry(entry: MapView): readonly PatchedField[] {
  const text = entry.string('patch');
  const named = targetOf(entry);
  return documentsInText(text).flatMap((document) => {
    const whole = mapIn(document, text.path, true);
    if (whole !== undefined) {
      const fields = fieldsOfPatch(whole);
      return named === undefined ? fields : fields.map((field) => ofObjects(field, named));
    }
    const operations = mapIn(document, entry.path, true)?.maps('patch') ?? [];
    return fieldsOfOperations(operations).map((field) => `${named ?? ANY} ${field}`);
  });
}

function fieldsOfOperations(operations: readonly MapView[]): readonly string[] {
  const budget = { keys: KEYS };
  return [...new Set(operations.slice(0, OPERATIONS).flatMap((each) => fieldsOfOperation(each, budget)))];
}

/** The fields that an operation of a JSON patch reaches. */
function fieldsOfOperation(operation: MapView, budget: Budget): readonly string[] {
  const pointer = knownValue(operation.string('path')) ?? '';
  const names = pointer.split('/').slice(1).map(unescaped);
  const path = names.filter((name) => !ITEM.test(name));
  const verb = knownValue(operation.string('op'));
  if (path.length === 0 || verb === 'test') return [];
  // A further item changes none of the others.
  if (verb === 'add' && ITEM.test(names.at(-1) ?? '')) return [nameOf(path)];
  return [nameOf(path), nameOf(path) + BELOW, ...fieldsIn(operation.map('value'), path, budget)];
}

function isIndex(part: string | number): boolean {
  return typeof part === 'number';
}

function namesIn(path: Path): readonly string[] {
  return path.filter((part) => typeof part === 'string');
}

/** Whether nothing stands at a path, for certain. */
function isMissing(root: Node | undefined, path: Path): boolean {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'sequence') node = typeof step === 'number' ? node.items[step]?.value : undefined;
    else if (node?.kind === 'mapping') {
      const { entries } = node;
      node = entries.find(({ key }) => key.text === step)?.value;
      if (node === undefined) return entries.every(({ key }) => key.text !== '<<');
    } else return node?.kind !== 'alias';
  }
  return node === undefined;
}

/** How JSON pointers write a slash and a tilde in a name. */
function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

interface Budget {
  keys: number;
}

/** The fields below a mapping that stands at a path of names, each once. */
function fieldsIn(
  root: MapView,
  start: readonly string[],
  budget: Budget = { keys: KEYS },
): readonly string[] {
  const fields = new Set<string>();
  const gather = (map: MapView, path: readonly string[]) => {
    for (const key of map.keys()) {
      if (--budget.keys < 0) return;
      const own = [...path, key];
      if (!NOT_CHANGED.has(key)) fields.add(nameOf(own));
      const kind = map.kindOf(key);
      if (kind === 'null') fields.add(nameOf(own) + BELOW);
      if (key === '$patch') fields.add(nameOf(path) + BELOW);
      if (kind === 'mapping') gather(map.map(key), own);
      if (kind === 'list') for (const item of map.maps(key)) gather(item, own);
    }
  };
  gather(root, start);
  return [...fields];
}

function nameOf(path: readonly string[]): string {
  return path.slice(-2).join('.');
}

function objectOf(kind: string | undefined, name: string | undefined): string {
  return [kind, name].map((text) => (text !== undefined && PLAIN.test(text) ? text : '*')).join(' ');
}

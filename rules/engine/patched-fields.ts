import { documentsInText, mapIn } from '../yaml/embedded';
import { knownValue, type Path } from '../yaml/field';
import type { MapView } from '../yaml/view';

/**
 * A field that a patch sets or takes away, as `KIND NAME FIELD` with `*` for any kind or name. A field is called by its last
 * two names, such as `securityContext.runAsNonRoot`: pods and containers may have it, and items of lists have no names that
 * everybody knows.
 */
export type PatchedField = string;

/** How many keys of a patch are looked at: more than any real one has, and an end to alias bombs. */
const KEYS = 5000;

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

/** The same field of any object. */
export function ofAnyObject(field: PatchedField): PatchedField {
  return `* * ${field.split(' ').slice(2).join(' ')}`;
}

/** Whether one of the fields is that of an object at a path. */
export function isFieldPatched(
  fields: ReadonlySet<PatchedField>,
  { kind, name = '*' }: { readonly kind: string; readonly name?: string },
  path: Path,
): boolean {
  const field = nameOf(path.filter((part) => typeof part === 'string'));
  return [`${kind} ${name}`, `${kind} *`, `* ${name}`, '* *'].some((object) =>
    fields.has(`${object} ${field}`),
  );
}

function fieldsOfEntry(entry: MapView): readonly PatchedField[] {
  const text = entry.string('patch');
  const target = entry.map('target');
  const named =
    target.state === 'absent' ? undefined : objectOf(target.knownString('kind'), target.knownString('name'));
  return documentsInText(text).flatMap((document) => {
    const whole = mapIn(document, text.path, true);
    if (whole !== undefined) {
      const fields = fieldsOfPatch(whole);
      return named === undefined ? fields : fields.map((field) => field.replace(/^\S+ \S+/, named));
    }
    const operations = mapIn(document, entry.path, true)?.maps('patch') ?? [];
    return operations.flatMap(fieldsOfOperation).map((field) => `${named ?? '* *'} ${field}`);
  });
}

/** The fields that an operation of a JSON patch reaches. */
function fieldsOfOperation(operation: MapView): readonly string[] {
  const pointer = knownValue(operation.string('path')) ?? '';
  const names = pointer.split('/').slice(1).map(unescaped);
  const path = names.filter((name) => !/^(?:\d+|-)$/.test(name));
  return path.length === 0 ? [] : [nameOf(path), ...fieldsIn(operation.map('value'), path)];
}

/** How JSON pointers write a slash and a tilde in a name. */
function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The fields below a mapping that stands at a path of names, each once. */
function fieldsIn(root: MapView, start: readonly string[]): readonly string[] {
  const fields = new Set<string>();
  let budget = KEYS;
  const gather = (map: MapView, path: readonly string[]) => {
    for (const key of map.keys()) {
      if (--budget < 0) return;
      const own = [...path, key];
      if (!NOT_CHANGED.has(key)) fields.add(nameOf(own));
      const kind = map.kindOf(key);
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

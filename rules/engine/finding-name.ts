import type { Manifest, ObjectIdentity } from '../kubernetes/manifest';
import type { Located, Path } from '../yaml/field';
import type { Node, SequenceNode } from '../yaml/node';

/** An object in words: its kind, namespace and name, as far as they are known. The version of its API may change. */
export function objectName({ kind, namespace, name }: ObjectIdentity): string {
  if (name === undefined) return kind;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/**
 * A place of an object in words. Items are called by what they are, as far as that is known, so that the place keeps its name
 * when others are added: by their names, and texts by themselves. Of an argument only the flag is told, never its value, which
 * may be a credential.
 */
export function placeName(manifest: Manifest, { document, path }: Located): string {
  let name = '';
  let node: Node | undefined = document.root;
  let list: string | number = '';
  for (const [depth, part] of path.entries()) {
    const step = typeof part === 'number' ? itemName(node, part, String(list)) : part;
    // An item of a List is an object by itself.
    if (!isAbove(manifest.root.path, path, depth))
      name += textOf(step, typeof part === 'number', name === '');
    list = part;
    node = childOf(node, part);
  }
  return name === '' ? WHOLE : name;
}

/** The place of what is wrong with an object as a whole. */
const WHOLE = '.';

function isAbove(root: Path, path: Path, depth: number): boolean {
  return depth < root.length && root.every((part, index) => path[index] === part);
}

function textOf(step: string | number, isItem: boolean, isFirst: boolean): string {
  if (isItem) return `[${step}]`;
  const key = String(step);
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return isFirst ? key : `.${key}`;
}

function itemName(node: Node | undefined, index: number, list: string): string | number {
  const sequence = resolved(node);
  return sequence?.kind === 'sequence' ? (nameOfItem(sequence, index, list) ?? index) : index;
}

function nameOfItem({ items }: SequenceNode, index: number, list: string): string | undefined {
  const item = resolved(items[index]?.value);
  if (item?.kind === 'mapping') {
    const names = NAMES.flatMap((name) => item.entries.find(({ key }) => key.text === name)?.value ?? []);
    const name = names.find((each) => each.kind === 'scalar' && !each.isPlaceholder && each.text !== '');
    return name?.kind === 'scalar' ? name.text : undefined;
  }
  if (item?.kind !== 'scalar' || item.isPlaceholder) return undefined;
  if (ARGUMENTS.has(list)) return FLAG.exec(item.text)?.[0];
  return WORD.test(item.text) ? item.text : undefined;
}

/** What tells items of a list apart, in Kubernetes' own merging of lists above all. */
const NAMES = ['name', 'key', 'containerPort', 'port', 'mountPath'];

/** The lists that hold what is typed on a command line. */
const ARGUMENTS: ReadonlySet<string> = new Set(['args', 'command', 'argv', 'cmd']);

/** Of one dash only a letter, or what has a value behind it: a value may follow the letter at once. */
const FLAG = /^(?:--[a-zA-Z][\w.-]*(?=[=\s]|$)|-[a-zA-Z][\w.-]*(?==)|-[a-zA-Z]$)/;

/** What an API calls something: capabilities, verbs, resources, groups, hosts. */
const WORD = /^[\w.*:/-]{1,64}$/;

function childOf(node: Node | undefined, part: string | number): Node | undefined {
  const parent = resolved(node);
  if (parent?.kind === 'mapping') return parent.entries.find(({ key }) => key.text === part)?.value;
  return parent?.kind === 'sequence' && typeof part === 'number' ? parent.items[part]?.value : undefined;
}

function resolved(node: Node | undefined): Node | undefined {
  return node?.kind === 'alias' ? node.target : node;
}

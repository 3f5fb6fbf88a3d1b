import { isMapping } from '../yaml/edit-text';
import type { Value } from '../yaml/operation';

/** What decides about the names of new files. */
export interface NamedFolder {
  /** The ending that files have there, with its dot. */
  readonly extension: string;
  /** Whether objects of several namespaces lie there. */
  readonly isShared: boolean;
  /** Whether a name is taken. */
  readonly isTaken: (name: string) => boolean;
}

/**
 * The name of a file that holds one object: its kind, and what else its name says, such as
 * `network-policy-default-deny-ingress.yaml`. The namespace comes first where the folder holds several.
 */
export function nameOfNewFile(object: Value, { extension, isShared, isTaken }: NamedFolder): string {
  const kind = wordsOf(textAt(object, 'kind') ?? 'manifest');
  const metadata = isRecord(object) ? object.metadata : undefined;
  const namespace = isShared ? wordsOf(textAt(metadata, 'namespace') ?? '') : [];
  const said = [...namespace, ...kind];
  const name = wordsOf(textAt(metadata, 'name') ?? '');
  // A LimitRange that is called `limits` needs no more words.
  const isNew = (word: string) => !said.some((one) => word === one || word === `${one}s`);
  const words = [...said, ...name.filter(isNew)].join('-');
  for (let number = 1; ; number++) {
    const candidate = `${words}${number === 1 ? '' : `-${number}`}${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** The words of `NetworkPolicy` or `default-deny`, in small letters. */
function wordsOf(text: string): readonly string[] {
  const parted = text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2');
  return parted.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function textAt(value: Value | undefined, key: string): string | undefined {
  const entry = isRecord(value) ? value[key] : undefined;
  return typeof entry === 'string' ? entry : undefined;
}

function isRecord(value: Value | undefined): value is { readonly [key: string]: Value } {
  return value !== undefined && isMapping(value);
}

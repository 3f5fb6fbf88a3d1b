import type { SyntaxProblem } from '../yaml/document';
import { readEvents } from '../yaml/event-reader';
import { MaskReader } from '../yaml/mask-slice';
import type { Node } from '../yaml/node';
import type { Source } from '../yaml/source';
import { splitDocuments } from '../yaml/split';
import { maskTemplate } from '../yaml/template';
import { readTolerantly } from '../yaml/tolerant';
import { Uncertainty } from '../yaml/uncertainty';

/** What became of documents that were given to both readers. */
export class Comparison {
  documents = 0;
  /** Those that the fast reader took. */
  accepted = 0;
  /** Where the two differ, with the text. */
  readonly differences: string[] = [];

  /** Gives each document of a source to both readers. */
  add({ text, isTemplate }: Source): void {
    const mask = maskTemplate(text, isTemplate);
    const masked = mask?.text ?? text;
    const masks = mask === undefined ? undefined : new MaskReader(mask);
    for (const { span } of splitDocuments(masked)) {
      this.documents++;
      const slice = masks?.slice(span);
      const fast = readEvents(masked.slice(span.start, span.end), span, new Uncertainty(masked, slice));
      if (fast === undefined) continue;
      this.accepted++;
      const { root, problems } = readTolerantly(masked, span, slice);
      if (problems.some(isFlaw)) continue;
      const difference =
        problems[0] === undefined ? differenceOf(fast, root) : `only a problem: ${problems[0].message}`;
      if (difference !== undefined) {
        this.differences.push(`${difference}\n${masked.slice(span.start, span.end)}`);
      }
    }
  }

  get story(): string {
    const { documents, accepted, differences } = this;
    return `${documents} documents, ${accepted} read fast, ${documents - accepted} not, ${differences.length} differences`;
  }
}

/** The tolerant reader does not want comments at the start of a line in flow collections, and is wrong. */
function isFlaw({ message }: SyntaxProblem): boolean {
  return message.startsWith('Comments must be separated');
}

/** The first place where two trees are not the same, in all they say; undefined where there is none. */
export function differenceOf(one: Node | undefined, other: Node | undefined): string | undefined {
  const twins = new Map<unknown, unknown>();
  const compare = (a: unknown, b: unknown, path: string): string | undefined => {
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
      return a === b ? undefined : `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
    }
    twins.set(a, b);
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    for (const key of keys) {
      const left: unknown = Reflect.get(a, key);
      const right: unknown = Reflect.get(b, key);
      // What an alias stands for has been compared before, and may be endless.
      if (key === 'target' && (left === undefined || twins.has(left))) {
        if (twins.get(left) !== right) return `${path}.target: not the same node`;
        continue;
      }
      const difference = compare(left, right, `${path}.${key}`);
      if (difference !== undefined) return difference;
    }
    return undefined;
  };
  return compare(one, other, '');
}

import type { YamlDocument } from '../yaml/document';
import { visitKeys } from '../yaml/written-keys';
import type { AnyRule, RuleMeta } from './rule';

/** Says of each rule, by its number, whether there may be anything for it to find in a document. */
export type Gate = (document: YamlDocument) => readonly boolean[];

/**
 * Passes over the rules about something written where it is not written. In most documents that is most rules, and asking
 * each of them takes more time than all findings.
 */
export function gateOf(rules: readonly AnyRule[]): Gate {
  const numbers = new Map<string, number[]>();
  const always = rules.map(({ meta }) => (meta as RuleMeta).whereWritten === undefined);
  for (const [number, { meta }] of rules.entries()) {
    for (const key of (meta as RuleMeta).whereWritten ?? []) {
      const known = numbers.get(key);
      if (known === undefined) numbers.set(key, [number]);
      else known.push(number);
    }
  }
  // The items of a list are objects of one document. Whoever keeps the rules does not keep its tree.
  let last: { readonly document: WeakRef<YamlDocument>; readonly open: readonly boolean[] } | undefined;
  return (document) => {
    if (last?.document.deref() === document) return last.open;
    const open = always.slice();
    visitKeys(document, (key) => {
      for (const number of numbers.get(key) ?? NONE) open[number] = true;
    });
    last = { document: new WeakRef(document), open };
    return open;
  };
}

const NONE: readonly number[] = [];

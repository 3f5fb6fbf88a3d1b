import type { YamlDocument } from './document';
import { isSortedTree, type KeyOrder } from './edit-order';
import type { Layout } from './layout';

/** What edits have found out about how a document is written. */
export interface EditStyle {
  readonly order: KeyOrder;
  /** Whether the document's keys are in the order of the alphabet. */
  readonly isSorted: boolean;
  /** The layout for what is added to a collection, by where that starts: what held on to a node would outlive its tree. */
  readonly layouts: Map<number, Layout>;
}

/** A document never changes, and each of its findings may ask for the same. */
const known = new WeakMap<YamlDocument, EditStyle>();

/** What is known of how a document is written. It is the same object for whoever asks with the same order. */
export function editStyleOf(document: YamlDocument, order: KeyOrder): EditStyle {
  const before = known.get(document);
  if (before?.order === order) return before;
  const isSorted = document.root !== undefined && isSortedTree(document.root, order);
  const style: EditStyle = { order, isSorted, layouts: new Map() };
  known.set(document, style);
  return style;
}

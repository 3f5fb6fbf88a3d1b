import { keyOrder } from '../kubernetes/key-order';
import type { YamlDocument } from '../yaml/document';
import { renderOperations } from '../yaml/edit';
import type { Located } from '../yaml/field';
import type { EditResult, Operation, Value } from '../yaml/operation';
import type { Fix } from './rule';

/** An operation that gives a place a value, making what is missing on the way. */
export function set(place: Located, value: Value): Operation {
  return { verb: 'set', place, value };
}

/** An operation that takes a key or a list item away, and what becomes empty by it. */
export function remove(place: Located): Operation {
  return { verb: 'remove', place };
}

/** An operation that adds an item at the end of a list, which is made where it is missing. */
export function addItem(place: Located, value: Value): Operation {
  return { verb: 'add-item', place, value };
}

/** An operation that gives the key at a place another name; what stands under it stays. */
export function rename(place: Located, key: string): Operation {
  return { verb: 'rename', place, key };
}

/** An operation that puts a new document right behind this one. */
export function addDocument(document: YamlDocument, value: Value): Operation {
  return { verb: 'add-document', place: { document, path: [] }, value };
}

/** A fix that may stop a workload that relies on what it takes away: nearly every hardening fix is one. */
export function unsafeFix(title: string, ...operations: readonly Operation[]): Fix {
  return { title, safety: 'unsafe', operations };
}

/** A fix by which no running workload and no component can behave worse. */
export function safeFix(title: string, ...operations: readonly Operation[]): Fix {
  return { title, safety: 'safe', operations };
}

/** The text edits of fixes and assists, made all together, or why none is certain to be right. */
export function editsOf(...fixes: readonly Pick<Fix, 'operations'>[]): EditResult {
  return renderOperations(
    fixes.flatMap(({ operations }) => operations),
    keyOrder,
  );
}

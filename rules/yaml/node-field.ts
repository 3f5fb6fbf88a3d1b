import type { YamlDocument } from './document';
import { type Field, fieldAt, type Path } from './field';
import type { Frame } from './frame';
import type { Node } from './node';
import { readScalar, type Scalar } from './scalar';
import { firstLine, type Span } from './span';

/** What stands somewhere, whatever is expected there. */
export type ValueType = 'mapping' | 'list' | Scalar['type'];

/** What stands somewhere, and the value itself where that is a scalar. */
export type Typed = Field<ValueType> & { readonly scalar?: string | number | boolean };

/** The field that a node is, read as a scalar. */
export function fieldOf<T>(
  frame: Frame,
  written: Node | undefined,
  path: Path,
  span: Span,
  read: (scalar: Scalar) => T | undefined,
): Field<T> {
  const { document } = frame;
  const node = written === undefined ? undefined : frame.resolve(written);
  if (node?.kind !== 'scalar' || node.isPlaceholder) return fieldAt(document, path, span, 'unknown');
  const scalar = readScalar(node, document.source.language);
  if (scalar.type === 'null') return fieldAt(document, path, span, frame.unset);
  const value = read(scalar);
  if (value === undefined) return fieldAt(document, path, span, 'unknown');
  return { document, path, span, state: 'known', value };
}

/** The value of a node that is read as a scalar; undefined where it is not known. */
export function readValue<T>(
  frame: Frame,
  written: Node | undefined,
  read: (scalar: Scalar) => T | undefined,
): T | undefined {
  const node = written === undefined ? undefined : frame.resolve(written);
  if (node?.kind !== 'scalar' || node.isPlaceholder) return undefined;
  return read(readScalar(node, frame.document.source.language));
}

/** What a node is. */
export function typeOfNode(frame: Frame, written: Node | undefined, path: Path, span: Span): Typed {
  const { document } = frame;
  const node = written === undefined ? undefined : frame.resolve(written);
  const value = kindOfNode(frame, node);
  if (value === undefined) return fieldAt(document, path, span, 'unknown');
  if (node?.kind !== 'scalar' || value === 'null') return { document, path, span, state: 'known', value };
  const scalar = readScalar(node, document.source.language);
  return scalar.type === 'null'
    ? { document, path, span, state: 'known', value }
    : { document, path, span, state: 'known', value, scalar: scalar.value };
}

/** The type of a node; undefined where it cannot be told, and for a `null` that takes something away. */
export function kindOfNode(frame: Frame, written: Node | undefined): ValueType | undefined {
  const node = written === undefined ? undefined : frame.resolve(written);
  if (node === undefined) return undefined;
  if (node.kind === 'mapping') return 'mapping';
  if (node.kind === 'sequence') return 'list';
  if (node.isPlaceholder) return undefined;
  const { type } = readScalar(node, frame.document.source.language);
  return type === 'null' && frame.isPartial ? undefined : type;
}

/** Whether nothing or `null` is written. */
export function isNull(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && !node.isPlaceholder && readScalar(node, 'yaml').type === 'null';
}

/** One line of a value worth underlining; undefined for a collection, a block scalar and an empty value. */
export function spanOfValue(document: YamlDocument, node: Node | undefined): Span | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'alias') return node.span;
  if (node.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded') return undefined;
  return node.span.end > node.span.start ? firstLine(document.source.text, node.span) : undefined;
}

/** What to underline for a list item: its name, else its first key, else its text. */
export function spanOfItem(frame: Frame, node: Node): Span {
  const document = frame.document;
  const span = spanOfValue(document, node);
  if (span !== undefined) return span;
  if (node.kind !== 'mapping') return firstLine(document.source.text, node.span);
  const name = frame.entry(node, 'name');
  const value = name === undefined || name === 'twice' ? undefined : spanOfValue(document, name.value);
  return value ?? node.entries[0]?.key.span ?? firstLine(document.source.text, node.span);
}

/** What a scalar is where a boolean is expected; undefined where it is none. So for the others. */
export function booleanOf(scalar: Scalar): boolean | undefined {
  return scalar.type === 'boolean' ? scalar.value : undefined;
}

/** See `booleanOf`. */
export function integerOf(scalar: Scalar): number | undefined {
  return scalar.type === 'integer' ? scalar.value : undefined;
}

/** See `booleanOf`. */
export function stringOf(scalar: Scalar): string | undefined {
  return scalar.type === 'string' ? scalar.value : undefined;
}

/** A scalar of any type as the text it stands for. */
export function textOf(scalar: Scalar): string | undefined {
  return scalar.type === 'null' ? undefined : String(scalar.value);
}

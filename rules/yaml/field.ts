import type { YamlDocument } from './document';
import type { Span } from './span';

/** Keys and indexes from the root of a document. */
export type Path = readonly (string | number)[];

/** Where something is written, or would be: what a finding points at and what an operation changes. */
export interface Located {
  readonly document: YamlDocument;
  /** What to underline: one line, never white space. For something missing, the nearest name that should hold it. */
  readonly span: Span;
  readonly path: Path;
}

/**
 * A value as far as it is known. `absent`: certainly not set (`null` is not set either). `unknown`: templated, of another
 * type, duplicated, unresolvable, or possibly added by something that is not in view.
 */
export type Field<T> = Located &
  (
    | { readonly state: 'known'; readonly value: T }
    | { readonly state: 'absent' | 'unknown'; readonly value?: undefined }
  );

/** A field without a value. It has the shape of one with a value, which JavaScript is quickest with. */
export function fieldAt(
  document: YamlDocument,
  path: Path,
  span: Span,
  state: 'absent' | 'unknown',
): Field<never> {
  return { document, path, span, state, value: undefined };
}

/** Whether the field certainly has this value. Accuse on this. */
export function isKnown<T>(field: Field<T>, value: T): boolean {
  return field.state === 'known' && field.value === value;
}

/** Whether the field might have this value. Excuse on this. */
export function mayBe<T>(field: Field<T>, value: T): boolean {
  return field.state === 'unknown' || isKnown(field, value);
}

/** The field's value where it is known, else undefined. */
export function knownValue<T>(field: Field<T>): T | undefined {
  return field.state === 'known' ? field.value : undefined;
}

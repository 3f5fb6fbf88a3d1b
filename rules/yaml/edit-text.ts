import { isJsonLiteral, isPlain, type Quote, quoted, type ScalarPlace, writeString } from './edit-scalar';
import type { FlowLayout, Layout } from './layout';
import { FileMode, Placeholder, type Value } from './operation';

/** A piece of new text; the placeholders in it are not yet text, so that their offsets can be told in the end. */
export type Text = readonly (string | Placeholder)[];

/** The text of all pieces, and where in it the placeholders stand. */
export function writtenText(pieces: Text): {
  readonly text: string;
  readonly placeholders: readonly { readonly start: number; readonly end: number }[];
} {
  const placeholders: { start: number; end: number }[] = [];
  let text = '';
  for (const piece of pieces) {
    const written = piece instanceof Placeholder ? piece.text : piece;
    if (piece instanceof Placeholder) {
      placeholders.push({ start: text.length, end: text.length + written.length });
    }
    text += written;
  }
  return { text, placeholders };
}

/** A key and what to write under it, or only a value for a list. */
export interface Addition {
  readonly key?: string;
  readonly value: Value;
}

/** What is neither a mapping nor a list. */
export type ScalarValue = string | number | boolean | Placeholder | FileMode;

type Collection = readonly Value[] | { readonly [key: string]: Value };

/** Whether the value is a mapping. */
export function isMapping(value: Value): value is { readonly [key: string]: Value } {
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return !(value instanceof Placeholder) && !(value instanceof FileMode);
}

/** Whether the value is a list. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether the value is neither a mapping nor a list. */
export function isScalar(value: Value): value is ScalarValue {
  return !isMapping(value) && !isList(value);
}

/** The lines of an addition in block style, the first column being 0. `gap` is the white space behind a dash. */
export function blockLines(addition: Addition, layout: Layout, gap: string): Text[] {
  const { key, value } = addition;
  if (key === undefined) return behindDash(value, layout, gap);
  const name = writeString(key, keyPlace(layout, layout.flow.isJson, false));
  const nested = nestedLines(value, layout);
  if (nested === undefined) return [[`${name}: `, ...inlineText(value, layout)]];
  return [[`${name}:`], ...nested];
}

/** The lines of a value that stands below its key in block style; undefined where it stands beside it. */
export function nestedLines(value: Value, layout: Layout): Text[] | undefined {
  if (isScalar(value) || isEmpty(value)) return undefined;
  if (isList(value) && layout.hasFlowLists && value.every(isScalar)) return undefined;
  return indented(
    collectionLines(value, layout),
    ' '.repeat(isList(value) ? layout.listIndent : layout.step),
  );
}

/** The lines of a collection in block style, the first column being 0. */
export function collectionLines(value: Collection, layout: Layout): Text[] {
  return additionsOf(value).flatMap((addition) => blockLines(addition, layout, ' '));
}

/** A value that stands beside its key or dash in block style. */
export function inlineText(value: Value, layout: Layout): Text {
  const isFlow = !isScalar(value);
  if (!isFlow) return scalarText(value, valuePlace(layout, layout.flow.isJson, isFlow));
  return flowLines(value, { ...layout.flow, isMultiline: false }, layout).flat();
}

/** The lines of an addition in flow style; only the lines behind the first are indented. */
export function flowLines(value: Value, flow: FlowLayout, layout: Layout): Text[] {
  if (isScalar(value)) return [scalarText(value, valuePlace(layout, flow.isJson, true))];
  const [open, close] = isMapping(value) ? ['{', '}'] : ['[', ']'];
  if (isEmpty(value)) return [[open + close]];
  const isMultiline =
    flow.isMultiline && (isMapping(value) || flow.hasMultilineLists || !value.every(isScalar));
  const inner = { ...flow, isMultiline };
  const entries = additionsOf(value).map((addition) => flowEntry(addition, inner, layout));
  if (isMultiline) return [[open], ...indented(separated(entries, ','), flow.unit), [close]];
  const padding = isMapping(value) ? flow.bracePadding : flow.bracketPadding;
  return [[open, padding, ...separated(entries, flow.comma).flat(), padding, close]];
}

/** The lines of one entry or item in flow style, without a comma. */
export function flowEntry({ key, value }: Addition, flow: FlowLayout, layout: Layout): Text[] {
  if (key === undefined && typeof value === 'string' && flow.itemQuote !== undefined && !flow.isJson) {
    return [[quoted(value, flow.itemQuote)]];
  }
  const lines = flowLines(value, flow, layout);
  if (key === undefined) return lines;
  const name = writeString(key, keyPlace(layout, flow.isJson, true));
  return prefixed(lines, name + flow.colon);
}

/** The lines of several entries, with `comma` behind each but the last. */
export function separated(entries: readonly Text[][], comma: string): Text[] {
  return entries.flatMap((lines, index) => (index < entries.length - 1 ? suffixed(lines, comma) : lines));
}

/** How a value is written in a layout. */
export function valuePlace(layout: Layout, isJson: boolean, isFlow: boolean): ScalarPlace {
  return { isJson, isFlow, quote: layout.quote, always: layout.stringQuote };
}

function keyPlace(layout: Layout, isJson: boolean, isFlow: boolean): ScalarPlace {
  return { ...valuePlace(layout, isJson, isFlow), always: layout.keyQuote };
}

/** A scalar as it is written. */
export function scalarText(value: ScalarValue, place: ScalarPlace): Text {
  if (value instanceof Placeholder) return placeholderText(value, place);
  if (value instanceof FileMode) return [place.isJson ? String(value.bits) : `0${value.bits.toString(8)}`];
  return [typeof value === 'string' ? writeString(value, place) : String(value)];
}

/** The lines as one text, without a line break behind the last. */
export function joined(lines: readonly Text[], lineBreak: string): Text {
  return lines.flatMap((line, index) => (index === 0 ? line : [lineBreak, ...line]));
}

/** The lines with `indent` in front of each. */
export function indented(lines: readonly Text[], indent: string): Text[] {
  return lines.map((line) => [indent, ...line]);
}

/** The lines with `head` in front of the first. */
export function prefixed(lines: readonly Text[], head: string): Text[] {
  return lines.map((line, index) => (index === 0 ? [head, ...line] : line));
}

/** The lines with `tail` behind the last. */
export function suffixed(lines: readonly Text[], tail: string): Text[] {
  return lines.map((line, index) => (index === lines.length - 1 ? [...line, tail] : line));
}

/** The entries of a mapping or the items of a list, as additions. */
export function additionsOf(value: Collection): Addition[] {
  if (isList(value)) return value.map((item) => ({ value: item }));
  return Object.entries(value).map(([key, inner]) => ({ key, value: inner }));
}

function behindDash(value: Value, layout: Layout, gap: string): Text[] {
  if (typeof value === 'string' && layout.itemQuote !== undefined) {
    return [[`-${gap}${quoted(value, layout.itemQuote)}`]];
  }
  if (isScalar(value) || isEmpty(value)) return [[`-${gap}`, ...inlineText(value, layout)]];
  return collectionLines(value, layout).map((line, index) => [index === 0 ? `-${gap}` : ` ${gap}`, ...line]);
}

function isEmpty(value: Collection): boolean {
  return additionsOf(value).length === 0;
}

/** The editor selects a placeholder as it stands; quotes go around it where its text would be syntax. */
function placeholderText(value: Placeholder, { isJson, isFlow, quote, always }: ScalarPlace): Text {
  const isBare = isJson ? isJsonLiteral(value.text) : always === undefined && isPlain(value.text, isFlow);
  return isBare ? [value] : quotedPlaceholder(value, isJson ? '"' : (always ?? quote));
}

/** A placeholder with quotes around it, which stay when it is typed over. */
export function quotedPlaceholder(value: Placeholder, quote: Quote): Text {
  const written = quoted(value.text, quote);
  const inner = written.slice(1, -1);
  return [written.charAt(0), inner === value.text ? value : new Placeholder(inner), written.charAt(0)];
}

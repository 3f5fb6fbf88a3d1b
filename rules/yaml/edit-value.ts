import { columnOf, indentOf, isLastOnLine, lineEnd, lineStart } from './edit-line';
import { endOf } from './edit-part';
import { type EditPlan, TEMPLATE, UNUSUAL } from './edit-plan';
import { isJsonLiteral, quoted } from './edit-scalar';
import {
  collectionLines,
  flowLines,
  indented,
  inlineText,
  isList,
  isMapping,
  isScalar,
  nestedLines,
  quotedPlaceholder,
  type ScalarValue,
  scalarText,
  suffixed,
  type Text,
  valuePlace,
} from './edit-text';
import { isBlockScalar } from './edit-text-block';
import { writesTextLines } from './edit-text-lines';
import type { Layout } from './layout';
import type { Node, ScalarNode } from './node';
import { Placeholder, type Value } from './operation';

/** A node and the place it has in what is around it. */
export interface Site {
  readonly node: Node;
  /** In a mapping. */
  readonly key?: ScalarNode;
  /** Where an empty node's value is written: behind the colon or the dash. Undefined where it is not certain. */
  readonly after: number | undefined;
  readonly isFlow: boolean;
  readonly layout: Layout;
}

/** Writes a value in place of a scalar, of an empty collection, or of nothing. */
export function writeValue(plan: EditPlan, site: Site, value: Value): void {
  const reason = reasonAgainst(site.node, value);
  if (reason !== undefined) plan.refuse(reason);
  else if (writesTextLines(plan, site.node, value)) return;
  else if (isScalar(value)) writeBeside(plan, site, [scalarOver(site, value)]);
  else if (site.isFlow) writeBeside(plan, site, flowBelow(plan, site, value));
  else {
    const lines = nestedLines(value, site.layout);
    if (lines === undefined) writeBeside(plan, site, [inlineText(value, site.layout)]);
    else if (site.key === undefined) writeBehindDash(plan, site, collectionLines(value, site.layout));
    else writeBelow(plan, site, site.key, lines);
  }
}

/** Whether nothing or `null` is written. */
function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && /^(?:|~|null|Null|NULL)$/.test(node.text);
}

function reasonAgainst(node: Node, value: Value): string | undefined {
  if (node.kind === 'alias') return 'the value comes from an alias';
  if (node.anchor !== undefined || node.tag !== undefined) return 'an anchor or a tag stands here';
  if (node.kind === 'scalar') {
    if (node.isPlaceholder) return 'the value comes from a template or a variable';
    return isScalar(value) || isNull(node) || isListOf(node, value)
      ? undefined
      : 'a single value stands here';
  }
  if (node.isOpen) return TEMPLATE;
  const fits = node.kind === 'mapping' ? isMapping(value) : isList(value);
  return fits ? undefined : 'a value of another kind stands here';
}

/** Whether a list is to stand here that has what stands here now as its only item. */
function isListOf(node: ScalarNode, value: Value): boolean {
  return isList(value) && value.length === 1 && value[0] === node.text;
}

/** A string keeps the quotes that stand there. */
function scalarOver({ node, isFlow, layout }: Site, value: ScalarValue): Text {
  const isQuoted =
    node.kind === 'scalar' && (node.style === 'single-quoted' || node.style === 'double-quoted');
  const quote = isQuoted && node.style === 'single-quoted' ? "'" : '"';
  if (isQuoted && typeof value === 'string') return [quoted(value, quote)];
  if (isQuoted && value instanceof Placeholder && !isJsonLiteral(value.text)) {
    return quotedPlaceholder(value, quote);
  }
  return scalarText(value, valuePlace(layout, layout.flow.isJson, isFlow));
}

function flowBelow(plan: EditPlan, { node, layout }: Site, value: Value): Text[] {
  const isMultiline = layout.flow.isMultiline;
  const [first = [], ...rest] = flowLines(value, { ...layout.flow, isMultiline }, layout);
  return [first, ...indented(rest, indentOf(plan.text, node.span.start))];
}

function writeBeside(plan: EditPlan, { node, after }: Site, lines: readonly Text[]): void {
  const { start, end } = node.span;
  const [first = [], ...rest] = lines;
  if (end > start)
    plan.replace({ start, end: endOf(plan.text, node, end) }, withComment(plan.text, node, lines));
  else if (after !== undefined) plan.replace({ start: after, end: after }, [[' ', ...first], ...rest]);
  else plan.refuse(UNUSUAL);
}

/** What takes the place of a text block keeps the comment behind its header. */
function withComment(text: string, node: Node, lines: readonly Text[]): readonly Text[] {
  if (!isBlockScalar(node)) return lines;
  const comment = /[ \t]+#.*$/.exec(text.slice(node.span.start, lineEnd(text, node.span.start)))?.[0];
  return comment === undefined ? lines : suffixed(lines, comment);
}

/** Writes lines below a key; what stood beside it, an empty value, goes. A comment there stays. */
function writeBelow(plan: EditPlan, { node, after }: Site, key: ScalarNode, lines: readonly Text[]): void {
  const { text } = plan;
  const { start } = key.span;
  const end = endOf(text, node, after ?? start);
  if (after === undefined || !isBeside(text, start, end)) {
    plan.refuse(UNUSUAL);
    return;
  }
  if (end > after) plan.replace({ start: after, end }, []);
  plan.addLines(end, indented(lines, ' '.repeat(columnOf(text, start))));
}

/** Writes lines from where an empty value stands on. A comment there stays on the first of them. */
function writeBehindDash(plan: EditPlan, { node, after }: Site, lines: readonly Text[]): void {
  const { start, end } = node.span;
  const [first = [], ...rest] = lines;
  if (after === undefined || end === start || !isBeside(plan.text, after - 1, end)) {
    plan.refuse(UNUSUAL);
    return;
  }
  plan.replace(node.span, [first]);
  plan.addLines(end, indented(rest, ' '.repeat(columnOf(plan.text, start))));
}

/** Whether a key or dash and its value, up to `end`, share a line with nothing but dashes and a comment. */
function isBeside(text: string, start: number, end: number): boolean {
  const isFirst = /^ *(?:- +)*$/.test(text.slice(lineStart(text, start), start));
  return isFirst && !text.slice(start, end).includes('\n') && isLastOnLine(text, end);
}

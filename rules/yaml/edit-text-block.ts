import { lineEnd, nextLine } from './edit-line';
import type { Node, ScalarNode } from './node';

/** A text block: its value depends on the lines around it. */
export type BlockScalar = ScalarNode & { readonly style: 'literal' | 'folded' };

/** Whether a node is a text block. */
export function isBlockScalar(node: Node): node is BlockScalar {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}

/** The end of the last line that is content: not blank, or with more white space than the indentation. */
export function blockScalarEnd(text: string, scalar: BlockScalar): number {
  const indent = contentIndent(text, scalar);
  let end = lineEnd(text, scalar.span.start);
  for (let at = nextLine(text, end); at < scalar.span.end; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (line.trim() !== '' || line.length > indent) end = at + line.length;
  }
  return end;
}

/** Whether template lines that are none of its own stand in a text block or right behind it. */
export function hasTemplateLines(text: string, { span }: BlockScalar): boolean {
  const lines = text.slice(nextLine(text, span.start), span.end).split('\n');
  const indent = lines.find((line) => line.trim() !== '')?.search(/\S/) ?? 0;
  return lines.some((line) => {
    const column = line.search(/\S/);
    return column < indent && /^\{[{%#]/.test(line.slice(column));
  });
}

/** The end of the last blank line that is content because the header keeps it; else `end`. */
export function keptEnd(text: string, scalar: BlockScalar, end: number): number {
  if (chompingOf(text, scalar) !== '+') return end;
  let last = end;
  for (let at = nextLine(text, end); at < text.length; at = nextLine(text, at)) {
    if (text.slice(at, lineEnd(text, at)).trim() !== '') break;
    last = lineEnd(text, at);
  }
  return last;
}

/** Whether no line break follows `offset`, where the scalar's value has one if its last line has. */
export function endsText(text: string, scalar: BlockScalar, offset: number): boolean {
  return chompingOf(text, scalar) !== '-' && text.indexOf('\n', offset) === -1;
}

/** Whether a block scalar would end otherwise, or go on in what stands behind the line of `offset`. */
export function wouldChange(text: string, scalar: BlockScalar, offset: number): boolean {
  const indent = contentIndent(text, scalar);
  if (endsText(text, scalar, offset)) return true;
  for (let at = nextLine(text, offset); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const column = line.length - line.trimStart().length;
    if (line.trim() !== '') return column >= indent;
    if (column > indent || chompingOf(text, scalar) === '+') return true;
  }
  return false;
}

/** What the header says about the line breaks at its end: `+`, `-` or nothing. */
export function chompingOf(text: string, scalar: BlockScalar): string | undefined {
  return /[-+]/.exec(headerOf(text, scalar))?.[0];
}

function headerOf(text: string, scalar: BlockScalar): string {
  return /^[|>][-+\d]*/.exec(text.slice(scalar.span.start, scalar.span.start + 4))?.[0] ?? '';
}

/** The indentation of a block scalar's first line with text; 0 where the scalar says it itself. */
function contentIndent(text: string, scalar: BlockScalar): number {
  if (/\d/.test(headerOf(text, scalar))) return 0;
  const content = text.slice(nextLine(text, scalar.span.start), scalar.span.end);
  return /^( *)[^ \r\n]/m.exec(content)?.[1]?.length ?? 0;
}

import { isCollection, isPair, type ParsedNode, parseDocument } from 'yaml';
import { NodeBuilder } from './build';
import { DEPTH_LIMIT, mayBeTooDeep } from './depth';
import type { SyntaxProblem } from './document';
import { readEvents } from './event-reader';
import type { MaskSlice } from './mask-slice';
import type { Node } from './node';
import type { Span } from './span';
import { withoutStackTraces } from './stack-traces';
import { Uncertainty } from './uncertainty';

const TOO_DEEP = 'Nested too deeply to be read';

/** What can be made of a document that may have errors. */
export interface Tolerated {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads any document, with its errors. `text` may be a mask of the source's own; `slice` is where the document stands. */
export function readTolerantly(text: string, slice: Span, mask?: MaskSlice): Tolerated {
  const document = text.slice(slice.start, slice.end);
  if (mayBeTooDeep(document)) return { root: undefined, problems: [tooDeep(slice.start)] };
  const { contents, problems } = parse(document, slice.start);
  const [first] = problems;
  const around = first && readAround(text, slice, first.span.start, mask);
  if (around !== undefined) return { root: around, problems };
  if (contents === null || contents === undefined) return { root: undefined, problems };
  // Errors let the parser put one thing into another that only looks as if it stood there.
  if (isTooDeep(contents)) return { root: undefined, problems: [tooDeep(slice.start)] };
  const damage = problems.reduce((least, { span }) => Math.min(least, span.start), Infinity);
  return {
    root: new NodeBuilder(text, slice, new Uncertainty(text, mask, damage)).build(contents),
    problems,
  };
}

/** The root of a document without the line at an offset, if that is all that is wrong with it. */
function readAround(text: string, slice: Span, offset: number, mask?: MaskSlice): Node | undefined {
  const line = halfTypedLine(text, slice, offset);
  if (line === undefined) return undefined;
  const blank = ' '.repeat(line.end - line.start);
  const without = text.slice(slice.start, line.start) + blank + text.slice(line.end, slice.end);
  const uncertainty = new Uncertainty(text, mask);
  const root = readEvents(without, slice, uncertainty);
  if (root !== undefined) return root;
  const { contents, problems } = parse(without, slice.start);
  if (problems.length > 0 || contents === null || contents === undefined) return undefined;
  return new NodeBuilder(text, slice, uncertainty).build(contents);
}

interface Parsed {
  readonly contents: ParsedNode | null | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** The `failsafe` schema leaves every scalar a string: Kubernetes' own scalars are read from it later. */
const OPTIONS = { schema: 'failsafe', prettyErrors: false, logLevel: 'silent', uniqueKeys: false } as const;

function parse(text: string, offset: number): Parsed {
  try {
    const { contents, errors } = withoutStackTraces(() => parseDocument(text, OPTIONS));
    const problems = errors.map(({ code, message, pos: [start, end] }) => ({
      message: code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : message,
      span: { start: offset + start, end: offset + Math.max(end, start) },
    }));
    return { contents: contents as ParsedNode | null, problems };
  } catch (error) {
    // The parser recurses, and some hosts have small stacks.
    if (!(error instanceof RangeError)) throw error;
    return { contents: undefined, problems: [tooDeep(offset)] };
  }
}

/** Whether a parsed document is nested deeper than anybody may count on a stack for. */
function isTooDeep(root: ParsedNode): boolean {
  const left: { readonly node: unknown; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, depth } = next;
    if (depth > DEPTH_LIMIT / 2) return true;
    if (isPair(node)) left.push({ node: node.key, depth }, { node: node.value, depth });
    else if (isCollection(node)) {
      for (const item of node.items) left.push({ node: item, depth: depth + 1 });
    }
  }
  return false;
}

function tooDeep(offset: number): SyntaxProblem {
  return { message: TOO_DEEP, span: { start: offset, end: offset } };
}

/**
 * A line that holds one word and no colon, as every key does while it is typed; the parser takes it for a part of the
 * next. Without it the rest reads as it did before the first letter, and its findings stay where they are.
 */
function halfTypedLine(text: string, span: Span, offset: number): Span | undefined {
  let start = offset;
  while (start > span.start && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < span.end && !/[\r\n]/.test(text.charAt(end))) end++;
  return /^\s*(?:- +)?[\w./-]+\s*$/.test(text.slice(start, end)) ? { start, end } : undefined;
}

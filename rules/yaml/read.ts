import { type ParsedNode, parseDocument } from 'yaml';
import { NodeBuilder } from './build';
import type { SyntaxProblem, YamlDocument } from './document';
import type { Source } from './source';
import type { Span } from './span';
import { sniffKind, splitDocuments, splitJsonLines } from './split';
import { maskTemplate, type TemplateMask } from './template';

const TOO_DEEP = 'Nested too deeply to be read';

/** What `readDocuments` is told about a document before it is parsed: false leaves the document out. */
export type Wanted = (apiVersion: string | undefined, kind: string | undefined) => boolean;

/**
 * The documents of a source, in order. Never throws on what a user wrote: what is not YAML becomes a problem of its
 * document, and the rest is read as far as it can be. Documents that `isWanted` declines by their top-level `apiVersion`
 * and `kind` are left out without being parsed; where these cannot be told cheaply it is not asked.
 */
export function readDocuments(source: Source, isWanted: Wanted = () => true): readonly YamlDocument[] {
  return readSource(source, isWanted).documents;
}

/** The same, with the number of all documents that hold anything, wanted or not. */
export function readSource(
  source: Source,
  isWanted: Wanted,
): { readonly documents: readonly YamlDocument[]; readonly total: number } {
  const mask = source.language === 'json' ? undefined : maskTemplate(source.text, source.isTemplate);
  const text = mask?.text ?? source.text;
  const documents: YamlDocument[] = [];
  const lines = source.language === 'json' ? splitJsonLines(text) : undefined;
  const slices = lines ?? splitDocuments(text);
  for (const slice of slices) {
    const sniffed = sniffKind(text, slice.span);
    if (sniffed !== undefined && !isWanted(sniffed.apiVersion, sniffed.kind)) continue;
    documents.push(readDocument(source, text, mask, slice.index, slice.span));
  }
  return { documents, total: slices.length };
}

function readDocument(
  source: Source,
  text: string,
  mask: TemplateMask | undefined,
  index: number,
  span: Span,
): YamlDocument {
  const { root, problems, damage } = parse(text, span);
  const builder = new NodeBuilder(source.text, span, mask, damage ?? Infinity);
  return {
    source,
    index,
    span,
    root: root === null || root === undefined ? undefined : builder.build(root),
    problems: [...problems, ...builder.problems],
    templateSpans: mask?.actions.filter((action) => overlaps(action, span)) ?? [],
  };
}

interface Parsed {
  readonly root: ParsedNode | null | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** From where on what was read is not certain. */
  readonly damage?: number;
}

function parse(text: string, span: Span): Parsed {
  const parsed = tryParse(text.slice(span.start, span.end), span.start);
  const first = parsed.problems[0];
  if (first === undefined) return parsed;
  const line = halfTypedLine(text, span, first.span.start);
  if (line !== undefined) {
    const blank = ' '.repeat(line.end - line.start);
    const without = text.slice(span.start, line.start) + blank + text.slice(line.end, span.end);
    const repaired = tryParse(without, span.start);
    if (repaired.problems.length === 0) return { ...repaired, problems: parsed.problems };
  }
  const damage = parsed.problems.reduce((least, problem) => Math.min(least, problem.span.start), Infinity);
  return { ...parsed, damage };
}

/** The `failsafe` schema leaves every scalar a string: Kubernetes' own scalars are read from it later. */
function tryParse(text: string, offset: number): Parsed {
  try {
    const { contents, errors } = parseDocument(text, {
      schema: 'failsafe',
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    const problems = errors.map(({ code, message, pos: [start, end] }) => ({
      message: code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : message,
      span: { start: offset + start, end: offset + Math.max(end, start) },
    }));
    return { root: contents as ParsedNode | null, problems };
  } catch (error) {
    // The parser recurses: input that is nested deeply enough ends its stack.
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, problems: [{ message: TOO_DEEP, span: { start: offset, end: offset } }] };
  }
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

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

import type { YamlDocument } from './document';
import { readEvents } from './event-reader';
import { MaskReader, type MaskSlice } from './mask-slice';
import type { Source } from './source';
import type { Span } from './span';
import { type DocumentSlice, type Sniffed, sniffKind, splitDocuments, splitJsonLines } from './split';
import { maskTemplate } from './template';
import { readTolerantly } from './tolerant';
import { Uncertainty } from './uncertainty';

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

/**
 * The documents of a text that have nothing to do with each other where none of them `isTemplated`; undefined where the
 * source is a template by its place, or no YAML.
 */
export function separateDocuments({
  text,
  language,
  isTemplate,
}: Source): readonly DocumentSlice[] | undefined {
  return language === 'json' || isTemplate ? undefined : splitDocuments(text);
}

/** Whether something in a document is for a template's engine to fill in. */
export function isTemplated({ text }: Source, { span }: DocumentSlice): boolean {
  return maskTemplate(text.slice(span.start, span.end), false) !== undefined;
}

/**
 * The same, with the number of all documents that hold anything, wanted or not. `only` are some of the `separateDocuments`
 * of this source: then nothing else is read.
 */
export function readSource(
  source: Source,
  isWanted: Wanted,
  only?: readonly DocumentSlice[],
): { readonly documents: readonly YamlDocument[]; readonly total: number } {
  const isYaml = source.language !== 'json' && only === undefined;
  const mask = isYaml ? maskTemplate(source.text, source.isTemplate) : undefined;
  const text = mask?.text ?? source.text;
  const masks = mask === undefined ? undefined : new MaskReader(mask);
  const documents: YamlDocument[] = [];
  const lines = source.language === 'json' ? splitJsonLines(text) : undefined;
  const slices = only ?? lines ?? splitDocuments(text);
  for (const slice of slices) {
    const { span, index } = slice;
    const known = only === undefined ? {} : readLately(source, slice);
    known.sniffed ??= { is: sniffKind(text, span) };
    const { is } = known.sniffed;
    if (is !== undefined && !isWanted(is.apiVersion, is.kind)) continue;
    const document = known.document?.deref() ?? readDocument(source, text, masks?.slice(span), index, span);
    // A weak reference keeps its document to the end of the turn, in which many files are read.
    if (only !== undefined) known.document = new WeakRef(document);
    documents.push(document);
  }
  return { documents, total: slices.length };
}

/** What is known of a document that was read by itself: it is read for its facts, and in the same turn for its findings. */
interface Lately {
  sniffed?: { readonly is: Sniffed | undefined };
  /** Nobody keeps the tree longer than whoever has read it. */
  document?: WeakRef<YamlDocument>;
}

/** By where the documents start. */
const lately = new WeakMap<Source, Map<number, Lately>>();

function readLately(source: Source, { span }: DocumentSlice): Lately {
  const documents = lately.get(source) ?? new Map<number, Lately>();
  lately.set(source, documents);
  const known = documents.get(span.start) ?? {};
  documents.set(span.start, known);
  return known;
}

/** What is well-formed beyond doubt is read by a fast parser, and all else by one that can live with errors. */
function readDocument(
  source: Source,
  text: string,
  mask: MaskSlice | undefined,
  index: number,
  span: Span,
): YamlDocument {
  const root = readEvents(text.slice(span.start, span.end), span, new Uncertainty(text, mask));
  const read = root === undefined ? readTolerantly(text, span, mask) : { root, problems: [] };
  return { source, index, span, ...read, templateSpans: mask?.actions ?? [] };
}

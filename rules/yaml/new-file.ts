import type { YamlDocument } from './document';
import { isSame } from './edit-change';
import { standsInBlock } from './edit-document';
import { lineBreakAt } from './edit-line';
import { TEMPLATE } from './edit-plan';
import { collectionLines, flowLines, isScalar, joined, type Text, writtenText } from './edit-text';
import { type Layout, layoutOf, layoutWithin } from './layout';
import type { DocumentEdit, EditResult, Operation, Value } from './operation';

/** The files that operations on a document ask for, written as the document is; each once. */
export function createdFiles(document: YamlDocument, operations: readonly Operation[]): EditResult {
  const files = new Map<string, Value>();
  for (const operation of operations) {
    if (operation.verb !== 'create-file') continue;
    const { uri, value } = operation;
    const known = files.get(uri);
    if (known !== undefined && !isSame(known, value)) return { refused: 'two new files have one name' };
    files.set(uri, value);
  }
  // A new file is there whatever a condition around the document says.
  if (files.size > 0 && standsInBlock(document, document.span.end)) return { refused: TEMPLATE };
  return { edits: [...files].map(([uri, value]) => createdFile(document, uri, value)) };
}

function createdFile(document: YamlDocument, uri: string, value: Value): DocumentEdit {
  const { text, language } = document.source;
  const layout = ownLayout(document);
  const lines =
    language === 'json' || isScalar(value) ? jsonLines(value, layout) : collectionLines(value, layout);
  const marked: readonly Text[] =
    START_MARKER.test(text) && language === 'yaml' ? [['---'], ...lines] : lines;
  const lineBreak = lineBreakAt(text, 0);
  const written = writtenText([...joined(marked, lineBreak), lineBreak]);
  return { uri, span: { start: 0, end: 0 }, ...written, isNewFile: true };
}

/** A marker before anything but comments. */
const START_MARKER = /^\ufeff?(?:[ \t]*(?:#.*)?\r?\n)*---(?:\s|$)/;

function ownLayout(document: YamlDocument): Layout {
  const { root, source } = document;
  const layout = layoutOf(document);
  return root?.kind === 'mapping' ? layoutWithin(source.text, root, layout) : layout;
}

function jsonLines(value: Value, layout: Layout): readonly Text[] {
  return flowLines(value, { ...layout.flow, isMultiline: true, hasMultilineLists: true }, layout);
}

import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Shape, Word } from '../../../rules/engine/config-shape';
import type { AnyRule, RuleMeta } from '../../../rules/engine/rule';
import { isConfigFile } from '../workspace/config-names';
import { configPlaceAt } from './config-place';

/** What may be written at a position: in a configuration file its words, in an ignore comment the rules. */
export function completionsAt(
  document: TextDocument,
  position: Position,
  rules: readonly AnyRule[],
): readonly CompletionItem[] {
  const metas = rules.map(({ meta }): RuleMeta => meta);
  if (isConfigFile(document.uri)) return inConfig(document, position, metas);
  const start = { line: position.line, character: 0 };
  const named = COMMENT.exec(document.getText({ start, end: position }))?.groups;
  if (named === undefined) return [];
  const others = new Set(named.others?.split(/[,\s]+/));
  const from = position.character - (named.word ?? '').length;
  return metas
    .filter(({ id }) => !others.has(id))
    .map(({ id, title }) =>
      item({ text: id, detail: title }, CompletionItemKind.EnumMember, id, position, from),
    );
}

/** An ignore comment up to a position that may stand in the id of a rule. */
const COMMENT = /#\s*kube-harden-ignore(?:-file)?[ \t]+(?<others>(?:[\w-]+\s*,\s*)*)(?<word>[\w-]*)$/;

function inConfig(
  document: TextDocument,
  position: Position,
  metas: readonly RuleMeta[],
): readonly CompletionItem[] {
  const place = configPlaceAt(document, position);
  if (place?.shape === undefined) return [];
  const { shape, start, siblings } = place;
  if (place.is === 'value') {
    return shape
      .words(metas)
      .map((word) => item(word, CompletionItemKind.EnumMember, word.text, position, start));
  }
  const end = { line: position.line, character: Number.MAX_SAFE_INTEGER };
  const hasColon = /^[\w$.-]*\s*:/.test(document.getText({ start: position, end }));
  return shape
    .keys(metas)
    .filter(({ text }) => !siblings.has(text))
    .map((word) => {
      const colon = hasColon ? '' : isNested(shape.inside(word.text), metas) ? ':' : ': ';
      return item(word, CompletionItemKind.Property, word.text + colon, position, start);
    });
}

/** Whether what stands under a key starts on the next line. */
function isNested(shape: Shape<unknown> | undefined, metas: readonly RuleMeta[]): boolean {
  if (shape === undefined || shape.words(metas).length > 0) return false;
  return shape.keys(metas).length > 0 || shape.inside('0') !== undefined;
}

function item(
  { text, detail }: Word,
  kind: CompletionItemKind,
  newText: string,
  position: Position,
  start: number,
): CompletionItem {
  const range = { start: { line: position.line, character: start }, end: position };
  return { label: text, kind, ...(detail === '' ? {} : { detail }), textEdit: { range, newText } };
}

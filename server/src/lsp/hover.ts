import type { Hover, MarkupContent, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { docsOf } from '../../../rules/engine/docs';
import { dedented } from '../../../rules/engine/page';
import type { AnyRule, RuleMeta } from '../../../rules/engine/rule';
import { isConfigFile } from '../workspace/config-names';
import { configPlaceAt } from './config-place';

type WithTexts = (meta: RuleMeta) => RuleMeta;

/**
 * What the rule at a position of an ignore comment or a configuration file is about, or the key of such a file. `withTexts`
 * gives a rule what explains it.
 */
export function hoverAt(
  document: TextDocument,
  position: Position,
  rules: readonly AnyRule[],
  hasMarkdown: boolean,
  withTexts: WithTexts,
): Hover | undefined {
  if (isConfigFile(document.uri)) return inConfig(document, position, rules, hasMarkdown, withTexts);
  const start = { line: position.line, character: 0 };
  const line = document.getText({ start, end: { line: position.line + 1, character: 0 } });
  const list = /#\s*kube-harden-ignore(?:-file)?[ \t]+(?<rules>[\w-]+(?:\s*,\s*[\w-]+)*)/d.exec(line);
  const [from = 0] = list?.indices?.groups?.rules ?? [];
  for (const { 0: word, index } of list?.groups?.rules?.matchAll(/[\w-]+/g) ?? []) {
    const character = from + index;
    if (position.character < character || character + word.length < position.character) continue;
    const rule = rules.find(({ meta }) => meta.id === word || meta.formerly?.includes(word));
    if (rule === undefined) return undefined;
    const end = { line: position.line, character: character + word.length };
    return {
      contents: contentsOf(withTexts(rule.meta), hasMarkdown),
      range: { start: { ...start, character }, end },
    };
  }
  return undefined;
}

function inConfig(
  document: TextDocument,
  position: Position,
  rules: readonly AnyRule[],
  hasMarkdown: boolean,
  withTexts: WithTexts,
): Hover | undefined {
  const { line } = position;
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  for (const { 0: word, index } of text.replace(/(?:^|\s)#.*/s, '').matchAll(/[$\w-]+/g)) {
    const end = { line, character: index + word.length };
    if (position.character < index || end.character < position.character) continue;
    const range = { start: { line, character: index }, end };
    const rule = rules.find(({ meta }) => meta.id === word || meta.formerly?.includes(word));
    if (rule !== undefined) return { contents: contentsOf(withTexts(rule.meta), hasMarkdown), range };
    const place = configPlaceAt(document, end);
    const words = place?.is === 'key' ? place.shape?.keys([]) : place?.shape?.words([]);
    const detail = words?.find((known) => known.text === word)?.detail;
    return detail ? { contents: { kind: 'plaintext', value: detail }, range } : undefined;
  }
  return undefined;
}

function contentsOf(meta: RuleMeta, hasMarkdown: boolean): MarkupContent {
  const why = dedented(meta.why);
  const docs = docsOf(meta.id);
  if (!hasMarkdown) return { kind: 'plaintext', value: `${meta.title}\n\n${why}\n\n${docs}` };
  return { kind: 'markdown', value: `**${meta.title}**\n\n${why}\n\n[${meta.id}](${docs})` };
}

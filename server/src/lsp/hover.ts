import type { Hover, MarkupContent, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { docsOf } from '../../../rules/engine/docs';
import { dedented } from '../../../rules/engine/page';
import type { AnyRule, RuleMeta } from '../../../rules/engine/rule';

/** What the rule at a position of an ignore comment is about; undefined anywhere else. */
export function hoverAt(
  document: TextDocument,
  position: Position,
  rules: readonly AnyRule[],
  hasMarkdown: boolean,
): Hover | undefined {
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
    return { contents: contentsOf(rule.meta, hasMarkdown), range: { start: { ...start, character }, end } };
  }
  return undefined;
}

function contentsOf(meta: RuleMeta, hasMarkdown: boolean): MarkupContent {
  const why = dedented(meta.why);
  const docs = docsOf(meta.id);
  if (!hasMarkdown) return { kind: 'plaintext', value: `${meta.title}\n\n${why}\n\n${docs}` };
  return { kind: 'markdown', value: `**${meta.title}**\n\n${why}\n\n[${meta.id}](${docs})` };
}

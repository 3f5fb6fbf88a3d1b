import { Lexer, parseAllDocuments } from 'yaml';
import type { Node } from '../yaml/node';
import { maskTemplate } from '../yaml/template';
import type { Data } from './random-change';

/** The data of each document. Throws where one cannot be read. */
export function dataOf(text: string): Data[] {
  return parseAllDocuments(text, { merge: true }).map((document) => {
    if (document.errors[0] !== undefined) throw new Error(`${document.errors[0].message} in\n${text}`);
    return JSON.parse(JSON.stringify(document.toJS()));
  });
}

/** The data with all scalars as text, as our own nodes have them. */
export function asText(data: Data): unknown {
  if (data === null || typeof data === 'string') return data;
  if (typeof data !== 'object') return String(data);
  if (Array.isArray(data)) return data.map(asText);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, asText(value)]));
}

/** The data of one of our own nodes, with all scalars as text. */
export function ownDataOf(node: Node): unknown {
  if (node.kind === 'alias') return node.target === undefined ? undefined : ownDataOf(node.target);
  if (node.kind === 'sequence') return node.items.map(({ value }) => ownDataOf(value));
  if (node.kind === 'scalar') {
    return node.style === 'plain' && /^(?:|~|null)$/.test(node.text) ? null : node.text;
  }
  const entries = node.entries.map(({ key, value }) => [key.text, ownDataOf(value)] as const);
  const merged = entries.filter(([key]) => key === '<<').map(([, value]) => value);
  return Object.assign({}, ...merged, Object.fromEntries(entries.filter(([key]) => key !== '<<')));
}

/** All comments with the number of their line. The parser forgets some; the lexer does not. */
export function commentsIn(text: string): { text: string; line: number }[] {
  const masked = text.includes('{{') ? maskTemplate(text, true)?.text : undefined;
  const comments: { text: string; line: number }[] = [];
  let line = 0;
  let before = '';
  for (const token of new Lexer().lex(masked ?? text)) {
    if (token.startsWith('#') && before !== SCALAR) comments.push({ text: token.trim(), line });
    line += token.split('\n').length - 1;
    before = token;
  }
  return comments;
}

/** What the lexer puts before a scalar. */
const SCALAR = '\u001f';

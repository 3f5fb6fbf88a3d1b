import type { Fix } from '../../../rules/engine/rule';
import { renderOperations } from '../../../rules/yaml/edit';
import type { DocumentEdit } from '../../../rules/yaml/operation';
import type { Source } from '../../../rules/yaml/source';
import { applyEdits } from '../../../rules/yaml/span';
import type { Analysis, Workshop } from './analyses';

/** A fix can make room for another; more passes than this mean that two undo each other. */
const maximumPasses = 10;

/** The edits that make every safe fix of a document and every safe fix that these bring about; empty where there is none. */
export function fixAllEdits(analysis: Analysis, lint: Workshop['lint']): readonly DocumentEdit[] {
  const { source } = analysis;
  const first = composed(analysis.problems.map(({ problem }) => problem).flatMap(safeFix), source.uri);
  if (first.length === 0) return first;
  let text = applyEdits(source.text, first);
  for (let pass = 2; pass <= maximumPasses; pass++) {
    const { problems } = lint({ ...source, text });
    const edits = composed(problems.flatMap(safeFix), source.uri);
    if (edits.length === 0) return pass === 2 ? first : [difference(source, text)];
    text = applyEdits(text, edits);
  }
  return [difference(source, text)];
}

function safeFix({ fixes }: { readonly fixes: readonly Fix[] }): Fix[] {
  const fix = fixes.find(({ safety }) => safety === 'safe');
  return fix === undefined ? [] : [fix];
}

/** The edits of as many of the fixes as go together; the others have their turn in the next pass. */
function composed(fixes: readonly Fix[], uri: string): readonly DocumentEdit[] {
  const together = editsIn(fixes, uri);
  if (together !== undefined) return together;
  let edits: readonly DocumentEdit[] = [];
  const taken: Fix[] = [];
  for (const fix of fixes) {
    const more = editsIn([...taken, fix], uri);
    if (more === undefined) continue;
    taken.push(fix);
    edits = more;
  }
  return edits;
}

function editsIn(fixes: readonly Fix[], uri: string): readonly DocumentEdit[] | undefined {
  const result = renderOperations(fixes.flatMap(({ operations }) => operations));
  if ('refused' in result) return undefined;
  return result.edits.every((edit) => edit.uri === uri) ? result.edits : undefined;
}

/** One edit for all the lines that differ: half a line break has no position. */
function difference({ uri, text: before }: Source, after: string): DocumentEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  start = before.lastIndexOf('\n', start - 1) + 1;
  let behind = 0;
  const limit = Math.min(before.length, after.length) - start;
  while (behind < limit && before.at(-1 - behind) === after.at(-1 - behind)) behind++;
  while (behind > 0 && before.at(-1 - behind) !== '\n') behind--;
  const text = after.slice(start, after.length - behind);
  return { uri, span: { start, end: before.length - behind }, text, placeholders: [] };
}

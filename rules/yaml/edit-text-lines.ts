import { lineEnd, nextLine } from './edit-line';
import type { EditPlan } from './edit-plan';
import { UNPRINTABLE } from './edit-scalar';
import type { Node, ScalarNode } from './node';
import type { Value } from './operation';
import type { Span } from './span';

interface Replacement {
  readonly span: Span;
  readonly line: string;
}

/**
 * Writes a string in place of a literal text block where only words within its lines change: then it keeps its form. False,
 * with nothing written, where there is more to change.
 */
export function writesTextLines(plan: EditPlan, node: Node, value: Value): boolean {
  if (node.kind !== 'scalar' || node.style !== 'literal' || typeof value !== 'string') return false;
  const changes = changedLines(plan.text, node, value);
  for (const { span, line } of changes ?? []) plan.replace(span, [[line]]);
  return changes !== undefined;
}

/** The lines of a text block that another text changes, and where they stand; undefined where that is not all there is to it. */
function changedLines(text: string, node: ScalarNode, value: string): readonly Replacement[] | undefined {
  const before = node.text.split('\n');
  const after = value.split('\n');
  if (after.length !== before.length) return undefined;
  const changes: Replacement[] = [];
  let offset = node.span.start;
  for (const [index, line] of after.entries()) {
    offset = nextLine(text, offset);
    const old = before[index] ?? '';
    if (line === old) continue;
    const end = lineEnd(text, offset);
    const isWritten = end <= node.span.end && text.slice(offset, end).trimStart() === old.trimStart();
    if (!isWritten || !isAlike(old, line)) return undefined;
    changes.push({ span: { start: end - old.length, end }, line });
  }
  return changes;
}

/** Whether one line may take the other's place in a text block: another column or no content could move the block's edge. */
function isAlike(old: string, line: string): boolean {
  if (old.trim() === '' || line.trim() === '' || UNPRINTABLE.test(line.replaceAll('\t', ' '))) return false;
  return /^\s*/.exec(old)?.[0] === /^\s*/.exec(line)?.[0];
}

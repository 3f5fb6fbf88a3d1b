import type { YamlDocument } from './document';
import { isSame } from './edit-change';
import { lineStart, nextLine } from './edit-line';
import { endsInTextBlock } from './edit-part';
import { type EditPlan, TEMPLATE, TEXT_BLOCK } from './edit-plan';
import { additionsOf, collectionLines, inlineText, isScalar, type Text } from './edit-text';
import { layoutOf } from './layout';
import type { Operation, Value } from './operation';
import { maskTemplate } from './template';

/** Plans the new documents behind a document, in the order in which they are asked for, each once. */
export function addDocuments(plan: EditPlan, operations: readonly Operation[]): void {
  const values: Value[] = [];
  for (const operation of operations) {
    if (operation.verb !== 'add-document') continue;
    if (!values.some((value) => isSame(value, operation.value))) values.push(operation.value);
  }
  if (values.length === 0) return;
  const { text, document } = plan;
  const layout = layoutOf(document);
  if (layout.flow.isJson) plan.refuse('JSON holds one document');
  const hasEndMarker = text.startsWith('...', document.span.end);
  const end = hasEndMarker ? nextLine(text, document.span.end) : document.span.end;
  checkTemplates(plan, end);
  const isAtLineStart = hasEndMarker || lineStart(text, end) === end;
  if (!isAtLineStart && document.root !== undefined && endsInTextBlock(text, document.root)) {
    plan.refuse(TEXT_BLOCK);
  }
  const lines = values.flatMap((value): Text[] => {
    const isInline = isScalar(value) || additionsOf(value).length === 0;
    const written = isInline ? [inlineText(value, layout)] : collectionLines(value, layout);
    return [['---'], ...written, ...(hasEndMarker ? [['...']] : [])];
  });
  plan.appendLines(end, lines);
}

/** Whether the new document exists must depend on nothing, and its marker must stay on a line of its own. */
function checkTemplates(plan: EditPlan, end: number): void {
  const { source, span } = plan.document;
  const isTrimmed = /-\}\}\s*$/.test(source.text.slice(span.start, end));
  if (isTrimmed || standsInBlock(plan.document, end)) plan.refuse(TEMPLATE);
}

/** Whether a template's block decides about the document, or about what comes at an offset behind it. */
export function standsInBlock({ source, span, root }: YamlDocument, end: number): boolean {
  const start = root?.span.start ?? span.start;
  const blocks = maskTemplate(source.text, source.isTemplate)?.blocks ?? [];
  return blocks.some(({ span }) =>
    span.start <= start ? span.end > start : span.start < end && span.end >= end,
  );
}

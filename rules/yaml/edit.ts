import type { YamlDocument } from './document';
import { gatherChanges } from './edit-change';
import { addDocuments } from './edit-document';
import { editDocument } from './edit-node';
import type { KeyOrder } from './edit-order';
import { EditPlan } from './edit-plan';
import type { Path } from './field';
import { createdFiles } from './new-file';
import type { DocumentEdit, EditResult, Operation } from './operation';

/**
 * The text edits that make the operations, all of them together, and change nothing else; or the reason why they are not
 * certain to. Operations on one document compose: what they add to one place is added at once, the same said twice is
 * done once, and a mapping goes only if nothing is left in it by all of them. Paths are those before any change. A new key
 * goes where `order` has it, else behind the others; but what is in the order of the alphabet stays so.
 */
export function renderOperations(operations: readonly Operation[], order: KeyOrder = noOrder): EditResult {
  const edits: DocumentEdit[] = [];
  for (const document of new Set(operations.map(({ place }) => place.document))) {
    const ofDocument = operations.filter(({ place }) => place.document === document);
    const result = renderInDocument(document, ofDocument, order);
    if ('refused' in result) return result;
    edits.push(...result.edits);
  }
  return { edits: edits.toSorted(inOrder) };
}

const noOrder: KeyOrder = () => [];

function renderInDocument(
  document: YamlDocument,
  operations: readonly Operation[],
  order: KeyOrder,
): EditResult {
  if (document.problems.length > 0) return { refused: 'the manifest has a syntax error' };
  const changes = gatherChanges(operations);
  if ('conflict' in changes) return { refused: `two changes disagree about ${nameOf(changes.conflict)}` };
  const plan = new EditPlan(document, order);
  if (operations.some(changesDocument)) editDocument(plan, changes.root);
  addDocuments(plan, operations);
  const edits = plan.edits();
  const created = createdFiles(document, operations);
  if (plan.refusal !== undefined) return { refused: plan.refusal };
  return 'refused' in created ? created : { edits: [...edits, ...created.edits] };
}

function changesDocument({ verb }: Operation): boolean {
  return verb !== 'add-document' && verb !== 'create-file';
}

function inOrder(a: DocumentEdit, b: DocumentEdit): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.span.start - b.span.start;
}

/** A path as people write it: `spec.containers[0].image`. */
function nameOf(path: Path): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return steps.join('').replace(/^\./, '') || 'the document';
}

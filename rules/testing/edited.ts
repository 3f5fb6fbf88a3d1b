import { parseAllDocuments } from 'yaml';
import { renderOperations } from '../yaml/edit';
import type { KeyOrder } from '../yaml/edit-order';
import type { Operation, Value } from '../yaml/operation';
import { readDocuments } from '../yaml/read';
import { type Source, sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';

/** An operation whose place is told by a path such as `spec.containers.0`, in the document of an index. */
export interface Step {
  readonly verb: Exclude<Operation['verb'], 'create-file'>;
  readonly path: string;
  readonly value?: Value;
  /** The new name, for a rename. */
  readonly key?: string;
  readonly document?: number;
}

export const set = (path: string, value: Value): Step => ({ verb: 'set', path, value });
export const remove = (path: string): Step => ({ verb: 'remove', path });
export const addItem = (path: string, value: Value): Step => ({ verb: 'add-item', path, value });
export const rename = (path: string, key: string): Step => ({ verb: 'rename', path, key });
export const addDocument = (value: Value): Step => ({ verb: 'add-document', path: '', value });

/** The step, in another document than the first. */
export const inDocument = (document: number, step: Step): Step => ({ ...step, document });

/** The text after the steps, or why they are refused. Throws where the result is no longer YAML. */
export function edited(text: string, ...steps: readonly Step[]): string {
  return editedSource(sourceOf('file:///manifest.yaml', text, { isTemplate: text.includes('{{') }), steps);
}

/** The same with keys in an order. */
export function editedInOrder(order: readonly string[], text: string, ...steps: readonly Step[]): string {
  const source = sourceOf('file:///manifest.yaml', text, { isTemplate: text.includes('{{') });
  return editedSource(source, steps, () => order);
}

/** The same for JSON. */
export function editedJson(text: string, ...steps: readonly Step[]): string {
  JSON.parse(text);
  const result = editedSource(sourceOf('file:///manifest.json', text), steps);
  if (!result.startsWith('refused: ')) JSON.parse(result);
  return result;
}

/** The text without its first line break and without the indentation its lines have in common. */
export function text(strings: TemplateStringsArray): string {
  const lines = strings.raw.join('').replace(/^\n/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}

function editedSource(source: Source, steps: readonly Step[], order?: KeyOrder): string {
  const documents = readDocuments(source);
  const operations = steps.map((step) => operationOf(step, documents));
  const result = renderOperations(operations, order);
  if ('refused' in result) return `refused: ${result.refused}`;
  const after = applyEdits(source.text, result.edits);
  const errors = source.isTemplate ? [] : parseAllDocuments(after).flatMap((document) => document.errors);
  if (errors.length > 0) throw new Error(`${errors[0]?.message}\n${after}`);
  return after;
}

function operationOf(step: Step, documents: ReturnType<typeof readDocuments>): Operation {
  const document = documents[step.document ?? 0];
  if (document === undefined) throw new Error('there is no such document');
  const path =
    step.path === '' ? [] : step.path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const place = { document, path };
  if (step.verb === 'remove') return { verb: step.verb, place };
  if (step.verb === 'rename') return { verb: step.verb, place, key: step.key ?? '' };
  return { verb: step.verb, place, value: step.value ?? '' };
}

import { knownValue } from '../yaml/field';
import type { Value } from '../yaml/operation';
import type { MapView } from '../yaml/view';

const FIELDS = ['matchLabels', 'matchExpressions'];

/** Whether a label selector certainly selects everything: it is written, and asks for nothing. */
export function selectsAll(selector: MapView): boolean {
  return (
    selector.state === 'known' &&
    selector.keys().every((key) => FIELDS.includes(key)) &&
    selector.map('matchLabels').isEmpty &&
    selector.list('matchExpressions').isEmpty
  );
}

/**
 * A label selector as a value that can be written elsewhere; undefined where not all of it is known. `beside` names a key
 * that stands in the same mapping and is no part of it.
 */
export function selectorValue(selector: MapView, beside?: string): Value | undefined {
  if (!selector.keys().every((key) => FIELDS.includes(key) || key === beside)) return undefined;
  const labels = selector.map('matchLabels');
  const matchLabels = labels.isEmpty ? {} : labelsOf(labels);
  const list = selector.list('matchExpressions');
  const matchExpressions = list.isOpen ? undefined : all(list.items().map(requirementOf));
  if (matchLabels === undefined || matchExpressions === undefined) return undefined;
  return {
    ...(labels.isEmpty ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  };
}

function labelsOf(labels: MapView): { readonly [key: string]: Value } | undefined {
  if (labels.isOpen) return undefined;
  const entries = labels.keys().map((key) => [key, labels.string(key)] as const);
  const values = all(entries.map(([, value]) => knownValue(value)));
  return values && Object.fromEntries(entries.map(([key], index) => [key, values[index] ?? '']));
}

function requirementOf(requirement: MapView): Value | undefined {
  const key = knownValue(requirement.string('key'));
  const operator = knownValue(requirement.string('operator'));
  const list = requirement.list('values');
  const values = list.isOpen ? undefined : all(list.strings().map((value) => knownValue(value)));
  if (key === undefined || operator === undefined || values === undefined) return undefined;
  return { key, operator, ...(values.length === 0 ? {} : { values }) };
}

function all<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

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
  const key = requirement.knownString('key');
  const operator = requirement.knownString('operator');
  const list = requirement.list('values');
  const values = list.isOpen ? undefined : all(list.strings().map((value) => knownValue(value)));
  if (key === undefined || operator === undefined || values === undefined) return undefined;
  return { key, operator, ...(values.length === 0 ? {} : { values }) };
}

function all<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

/** One demand of a label selector; an entry of `matchLabels` is an `In` with one value. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Labels as far as they are known, as plain data. */
export interface Labels {
  readonly known: Readonly<Record<string, string>>;
  /** True where there may be labels that are not among these. */
  readonly isOpen: boolean;
}

/** The labels that a mapping certainly holds. */
export function labelsIn(labels: MapView): Labels {
  const keys = labels.keys();
  const known = keys.flatMap((key) => {
    const value = knownValue(labels.scalarText(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  return { known: Object.fromEntries(known), isOpen: labels.isOpen || known.length < keys.length };
}

/** What a selector demands; nothing where it is missing or empty, and undefined where not all of it is known. */
export function requirementsOf(selector: MapView): readonly Requirement[] | undefined {
  const labels = selector.map('matchLabels');
  const list = selector.list('matchExpressions');
  if (selector.isOpen || labels.isOpen || list.isOpen) return undefined;
  if (!selector.keys().every((key) => FIELDS.includes(key))) return undefined;
  const ofLabels = labels.keys().map((key) => {
    const value = knownValue(labels.scalarText(key));
    return value === undefined ? undefined : { key, operator: 'In', values: [value] };
  });
  return all([...ofLabels, ...list.items().map(expressionOf)]);
}

function expressionOf(expression: MapView): Requirement | undefined {
  const key = expression.knownString('key');
  const operator = expression.knownString('operator');
  const list = expression.list('values');
  const values = list.isOpen ? undefined : all(list.strings().map((value) => knownValue(value)));
  return key === undefined || operator === undefined || values === undefined
    ? undefined
    : { key, operator, values };
}

/** Whether labels meet every requirement; undefined where that is not known. */
export function selects(requirements: readonly Requirement[], labels: Labels): boolean | undefined {
  const answers = requirements.map((requirement) => isMet(requirement, labels));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Labels that controllers give the pods they make, which no template has. */
const OF_CONTROLLERS =
  /^(?:(?:apps|batch|statefulset)\.kubernetes\.io|(?:jobset|leaderworkerset)\.sigs\.k8s\.io|serving\.knative\.dev)\/|^(?:controller-revision-hash|controller-uid|job-name|pod-template-generation|pod-template-hash|rollouts-pod-template-hash)$/;

function isMet({ key, operator, values }: Requirement, { known, isOpen }: Labels): boolean | undefined {
  const value = Object.hasOwn(known, key) ? known[key] : undefined;
  if (value === undefined && (isOpen || OF_CONTROLLERS.test(key))) return undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return undefined;
  }
}

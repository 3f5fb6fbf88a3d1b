import { isKnown, type Located } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Pod } from './pod';

/** A label of nodes that a pod must find, or would rather find, on the node it runs on. */
export interface NodeLabel {
  readonly key: string;
  /** Where the label is asked for. */
  readonly at: Located;
  /** What has to go for the pod not to ask for it any more. */
  readonly whole: Located;
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** The node labels that a pod certainly asks for: by `nodeSelector`, and by its affinity with the operators `In` and `Exists`. */
export function nodeLabelsOf(pod: Pod): readonly NodeLabel[] {
  const affinity = pod.spec.map('affinity').map('nodeAffinity');
  const required = affinity
    .map(REQUIRED)
    .maps('nodeSelectorTerms')
    .flatMap((term) => expressionsIn(term));
  const preferred = affinity
    .maps('preferredDuringSchedulingIgnoredDuringExecution')
    .flatMap((preference) => preferencesIn(preference));
  return [...selectorOf(pod), ...required, ...preferred];
}

/** The labels that tell what a node runs; the second is the former one. */
const SYSTEM_LABELS = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** Whether a pod's `nodeSelector` or its affinity certainly leaves it no nodes but those of Windows. */
export function requiresWindows(spec: MapView): boolean {
  const selector = spec.map('nodeSelector');
  if (SYSTEM_LABELS.some((label) => isKnown(selector.string(label), 'windows'))) return true;
  const required = spec.map('affinity').map('nodeAffinity').map(REQUIRED);
  const terms = required.maps('nodeSelectorTerms');
  // Each term is enough for a node, so all of them have to ask for Windows.
  if (terms.length === 0 || required.list('nodeSelectorTerms').isOpen) return false;
  return terms.every((term) => term.maps('matchExpressions').some(isOfWindows));
}

function isOfWindows(expression: MapView): boolean {
  if (!SYSTEM_LABELS.includes(expression.knownString('key') ?? '')) return false;
  const values = expression.list('values');
  if (values.isOpen || values.isEmpty || !isKnown(expression.string('operator'), 'In')) return false;
  return values.strings().every((value) => isKnown(value, 'windows'));
}

function selectorOf(pod: Pod): readonly NodeLabel[] {
  const selector = pod.spec.map('nodeSelector');
  return selector.keys().flatMap((key) => {
    const label = selector.scalarText(key);
    return label.state === 'known' ? [{ key, at: label, whole: label }] : [];
  });
}

function expressionsIn(term: MapView): readonly NodeLabel[] {
  return term.maps('matchExpressions').flatMap((expression) => {
    const key = expression.string('key');
    const operator = expression.string('operator');
    if (key.state !== 'known' || operator.state !== 'known') return [];
    return ['In', 'Exists'].includes(operator.value) ? [{ key: key.value, at: key, whole: expression }] : [];
  });
}

/** A preference that consists of one expression is nothing without it, so all of it has to go. */
function preferencesIn(weighted: MapView): readonly NodeLabel[] {
  const term = weighted.map('preference');
  const isOnly = term.maps('matchExpressions').length === 1 && term.list('matchFields').state === 'absent';
  return expressionsIn(term).map((label) => (isOnly ? { ...label, whole: weighted } : label));
}

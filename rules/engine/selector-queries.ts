import { type Requirement, selects } from '../kubernetes/label-selector';
import type { Query } from './query';
import { mayMeet, type Namespaces } from './workspace';
import type { Selection } from './workspace-policies';

/** What a selector finds among the pods that may be in one of the namespaces. */
export const podsSelected: Query<[Namespaces, readonly Requirement[]], Selection> = {
  name: 'pods',
  factKeys: () => ['workload', 'incomplete-kustomization'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces, requirements) => {
    const workloads = facts.byNamespace('workload');
    const isHidden = facts
      .all('kustomization', ['incomplete-kustomization'])
      .some((fact) => mayMeet(facts.namespacesFor(fact, fact.namespace), namespaces));
    return {
      mayMatch:
        isHidden ||
        workloads.in(namespaces).some(({ labels, place }) => {
          const isOpen = labels.isOpen || facts.roleOf(place.uri).addsLabels === true;
          return selects(requirements, { ...labels, isOpen }) !== false;
        }),
      isAnyInView: namespaces !== undefined && workloads.knownIn(namespaces).length > 0,
    };
  },
};

/** Namespaces that every cluster has. What labels they have got nobody can tell. */
const EVERYWHERE = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What a selector finds among the Namespaces. */
export const namespacesSelected: Query<[readonly Requirement[]], Selection> = {
  name: 'namespaces-selected',
  factKeys: () => ['any-namespace'],
  answer: (facts, requirements) => {
    const inView = facts.all('namespace', ['any-namespace']);
    const labelled = [
      ...inView.map(({ name, labels, isOpen, place }) => ({
        known: { ...labels, ...nameLabel(name) },
        isOpen: isOpen || facts.roleOf(place.uri).addsLabels === true,
      })),
      ...EVERYWHERE.map((name) => ({ known: nameLabel(name), isOpen: true })),
    ];
    return {
      mayMatch: labelled.some((labels) => selects(requirements, labels) !== false),
      isAnyInView: inView.length > 0,
    };
  },
};

/** The label that the API server gives every Namespace. */
function nameLabel(name: string): Readonly<Record<string, string>> {
  return { 'kubernetes.io/metadata.name': name };
}

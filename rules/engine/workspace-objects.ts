import type { FactOf } from './fact-store';
import type { Fact } from './facts';
import type { ImageVerificationFact } from './facts-images';
import type { BindingFact, LimitRangeFact, NamespaceFact, ServiceAccountFact } from './facts-objects';
import type { ResourceQuotaFact } from './facts-quota';
import type { AskIndex } from './questions';
import type { Namespaces } from './workspace';

/** What rules may ask about single objects of other files: what may be there counts. */
export interface ObjectView {
  /** The ServiceAccounts of a name that may be in one of the namespaces. */
  serviceAccounts(namespaces: Namespaces, name: string): readonly ServiceAccountFact[];
  /** The bindings that may grant something to such a ServiceAccount. */
  bindings(namespaces: Namespaces, name: string): readonly BindingFact[];
  /** The LimitRanges that may be in one of the namespaces. */
  limitRanges(namespaces: Namespaces): readonly LimitRangeFact[];
  /** The ResourceQuotas that may be in one of the namespaces. */
  resourceQuotas(namespaces: Namespaces): readonly ResourceQuotaFact[];
  /** The policies that verify images. */
  imageVerifications(): readonly ImageVerificationFact[];
  /** The Namespace objects of a name. */
  namespaces(name: string): readonly NamespaceFact[];
}

/** The answers of somebody who sees nothing. */
export const noObjects: ObjectView = {
  serviceAccounts: () => [],
  bindings: () => [],
  limitRanges: () => [],
  resourceQuotas: () => [],
  imageVerifications: () => [],
  namespaces: () => [],
};

/** What the answers are made of. */
export interface ObjectFacts {
  all<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[];
  /** Whether a fact whose own namespace is this one may be in one of the namespaces. */
  isIn(fact: Fact, own: string | undefined, namespaces: Namespaces): boolean;
}

/** The answers from facts. */
export function objectView(facts: ObjectFacts, ask: AskIndex): ObjectView {
  const inNamespaces = <F extends LimitRangeFact | ResourceQuotaFact | ServiceAccountFact>(
    factKey: string,
    namespaces: Namespaces,
    all: () => readonly F[],
  ) =>
    ask(
      `${factKey} in ${JSON.stringify(namespaces)}`,
      [factKey],
      () => all().filter((fact) => facts.isIn(fact, fact.namespace, namespaces)),
      false,
      namespaces,
    );
  return {
    serviceAccounts: (namespaces, name) => {
      const key = `service-account/${name}`;
      return inNamespaces(key, namespaces, () => facts.all('service-account', [key]));
    },
    limitRanges: (namespaces) =>
      inNamespaces('limit-range', namespaces, () => facts.all('limit-range', ['limit-range'])),
    resourceQuotas: (namespaces) =>
      inNamespaces('resource-quota', namespaces, () => facts.all('resource-quota', ['resource-quota'])),
    bindings: (namespaces, name) => {
      const keys = [`binding/${name}`, 'binding/*'];
      const isOf = (fact: BindingFact) =>
        fact.subjects.some(
          (subject) =>
            (subject.name ?? name) === name &&
            (subject.namespace === undefined || facts.isIn(fact, subject.namespace, namespaces)),
        );
      const answer = () => facts.all('binding', keys).filter(isOf);
      return ask(`bindings ${name} ${JSON.stringify(namespaces)}`, keys, answer, false, namespaces);
    },
    imageVerifications: () =>
      ask('image-verifications', ['image-verification'], () =>
        facts.all('image-verification', ['image-verification']),
      ),
    namespaces: (name) =>
      ask(`namespaces ${name}`, [`namespace/${name}`], () => facts.all('namespace', [`namespace/${name}`])),
  };
}

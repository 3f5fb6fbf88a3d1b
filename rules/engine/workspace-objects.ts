import { namesFor } from '../kubernetes/ingress';
import type { ImageVerificationFact } from './facts-images';
import type { BindingFact, LimitRangeFact, NamespaceFact, ServiceAccountFact } from './facts-objects';
import type { ResourceQuotaFact } from './facts-quota';
import type { KnownFacts } from './known-facts';
import type { Ask, Query } from './query';
import { mayMeet, type Namespaces } from './workspace';

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
  /** Whether a pod writes the authority of the certificate into webhook configurations of a name. */
  isWebhookPatched(name: string): boolean;
  /** Whether an Ingress of another name may bring TLS to all requests for a host. One of the same name would take its place. */
  hasTls(host: string, besides: string | undefined): boolean;
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
  isWebhookPatched: () => false,
  hasTls: () => false,
  namespaces: () => [],
};

/** The answers from facts. */
export function objectView(ask: Ask): ObjectView {
  return {
    serviceAccounts: (namespaces, name) => ask(serviceAccounts, namespaces, name),
    bindings: (namespaces, name) => ask(bindings, namespaces, name),
    limitRanges: (namespaces) => ask(limitRanges, namespaces),
    resourceQuotas: (namespaces) => ask(resourceQuotas, namespaces),
    imageVerifications: () => ask(imageVerifications),
    isWebhookPatched: (name) => ask(webhookPatched, name),
    hasTls: (host, besides) => namesFor(host).some((name) => ask(secureHost, name, besides)),
    namespaces: (name) => ask(namespacesNamed, name),
  };
}

export const serviceAccounts: Query<[Namespaces, string], readonly ServiceAccountFact[]> = {
  name: 'service-accounts',
  factKeys: (_, name) => [`service-account/${name}`],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces, name) =>
    facts
      .all('service-account', [`service-account/${name}`])
      .filter((fact) => mayBeIn(facts, fact, fact.namespace, namespaces)),
};

export const limitRanges: Query<[Namespaces], readonly LimitRangeFact[]> = {
  name: 'limit-ranges',
  factKeys: () => ['limit-range'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces) =>
    facts
      .all('limit-range', ['limit-range'])
      .filter((fact) => mayBeIn(facts, fact, fact.namespace, namespaces)),
};

export const resourceQuotas: Query<[Namespaces], readonly ResourceQuotaFact[]> = {
  name: 'resource-quotas',
  factKeys: () => ['resource-quota'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces) =>
    facts
      .all('resource-quota', ['resource-quota'])
      .filter((fact) => mayBeIn(facts, fact, fact.namespace, namespaces)),
};

/** The bindings that may grant something to a ServiceAccount. */
export const bindings: Query<[Namespaces, string], readonly BindingFact[]> = {
  name: 'bindings',
  factKeys: (_, name) => [`binding/${name}`, 'binding/*'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces, name) =>
    facts
      .all('binding', [`binding/${name}`, 'binding/*'])
      .filter((fact) =>
        fact.subjects.some(
          (subject) =>
            (subject.name ?? name) === name &&
            (subject.namespace === undefined || mayBeIn(facts, fact, subject.namespace, namespaces)),
        ),
      ),
};

export const imageVerifications: Query<[], readonly ImageVerificationFact[]> = {
  name: 'image-verifications',
  factKeys: () => ['image-verification'],
  answer: (facts) => facts.all('image-verification', ['image-verification']),
};

export const webhookPatched: Query<[string], boolean> = {
  name: 'webhook-patched',
  factKeys: (name) => [`webhook-patch/${name}`],
  answer: (facts, name) => facts.all('webhook-patch', [`webhook-patch/${name}`]).length > 0,
};

export const secureHost: Query<[string, string | undefined], boolean> = {
  name: 'secure-host',
  factKeys: (host) => [`secure-host/${host}`],
  answer: (facts, host, besides) =>
    facts
      .all('secure-host', [`secure-host/${host}`])
      .some(({ name }) => name === undefined || name !== besides),
};

export const namespacesNamed: Query<[string], readonly NamespaceFact[]> = {
  name: 'namespaces',
  factKeys: (name) => [`namespace/${name}`],
  answer: (facts, name) => facts.all('namespace', [`namespace/${name}`]),
};

/** Whether what has this namespace of its own, and stands where a fact does, may be in one of the namespaces. */
function mayBeIn(
  facts: KnownFacts,
  fact: Parameters<KnownFacts['namespacesFor']>[0],
  own: string | undefined,
  namespaces: Namespaces,
): boolean {
  return mayMeet(facts.namespacesFor(fact, own), namespaces);
}

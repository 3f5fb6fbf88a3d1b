import type { ClaimFact, ConfigMapFact, PersistentVolumeFact } from './facts-storage';
import { certain } from './nearest';
import type { Query } from './query';
import type { Namespaces } from './workspace';

/** The ConfigMaps with credentials that certainly are in one of the namespaces, for the file that mounts them. */
export const configMaps: Query<[string, Namespaces, string], readonly ConfigMapFact[]> = {
  name: 'config-maps',
  isExact: true,
  factKeys: (_uri, _namespaces, name) => [`config-map/${name}`],
  within: (_, namespaces) => namespaces,
  answer: (facts, uri, namespaces, name) =>
    certain(facts, facts.all('config-map', [`config-map/${name}`]), uri, namespaces, ownNamespace),
};

/** The claims that certainly are in one of the namespaces, for the file that mounts them. */
export const claims: Query<[string, Namespaces, string], readonly ClaimFact[]> = {
  name: 'claims',
  isExact: true,
  factKeys: (_uri, _namespaces, name) => [`claim/${name}`],
  within: (_, namespaces) => namespaces,
  answer: (facts, uri, namespaces, name) =>
    certain(facts, facts.all('claim', [`claim/${name}`]), uri, namespaces, ownNamespace),
};

export const persistentVolumes: Query<[], readonly PersistentVolumeFact[]> = {
  name: 'volumes',
  isExact: true,
  factKeys: () => ['persistent-volume'],
  answer: (facts) => facts.all('persistent-volume', ['persistent-volume']),
};

function ownNamespace({ namespace }: { readonly namespace?: string }): string | undefined {
  return namespace;
}

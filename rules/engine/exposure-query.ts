import type { ServiceFact } from './facts-exposure';
import type { KnownFacts } from './known-facts';
import { certain, isTaken, nearestOfEach } from './nearest';
import type { Query } from './query';
import { folderOf } from './uri';
import { mayMeet, type Namespaces } from './workspace';
import type { Exposure } from './workspace-links';

/** What brings requests from outside to pods of a file that certainly have some labels. */
export const exposures: Query<[string, Namespaces, Readonly<Record<string, string>>], readonly Exposure[]> = {
  name: 'exposures',
  isExact: true,
  factKeys: () => ['service', 'route'],
  within: (_, namespaces) => namespaces,
  answer: (facts, uri, namespaces, labels) => {
    const services = facts
      .byNamespace('service')
      .in(namespaces)
      .filter((fact) => selects(fact, labels));
    return certain(facts, services, uri, namespaces, ({ namespace }) => namespace).flatMap((service) =>
      exposuresOf(service, facts),
    );
  },
};

function selects({ selector }: ServiceFact, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** What brings requests from outside to a Service: itself, and what leads to it. */
function exposuresOf(service: ServiceFact, facts: KnownFacts): readonly Exposure[] {
  const { exposedBy, name, place } = service;
  const own = exposedBy === undefined ? [] : [{ by: `${exposedBy} Service ${name}`, place }];
  const namespaces = facts.namespacesFor(service, service.namespace);
  const routes = facts.all('route', ['route']).filter((route) =>
    route.services.some((to) => {
      if (to.name !== name) return false;
      const said = to.namespace ?? route.namespace;
      const target = facts.namespacesFor(route, said);
      if (target !== undefined && namespaces !== undefined) return mayMeet(target, namespaces);
      if (isTaken(said, target) || isTaken(service.namespace, namespaces)) return false;
      return folderOf(route.place.uri) === folderOf(place.uri);
    }),
  );
  return [
    ...own,
    ...nearestOfEach(routes, place.uri).map((route) => ({ by: route.object, place: route.place })),
  ];
}

import type { ComponentName } from '../kubernetes/component';
import type { FactOf } from './fact-store';
import type { Fact } from './facts';
import type { ComponentFact } from './facts-components';
import type { ConfigFileFact } from './facts-config';
import type { ServiceFact } from './facts-exposure';
import type { NamedKind, NameFact } from './facts-names';
import type { BindingFact } from './facts-objects';
import type { AccountUseFact, RoleFact } from './facts-rbac';
import type { ClaimFact, ConfigMapFact, PersistentVolumeFact } from './facts-storage';
import { renamedKeyOf, roleKeyOf } from './kustomize-roles';
import type { ProblemPlace } from './problem';
import type { AskIndex } from './questions';
import { folderOf, plainUri } from './uri';
import { mayMeet, type Namespaces } from './workspace';

/** How somebody outside the cluster reaches pods. */
export interface Exposure {
  /** What brings the requests in, such as `Ingress shop`. */
  readonly by: string;
  readonly place: ProblemPlace;
}

/**
 * What rules may ask about objects that belong together. Where it is said that something certainly is in a namespace, both
 * namespaces are known, or else the two objects are in one file, or in one folder. Of several roles of a name the nearest
 * to the binding count. Places in the answers are exact: a file is linted again also where they only move.
 */
export interface LinkView {
  /** Whether there may be an object of this kind and name in one of the namespaces. */
  mayExist(kind: NamedKind, namespaces: Namespaces, name: string): boolean;
  /** Whether a kustomization adds something to the names of all objects of the asker's file. */
  isRenamed(): boolean;
  /** The bindings that certainly grant something to the ServiceAccount of this name, which certainly is in one of the namespaces. */
  bindingsFor(namespaces: Namespaces, account: string): readonly BindingFact[];
  /** The roles that such a binding may grant. */
  rolesOf(binding: BindingFact): readonly RoleFact[];
  /** The ClusterRoles of a name. */
  clusterRoles(name: string): readonly RoleFact[];
  /** Whether some binding may grant the role of this name. */
  isBound(isClusterRole: boolean, namespaces: Namespaces, name: string): boolean;
  /** What brings requests from outside to pods that certainly have these labels. */
  exposures(namespaces: Namespaces, labels: Readonly<Record<string, string>>): readonly Exposure[];
  /** The ConfigMaps with credentials that certainly are in one of the namespaces. */
  configMaps(namespaces: Namespaces, name: string): readonly ConfigMapFact[];
  /** The claims that certainly are in one of the namespaces. */
  claims(namespaces: Namespaces, name: string): readonly ClaimFact[];
  persistentVolumes(): readonly PersistentVolumeFact[];
  /** Whatever certainly runs as a ServiceAccount of one of the namespaces. */
  accountUses(namespaces: Namespaces, account: string): readonly AccountUseFact[];
  /** The components that files of the asker's folder configure. */
  components(name: ComponentName): readonly ComponentFact[];
  /** The configuration files of a name, without its folder: the nearest ones. */
  configFiles(name: string): readonly ConfigFileFact[];
}

export const emptyLinks: LinkView = {
  mayExist: () => false,
  isRenamed: () => false,
  bindingsFor: () => [],
  rolesOf: () => [],
  clusterRoles: () => [],
  isBound: () => false,
  exposures: () => [],
  configMaps: () => [],
  claims: () => [],
  persistentVolumes: () => [],
  accountUses: () => [],
  components: () => [],
  configFiles: () => [],
};

/** What answers are made of. */
export interface LinkSource {
  /** The facts of a kind under some keys, each once. */
  allOf<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[];
  /** The Services that may be in one of the namespaces. */
  services(namespaces: Namespaces): readonly ServiceFact[];
  /** The namespaces that something may be in which has this one of its own. */
  namespacesFor(fact: Fact, own: string | undefined): Namespaces;
  /** Whether a kustomization adds something to all names of a file. */
  isRenamed(uri: string): boolean;
  /** The facts of names that a kustomization adds something to. */
  renamed(kind: NamedKind): readonly NameFact[];
}

/** The answers for the file of a plain URI. */
export function linksFor(uri: string, ask: AskIndex, source: LinkSource): LinkView {
  const folder = folderOf(plainUri(uri));
  /**
   * The facts that certainly are in one of the namespaces, or else stand in the asker's folder where one of the two is not
   * known. Folders often have several variants of one thing: of those the nearest counts.
   */
  const certain = <T extends Fact>(
    facts: readonly T[],
    ownOf: (fact: T) => string | undefined,
    namespaces: Namespaces,
  ): readonly T[] => {
    const found = facts.filter((fact) => {
      const ofFact = source.namespacesFor(fact, ownOf(fact));
      const isSure = ofFact !== undefined && namespaces !== undefined;
      return isSure ? mayMeet(ofFact, namespaces) : folderOf(plainUri(fact.place.uri)) === folder;
    });
    return nearestOfEach(found, uri);
  };
  const inNamespaces = <T extends Fact & { readonly namespace?: string }>(
    key: string,
    namespaces: Namespaces,
    facts: () => readonly T[],
  ) =>
    ask(
      `${key} ${uri} ${textOf(namespaces)}`,
      [key],
      () => certain(facts(), (fact) => fact.namespace, namespaces),
      true,
      namespaces,
    );
  return {
    mayExist: (kind, namespaces, name) => {
      const keys = [`name/${kind}/${name}`, `name/${kind}/*`];
      const within = kind === 'ClusterRole' ? undefined : namespaces;
      const answer = () => {
        const renamed = source.renamed(kind).filter((fact) => name.includes(fact.name ?? ''));
        return [...source.allOf('name', keys), ...renamed].some((fact) =>
          mayMeet(
            kind === 'ClusterRole' ? undefined : source.namespacesFor(fact, fact.namespace),
            namespaces,
          ),
        );
      };
      const question = `exists ${kind} ${name} ${textOf(namespaces)}`;
      return ask(question, [...keys, renamedKeyOf(kind)], answer, false, within);
    },
    isRenamed: () => ask(`renamed ${uri}`, [roleKeyOf(uri)], () => source.isRenamed(uri)),
    bindingsFor: (namespaces, account) =>
      ask(
        `bindings for ${account} ${uri} ${textOf(namespaces)}`,
        [`binding/${account}`],
        () => {
          const subjectOf = ({ subjects }: BindingFact) => subjects.find(({ name }) => name === account);
          const isNamed = (fact: BindingFact) =>
            account === 'default' ? subjectOf(fact)?.namespace !== undefined : subjectOf(fact) !== undefined;
          if (account === 'default' && namespaces === undefined) return [];
          const bindings = source.allOf('binding', [`binding/${account}`]).filter(isNamed);
          return certain(bindings, (fact) => subjectOf(fact)?.namespace, namespaces);
        },
        true,
        namespaces,
      ),
    rolesOf: (binding) => {
      const { kind, name } = binding.role;
      if (name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) return [];
      return ask(
        `roles ${kind} ${name} ${binding.place.uri} ${binding.namespace}`,
        [`role/${name}`, roleKeyOf(binding.place.uri)],
        () => {
          const namespaces = source.namespacesFor(binding, binding.namespace);
          const roles = source
            .allOf('role', [`role/${name}`])
            .filter((fact) => fact.isClusterRole === (kind === 'ClusterRole'))
            .filter(
              (fact) => fact.isClusterRole || mayMeet(source.namespacesFor(fact, fact.namespace), namespaces),
            );
          return nearest(roles, binding.place.uri);
        },
        true,
      );
    },
    clusterRoles: (name) =>
      ask(`cluster-roles ${name}`, [`role/${name}`], () =>
        source.allOf('role', [`role/${name}`]).filter(({ isClusterRole }) => isClusterRole),
      ),
    isBound: (isClusterRole, namespaces, name) => {
      const keys = [`binding-to/${name}`, 'binding-to/*'];
      const kind = isClusterRole ? 'ClusterRole' : 'Role';
      const answer = () =>
        source.allOf('binding', keys).some((fact) => {
          if ((fact.role.kind ?? kind) !== kind) return false;
          return isClusterRole || mayMeet(source.namespacesFor(fact, fact.namespace), namespaces);
        });
      const within = isClusterRole ? undefined : namespaces;
      return ask(`bound ${kind} ${name} ${textOf(namespaces)}`, keys, answer, false, within);
    },
    exposures: (namespaces, labels) =>
      ask(
        `exposures ${uri} ${textOf(namespaces)} ${textOf(labels)}`,
        ['service', 'route'],
        () => {
          const services = source.services(namespaces).filter((fact) => selects(fact, labels));
          return certain(services, (fact) => fact.namespace, namespaces).flatMap((service) =>
            exposuresOf(service, source),
          );
        },
        true,
        namespaces,
      ),
    configMaps: (namespaces, name) => {
      const key = `config-map/${name}`;
      return inNamespaces(key, namespaces, () => source.allOf('config-map', [key]));
    },
    claims: (namespaces, name) => {
      const key = `claim/${name}`;
      return inNamespaces(key, namespaces, () => source.allOf('claim', [key]));
    },
    accountUses: (namespaces, account) => {
      const key = `account-use/${account}`;
      return inNamespaces(key, namespaces, () => source.allOf('account-use', [key]));
    },
    persistentVolumes: () =>
      ask(
        'volumes',
        ['persistent-volume'],
        () => source.allOf('persistent-volume', ['persistent-volume']),
        true,
      ),
    configFiles: (name) =>
      ask(
        `config-files ${name} ${uri}`,
        [`config-file/${name}`],
        () => nearest(source.allOf('config-file', [`config-file/${name}`]), uri),
        true,
      ),
    components: (name) =>
      ask(
        `components ${name} ${folder}`,
        [`component/${name}`],
        () => source.allOf('component', [`component/${name}`]).filter((fact) => fact.folder === folder),
        true,
      ),
  };
}

/** Of the facts of each object the nearest to a file. */
function nearestOfEach<T extends Fact>(facts: readonly T[], uri: string): readonly T[] {
  const names = [...new Set(facts.map(nameOf))];
  return names.flatMap((name) =>
    nearest(
      facts.filter((fact) => nameOf(fact) === name),
      uri,
    ),
  );
}

function nameOf(fact: Fact): string | undefined {
  if ('object' in fact) return fact.object;
  return 'name' in fact ? fact.name : undefined;
}

/** The facts of a file, else those of its folder, else all. */
function nearest<T extends Fact>(facts: readonly T[], uri: string): readonly T[] {
  const plain = plainUri(uri);
  const ofFile = facts.filter(({ place }) => plainUri(place.uri) === plain);
  if (ofFile.length > 0) return ofFile;
  const ofFolder = facts.filter(({ place }) => folderOf(plainUri(place.uri)) === folderOf(plain));
  return ofFolder.length > 0 ? ofFolder : facts;
}

function selects({ selector }: ServiceFact, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** What brings requests from outside to a Service: itself, and what leads to it. */
function exposuresOf(service: ServiceFact, source: LinkSource): readonly Exposure[] {
  const { exposedBy, name, place } = service;
  const own = exposedBy === undefined ? [] : [{ by: `${exposedBy} Service ${name}`, place }];
  const namespaces = source.namespacesFor(service, service.namespace);
  const routes = source.allOf('route', ['route']).filter((route) =>
    route.services.some((to) => {
      if (to.name !== name) return false;
      const target = source.namespacesFor(route, to.namespace ?? route.namespace);
      if (target !== undefined && namespaces !== undefined) return mayMeet(target, namespaces);
      return folderOf(route.place.uri) === folderOf(place.uri);
    }),
  );
  return [
    ...own,
    ...nearestOfEach(routes, place.uri).map((route) => ({ by: route.object, place: route.place })),
  ];
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

import type { ComponentName } from '../kubernetes/component';
import type { Labels } from '../kubernetes/label-selector';
import { accountUses, clusterRoles, isBound, mayBeTakenUp } from './binding-queries';
import { exposures } from './exposure-query';
import type { ComponentFact } from './facts-components';
import type { ConfigFileFact } from './facts-config';
import type { NamedKind } from './facts-names';
import type { AccountUseFact, RoleFact } from './facts-rbac';
import type { ClaimFact, ConfigMapFact, PersistentVolumeFact } from './facts-storage';
import { components, configFiles, isRenamed } from './file-queries';
import { type Grant, grants, standpoint } from './grant-queries';
import { mayExist } from './name-query';
import type { ProblemPlace } from './problem';
import type { Ask } from './query';
import { claims, configMaps, persistentVolumes } from './storage-queries';
import { folderOf, plainUri } from './uri';
import type { Namespaces } from './workspace';
import { bindings } from './workspace-objects';

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
  /** What certainly is granted to the ServiceAccount of this name, which certainly is in one of the namespaces. */
  grants(namespaces: Namespaces, account: string): readonly Grant[];
  /** The ClusterRoles of a name. */
  clusterRoles(name: string): readonly RoleFact[];
  /** Whether some ClusterRole may be put together from those that have these labels. */
  mayBeTakenUp(labels: Labels): boolean;
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
  grants: () => [],
  clusterRoles: () => [],
  mayBeTakenUp: () => false,
  isBound: () => false,
  exposures: () => [],
  configMaps: () => [],
  claims: () => [],
  persistentVolumes: () => [],
  accountUses: () => [],
  components: () => [],
  configFiles: () => [],
};

/** The answers for the file of a plain URI. */
export function linkView(uri: string, ask: Ask): LinkView {
  return {
    mayExist: (kind, namespaces, name) => ask(mayExist, kind, namespaces, name),
    isRenamed: () => ask(isRenamed, uri),
    // To most ServiceAccounts nothing may be granted: that is one answer for all files.
    grants: (namespaces, account) => {
      if (ask(bindings, namespaces, account).length === 0) return [];
      return ask(grants, ask(standpoint, uri, namespaces, account), namespaces, account);
    },
    clusterRoles: (name) => ask(clusterRoles, name),
    mayBeTakenUp: (labels) => ask(mayBeTakenUp, labels),
    isBound: (isClusterRole, namespaces, name) => ask(isBound, isClusterRole, namespaces, name),
    exposures: (namespaces, labels) => ask(exposures, uri, namespaces, labels),
    configMaps: (namespaces, name) => ask(configMaps, uri, namespaces, name),
    claims: (namespaces, name) => ask(claims, uri, namespaces, name),
    persistentVolumes: () => ask(persistentVolumes),
    accountUses: (namespaces, account) => ask(accountUses, uri, namespaces, account),
    components: (name) => ask(components, folderOf(plainUri(uri)), name),
    configFiles: (name) => ask(configFiles, uri, name),
  };
}

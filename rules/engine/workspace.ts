import type { Manifest } from '../kubernetes/manifest';
import { knownValue } from '../yaml/field';
import type {
  BindingFact,
  ImageVerificationFact,
  LimitRangeFact,
  NamespaceFact,
  ResourceQuotaFact,
  ServiceAccountFact,
} from './facts';
import { emptyLinks, type LinkView } from './workspace-links';

/** The namespaces an object may be in; undefined where it may be any. */
export type Namespaces = readonly string[] | undefined;

/** What other files make of a file. */
export interface FileRole {
  /** True for a patch and the like: nothing is missing in it. */
  readonly isPartial: boolean;
  /** The namespaces that kustomizations give the objects of the file. */
  readonly namespaces: readonly string[];
  /** Names of images, without tag and digest, that a tool replaces before anything is applied. */
  readonly rewrittenImages: readonly string[];
}

/** What rules and the engine may ask about the other files. The answers are plain and may be compared. */
export interface WorkspaceView extends LinkView {
  /** True where the files are all there is: then what is not in view does not exist. */
  readonly closedWorld: boolean;
  roleOf(uri: string): FileRole;
  /** The ServiceAccounts of a name that may be in one of the namespaces. */
  serviceAccounts(namespaces: Namespaces, name: string): readonly ServiceAccountFact[];
  /** The bindings that may grant something to a ServiceAccount of this name in one of the namespaces. */
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

const NO_ROLE: FileRole = { isPartial: false, namespaces: [], rewrittenImages: [] };

/** The view of somebody who sees no other file. */
export const emptyWorkspace: WorkspaceView = {
  closedWorld: false,
  roleOf: () => NO_ROLE,
  serviceAccounts: () => [],
  bindings: () => [],
  ...emptyLinks,
  limitRanges: () => [],
  resourceQuotas: () => [],
  imageVerifications: () => [],
  namespaces: () => [],
};

/** The namespaces an object may be in: its own, and those that kustomizations put it in; any where neither is known. */
export function namespacesOf(manifest: Manifest, workspace: WorkspaceView): Namespaces {
  return namespacesIn(knownValue(manifest.namespace), workspace.roleOf(manifest.document.source.uri));
}

/** The namespaces of something that has this one of its own, in a file of this role. */
export function namespacesIn(own: string | undefined, role: FileRole): Namespaces {
  const all = [...new Set([...(own === undefined ? [] : [own]), ...role.namespaces])];
  return all.length === 0 ? undefined : all;
}

/** Whether two things may be in the same namespace. */
export function mayMeet(a: Namespaces, b: Namespaces): boolean {
  return a === undefined || b === undefined || a.some((namespace) => b.includes(namespace));
}

import type { Manifest } from '../kubernetes/manifest';
import { knownValue } from '../yaml/field';
import type { Fact } from './facts';
import type { Destinations } from './facts-deliveries';
import type { PatchedField } from './patched-fields';
import type { ProblemPlace } from './problem';
import { emptyLinks, type LinkView } from './workspace-links';
import { noObjects, type ObjectView } from './workspace-objects';
import { noPolicies, type PolicyView } from './workspace-policies';

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
  /** True where kustomizations give pods labels that the file does not say. */
  readonly addsLabels?: true;
  /** True where kustomizations may change any field of the objects of the file. */
  readonly isPatched?: true;
  /** What patches in view say of objects of the file wherever they are applied; left out where they say nothing. */
  readonly patchedFields?: readonly PatchedField[];
  /** Where controllers may put the objects of the file; left out where none in view may apply it. */
  readonly destinations?: Destinations;
}

/** What rules and the engine may ask about the other files. The answers are plain and may be compared. */
export interface WorkspaceView extends LinkView, ObjectView, PolicyView {
  /** True where the files are all there is: then what is not in view does not exist. */
  readonly closedWorld: boolean;
  roleOf(uri: string): FileRole;
  /** The same fact, for a finding to point at: the file that asks is linted again also where the fact merely moves. */
  exactly<F extends Fact>(fact: F): F;
}

/** The role of a file that no other one is about. */
export const NO_ROLE: FileRole = { isPartial: false, namespaces: [], rewrittenImages: [] };

/** The view of somebody who sees no other file. */
export const emptyWorkspace: WorkspaceView = {
  closedWorld: false,
  roleOf: () => NO_ROLE,
  exactly: (fact) => fact,
  ...emptyLinks,
  ...noObjects,
  ...noPolicies,
};

/**
 * Whether what is applied may differ in any field from what an object says, since a kustomization in view patches it. A patch
 * says what it sets itself.
 */
export function isPatched({ document }: Manifest, workspace: WorkspaceView): boolean {
  const role = workspace.roleOf(document.source.uri);
  return role.isPatched === true && !role.isPartial;
}

/**
 * The namespaces an object may be in: its own, and those that kustomizations put it in; any where neither is known, and where a
 * controller may put it in another.
 */
export function namespacesOf(manifest: Manifest, workspace: WorkspaceView): Namespaces {
  return namespacesIn(knownValue(manifest.namespace), workspace.roleOf(manifest.document.source.uri));
}

/** The namespaces of something that has this one of its own, in a file of this role. */
export function namespacesIn(own: string | undefined, role: FileRole): Namespaces {
  const said = own === undefined ? [] : [own];
  const all = role.namespaces.length === 0 ? said : [...new Set([...said, ...role.namespaces])];
  return all.length === 0 || isOverridden(all, role) ? undefined : all;
}

/** Whether a controller may put what says to be in these namespaces in another. */
function isOverridden(namespaces: readonly string[], { destinations }: FileRole): boolean {
  return destinations?.overrides.some((one) => !namespaces.includes(one)) === true;
}

/** Whether two things may be in the same namespace. */
export function mayMeet(a: Namespaces, b: Namespaces): boolean {
  return a === undefined || b === undefined || a.some((namespace) => b.includes(namespace));
}

/**
 * The namespaces something certainly is put in: by kustomizations, or else by itself. None of what only changes others, and
 * of what a controller may put in another.
 */
export function certainNamespaces(own: string | undefined, role: FileRole): readonly string[] {
  if (role.isPartial) return [];
  const said = role.namespaces.length > 0 ? role.namespaces : own === undefined || own === '' ? [] : [own];
  return isOverridden(said, role) ? [] : said;
}

/** The namespaces an object certainly is put in. Accuse on these. */
export function certainNamespacesOf(manifest: Manifest, workspace: WorkspaceView): readonly string[] {
  return certainNamespaces(knownValue(manifest.namespace), workspace.roleOf(manifest.document.source.uri));
}

/** Whether what a fact is about certainly is in one of the namespaces. Accuse on this. */
export function isCertainlyIn(
  { namespace, place }: { readonly namespace?: string; readonly place: ProblemPlace },
  namespaces: readonly string[],
  workspace: WorkspaceView,
): boolean {
  return certainNamespaces(namespace, workspace.roleOf(place.uri)).some((one) => namespaces.includes(one));
}

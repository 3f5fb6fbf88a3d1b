import type { Context } from '../../engine/rule';
import { type FileRole, type Namespaces, namespacesIn, type WorkspaceView } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';
import { knownValue } from '../../yaml/field';

/** The namespaces that Kubernetes makes for itself, besides `default`. */
export const systemNamespaces: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease'];

/**
 * The namespaces an object may be in; `unset` where nobody in view says any; `unknown` where somebody does but not which, or a
 * controller that may apply its folder.
 */
export type Residence = readonly string[] | 'unset' | 'unknown';

/**
 * Where a namespaced object ends up, by its own word and that of kustomizations, and of controllers that may apply it. An
 * object of a chart that says nothing is where the release is; a fragment tells only which object it changes.
 */
export function residenceOf(manifest: Manifest, workspace: WorkspaceView): Residence {
  const role = roleOf(manifest, workspace);
  if (role.isPartial || manifest.namespace.state === 'unknown') return 'unknown';
  const namespaces = namespacesIn(knownValue(manifest.namespace) || undefined, role);
  if (namespaces !== undefined) return namespaces;
  return role.destinations !== undefined || mayBeOfChart(manifest) ? 'unknown' : 'unset';
}

function roleOf({ document }: Manifest, workspace: WorkspaceView): FileRole {
  return workspace.roleOf(document.source.uri);
}

function mayBeOfChart({ document }: Manifest): boolean {
  return document.source.isTemplate || document.templateSpans.length > 0;
}

/** Whether an object may be where the cluster's own things are, or where the user allows what others may not. */
export function mayBeAmongSystem(manifest: Manifest, { workspace, allow }: Context): boolean {
  return mayBeInOneOf(['kube-system', ...(allow.namespaces ?? [])], manifest, workspace);
}

/** Whether an object may be in one of these namespaces; not where nobody in view says that it is in any. */
export function mayBeInOneOf(
  namespaces: readonly string[],
  manifest: Manifest,
  workspace: WorkspaceView,
): boolean {
  const residence = residenceOf(manifest, workspace);
  if (residence === 'unset') return false;
  const all = residence === 'unknown' ? destinationsOf(manifest, workspace) : residence;
  return all === undefined || all.some((one) => one === '*' || namespaces.includes(one));
}

/** The namespaces of an object of which only controllers make it unknown which it is in; undefined where something else does. */
function destinationsOf(manifest: Manifest, workspace: WorkspaceView): Namespaces {
  const { isPartial, namespaces, destinations } = roleOf(manifest, workspace);
  const { state, value } = manifest.namespace;
  const isElse = isPartial || state === 'unknown' || mayBeOfChart(manifest);
  if (isElse || destinations === undefined) return undefined;
  return [value ?? [], namespaces, destinations.defaults, destinations.overrides].flat();
}

/** Whether a Namespace is one of the cluster's own, or one where the user allows what others may not. */
export function isTrustedNamespace(namespace: Manifest, { allow }: Pick<Context, 'allow'>): boolean {
  const name = knownValue(namespace.name);
  return name !== undefined && [...systemNamespaces, ...(allow.namespaces ?? [])].includes(name);
}

import type { Context } from '../../engine/rule';
import { namespacesIn, type WorkspaceView } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';
import { knownValue } from '../../yaml/field';

/** The namespaces that Kubernetes makes for itself, besides `default`. */
export const systemNamespaces: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease'];

/** The namespaces an object may be in; `unset` where nobody in view says any; `unknown` where somebody does but not which. */
export type Residence = readonly string[] | 'unset' | 'unknown';

/**
 * Where a namespaced object ends up, by its own word and that of kustomizations. An object of a chart that says nothing is
 * where the release is; a fragment tells only which object it changes.
 */
export function residenceOf(manifest: Manifest, workspace: WorkspaceView): Residence {
  const { source, templateSpans } = manifest.document;
  const role = workspace.roleOf(source.uri);
  if (role.isPartial || manifest.namespace.state === 'unknown') return 'unknown';
  const namespaces = namespacesIn(knownValue(manifest.namespace) || undefined, role);
  if (namespaces !== undefined) return namespaces;
  return source.isTemplate || templateSpans.length > 0 ? 'unknown' : 'unset';
}

/** Whether an object may be where the cluster's own things are, or where the user allows what others may not. */
export function mayBeAmongSystem(manifest: Manifest, { workspace, allow }: Context): boolean {
  const residence = residenceOf(manifest, workspace);
  if (residence === 'unknown') return true;
  const trusted = ['kube-system', ...(allow.namespaces ?? [])];
  return residence !== 'unset' && residence.some((namespace) => trusted.includes(namespace));
}

/** Whether a Namespace is one of the cluster's own, or one where the user allows what others may not. */
export function isTrustedNamespace(namespace: Manifest, { allow }: Pick<Context, 'allow'>): boolean {
  const name = knownValue(namespace.name);
  return name !== undefined && [...systemNamespaces, ...(allow.namespaces ?? [])].includes(name);
}

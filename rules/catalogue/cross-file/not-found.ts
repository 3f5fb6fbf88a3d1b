import type { NamedKind } from '../../engine/facts-names';
import type { Finding } from '../../engine/rule';
import { namespacesOf, type WorkspaceView } from '../../engine/workspace';
import type { Pod } from '../../kubernetes/pod';
import { type ReferredKind, referencesOf } from '../../kubernetes/references';
import { type Field, knownValue } from '../../yaml/field';

/** Names of ConfigMaps that the cluster puts in namespaces itself. */
const BY_CLUSTER = ['kube-root-ca.crt', 'openshift-service-ca.crt'];

/** Namespaces that the cluster fills with objects of its own. */
const OF_CLUSTER = ['kube-node-lease', 'kube-public', 'kube-system'];

/** The findings about Secrets or ConfigMaps that a pod cannot start without and that certainly do not exist, each name once. */
export function* reportMissing(pod: Pod, kind: ReferredKind, workspace: WorkspaceView): Iterable<Finding> {
  const told = new Set<string>();
  for (const { name, mayBeOptional } of referencesOf(pod, kind)) {
    const text = knownValue(name);
    if (text === undefined || text === '' || mayBeOptional || told.has(text)) continue;
    const namespaces = namespacesOf(pod.manifest, workspace);
    if (BY_CLUSTER.includes(text) || !isMissing(kind, namespaces, text, workspace)) continue;
    told.add(text);
    yield { at: name, message: `${kind} ${text} is in none of the files, and nothing in them makes it` };
  }
}

/** Whether an object certainly does not exist. */
export function isMissing(
  kind: NamedKind,
  namespaces: readonly string[] | undefined,
  name: string,
  workspace: WorkspaceView,
): boolean {
  if (!workspace.closedWorld || namespaces?.some((each) => OF_CLUSTER.includes(each)) === true) return false;
  return !workspace.mayExist(kind, namespaces, name);
}

/** The text of a field that is not a name of something that the cluster makes itself. */
export function customName(field: Field<string>, ofCluster: RegExp): string | undefined {
  const name = knownValue(field);
  return name === undefined || name === '' || ofCluster.test(name) ? undefined : name;
}

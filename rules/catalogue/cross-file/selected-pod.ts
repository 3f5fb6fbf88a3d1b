import type { NetworkPolicyFact } from '../../engine/facts-network';
import type { Context } from '../../engine/rule';
import { type Labels, labelsIn, selects } from '../../kubernetes/label-selector';
import type { Direction } from '../../kubernetes/network-policy';
import type { Pod } from '../../kubernetes/pod';

/** The labels that a pod has in the end: a kustomization may add some. */
export function labelsOf(pod: Pod, { workspace }: Pick<Context, 'workspace'>): Labels {
  const labels = labelsIn(pod.metadata.map('labels'));
  const { addsLabels } = workspace.roleOf(pod.manifest.document.source.uri);
  return addsLabels === true ? { ...labels, isOpen: true } : labels;
}

/** Whether a policy may be about pods with these labels. */
export function maySelect({ podSelector }: NetworkPolicyFact, labels: Labels): boolean {
  return podSelector === undefined || selects(podSelector, labels) !== false;
}

/** Whether a policy may have a say in a direction. */
export function mayGovern(policy: NetworkPolicyFact, direction: Direction): boolean {
  return policy[direction === 'Ingress' ? 'ingress' : 'egress'] !== 'none';
}

import type { Context } from '../../engine/rule';
import type { Pod } from '../../kubernetes/pod';
import { isExemptAsWindows } from '../../kubernetes/pod-security';
import { isKnown, mayBe } from '../../yaml/field';

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/**
 * Whether a pod is one of the control plane's own that a kubelet starts from a file: it cannot do its work without its
 * node. The admission controller knows no such exemption, so neither do the profiles that foretell its verdict.
 */
export function isStaticControlPlane(pod: Pod, { profile }: Pick<Context, 'profile'>): boolean {
  if (profile === 'pss-baseline' || profile === 'pss-restricted') return false;
  if (!pod.isStandalone || !isKnown(pod.manifest.namespace, 'kube-system')) return false;
  const component = pod.metadata.map('labels').string('component');
  return COMPONENTS.some((name) => mayBe(component, name));
}

/**
 * Whether Restricted's own check takes the place of a Baseline check and lets the pod pass, being one of Windows. Such a
 * pod keeps Restricted while it breaks Baseline.
 */
export function isLeftToRestricted(
  pod: Pod,
  { profile, target }: Pick<Context, 'profile' | 'target'>,
): boolean {
  return profile === 'pss-restricted' && isExemptAsWindows(pod, target);
}

import { isKnown } from '../yaml/field';
import type { Pod } from './pod';

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** Where kubelets look for static pods: those of kubeadm and most others, and those of k3s and RKE2. */
const FOLDER = /\/(?:etc\/kubernetes\/manifests|(?:k3s|rke2)\/agent\/pod-manifests)\/[^/]+$/;

/**
 * Whether a pod certainly is one that a kubelet starts from a file: a Pod in the folder where kubelets look for them, or
 * one with the two labels that kubeadm gives the control plane's own.
 */
export function isStaticPod(pod: Pod): boolean {
  if (!pod.isStandalone) return false;
  const { uri } = pod.manifest.document.source;
  if (FOLDER.test(uri)) return true;
  const labels = pod.metadata.map('labels');
  const component = labels.string('component');
  return (
    isKnown(labels.string('tier'), 'control-plane') && COMPONENTS.some((name) => isKnown(component, name))
  );
}

import type { MapView } from '../yaml/view';
import { podPathsOf } from './kinds';

const WITH_SELECTOR = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];
const DIRECTIVES = ['$patch', '$deleteFromPrimitiveList', '$setElementOrder', '$retainKeys'];
const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** How many keys of one object are looked at: more than any real one has, and an end to alias bombs. */
const VIEW_BUDGET = 20_000;

/** The names that kubeadm gives patches of what it writes; some editors escape the `+`. */
const KUBEADM_PATCH =
  /(?:^|\/)(?:etcd|kube-(?:apiserver|controller-manager|scheduler)|kubeletconfiguration)[^/]*(?:\+|%2B)(?:merge|strategic)\.(?:ya?ml|json)$/;

/** Where else a configuration of the kubelet is only a part of one: the folder of kubeadm's patches, and those of drop-ins. */
const KUBELET_PART = /(?:^|\/)patches\/kubeletconfiguration[^/]*$|\.d\/[^/]+$/;

/** Whether a file at this path says only a part of an object of this kind, by its name. */
export function isPartByName(path: string, kind: string): boolean {
  return KUBEADM_PATCH.test(path) || (kind === 'KubeletConfiguration' && KUBELET_PART.test(path));
}

/**
 * Whether an object is only a fragment that something else completes, such as a strategic merge patch: it carries a
 * `$patch` directive, a container without an image, or is an apps/v1 workload without its selector.
 */
export function isFragment(root: MapView, apiVersion: string | undefined, kind: string): boolean {
  if (podPathsOf(apiVersion, kind).length === 0) return false;
  const isSelectorMissing =
    apiVersion === 'apps/v1' &&
    WITH_SELECTOR.includes(kind) &&
    root.map('spec').map('selector').state === 'absent';
  return isSelectorMissing || isPatched(root);
}

/** Looks for patch directives and for containers without an image, wherever the kind keeps its pods. */
function isPatched(root: MapView): boolean {
  let budget = VIEW_BUDGET;
  const search = (view: MapView): boolean =>
    view.keys().some((key) => {
      if (--budget < 0) return false;
      if (key.startsWith('$') && DIRECTIVES.some((directive) => key.startsWith(directive))) return true;
      const kind = view.kindOf(key);
      if (kind === 'mapping') return search(view.map(key));
      if (kind !== 'list') return false;
      const items = view.maps(key);
      if (CONTAINER_LISTS.includes(key) && items.some((item) => item.string('image').state === 'absent'))
        return true;
      return items.some(search);
    });
  return search(root);
}

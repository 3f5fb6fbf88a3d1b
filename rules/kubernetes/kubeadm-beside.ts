import type { Source } from '../yaml/source';
import { type KubeadmConfig, kubeadmConfigsOf } from './component-kubeadm';
import { type Manifest, readManifests } from './manifest';

const known = new WeakMap<Source, readonly KubeadmConfig[]>();

/** The kubeadm configurations in the file of an object: kubeadm takes all of its configuration from one file. */
export function kubeadmConfigsBeside({ document: { source } }: Manifest): readonly KubeadmConfig[] {
  const found = known.get(source) ?? readManifests(source).manifests.flatMap(kubeadmConfigsOf);
  known.set(source, found);
  return found;
}

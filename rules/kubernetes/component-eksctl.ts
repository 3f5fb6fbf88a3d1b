import type { Component } from './component';
import { configOptionIn } from './component-config';
import type { Manifest } from './manifest';

/** The kubelets of a cluster's node groups, into whose configuration eksctl merges what a group says. */
export function eksctlComponentsOf(manifest: Manifest): readonly Component[] {
  if (manifest.group !== 'eksctl.io') return [];
  return manifest.root.maps('nodeGroups').map((group) => {
    const config = group.map('kubeletExtraConfig').asPartial();
    const option = (flag: string) => configOptionIn('kubelet', config, flag);
    return { name: 'kubelet', surface: 'file', manifest, path: group.path, option };
  });
}

import type { Component, ComponentName } from './component';
import { configOptionIn } from './component-config';
import { componentWithExtra } from './component-extra';
import type { Manifest } from './manifest';

/** Where a cluster of k0s adds arguments to those that k0s gives itself. */
const ARGUMENTS: readonly (readonly [ComponentName, ...string[]])[] = [
  ['kube-apiserver', 'spec', 'api'],
  ['kube-controller-manager', 'spec', 'controllerManager'],
  ['kube-scheduler', 'spec', 'scheduler'],
  ['etcd', 'spec', 'storage', 'etcd'],
  ['kube-proxy', 'spec', 'network', 'kubeProxy'],
];

/**
 * The components that a configuration of k0s gives arguments to, and the kubelets of its worker profiles, whose values it merges
 * into its own configuration. Nothing is known of what is not there.
 */
export function k0sComponentsOf(manifest: Manifest): readonly Component[] {
  if (manifest.group !== 'k0s.k0sproject.io') return [];
  const programs = ARGUMENTS.flatMap(([name, ...path]) => componentWithExtra(manifest, name, path));
  const kubelets = manifest.root
    .map('spec')
    .maps('workerProfiles')
    .map((profile): Component => {
      const config = profile.map('values').asPartial();
      const option = (flag: string) => configOptionIn('kubelet', config, flag);
      return { name: 'kubelet', surface: 'file', manifest, path: profile.path, option };
    });
  return [...programs, ...kubelets];
}

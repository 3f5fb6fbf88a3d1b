import type { MapView } from '../yaml/view';
import type { Component, ComponentName } from './component';
import { configOptionIn } from './component-config';
import { componentWithExtra } from './component-extra';
import { givenAt } from './component-values';
import type { Manifest } from './manifest';
import { isNodeFile } from './node-files';
import { Option } from './option';

/** Where Talos' configuration adds flags to those it gives itself, which depend on its version and other fields. */
const ARGUMENTS: readonly (readonly [ComponentName, ...string[]])[] = [
  ['kube-apiserver', 'cluster', 'apiServer'],
  ['kube-controller-manager', 'cluster', 'controllerManager'],
  ['kube-scheduler', 'cluster', 'scheduler'],
  ['etcd', 'cluster', 'etcd'],
  ['kube-proxy', 'cluster', 'proxy'],
  ['kubelet', 'machine', 'kubelet'],
];

/** The components that a configuration of Talos adds options to. */
export function talosComponentsOf(manifest: Manifest): readonly Component[] {
  if (!isNodeFile(manifest, 'MachineConfig')) return [];
  const { root } = manifest;
  return [
    ...ARGUMENTS.flatMap(([name, ...path]) => componentWithExtra(manifest, name, path)),
    ...withKubeletConfig(manifest, root.map('machine').map('kubelet')),
  ];
}

/** Talos merges `extraConfig` into the kubelet's configuration file, and has fields of its own for some of that. */
function withKubeletConfig(manifest: Manifest, kubelet: MapView): readonly Component[] {
  const config = kubelet.map('extraConfig').asPartial();
  if (kubelet.state !== 'known') return [];
  const option = (flag: string) => {
    const key = 'defaultRuntimeSeccompProfileEnabled';
    const own = flag === 'seccomp-default' ? givenAt(kubelet, key) : undefined;
    if (own === undefined) return configOptionIn('kubelet', config, flag);
    return new Option(flag, [own], { state: 'unknown', at: kubelet.keyAt(key), add: () => [] });
  };
  return [{ name: 'kubelet', surface: 'file', manifest, path: kubelet.path, option }];
}

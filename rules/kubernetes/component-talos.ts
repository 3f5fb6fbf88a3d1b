import type { MapView } from '../yaml/view';
import type { Component, ComponentName } from './component';
import { argumentInMapping, unknownAbsence } from './component-arguments';
import { configOptionIn } from './component-config';
import { asAddition, givenAt } from './component-values';
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

/** Lists that Talos adds to its own, where it takes other arguments in place of them. */
const ADDED = new Set([
  'authorization-mode',
  'enable-admission-plugins',
  'feature-gates',
  'tls-cipher-suites',
]);

/** The components that a configuration of Talos adds options to. */
export function talosComponentsOf(manifest: Manifest): readonly Component[] {
  if (!isNodeFile(manifest, 'MachineConfig')) return [];
  const { root } = manifest;
  return [
    ...ARGUMENTS.flatMap(([name, ...path]) => withArguments(manifest, name, viewAt(root, path))),
    ...withKubeletConfig(manifest, root.map('machine').map('kubelet')),
  ];
}

function withArguments(manifest: Manifest, name: ComponentName, part: MapView): readonly Component[] {
  const args = part.map('extraArgs');
  if (args.state !== 'known') return [];
  const option = (flag: string) => {
    const given = ADDED.has(flag) ? givenAt(args, flag) : undefined;
    if (given === undefined) return argumentInMapping(args, flag, unknownAbsence);
    return new Option(flag, [asAddition(given)], { state: 'unknown', at: given.value, add: () => [] });
  };
  return [{ name, surface: 'extra', manifest, path: part.path, option }];
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

function viewAt(root: MapView, path: readonly string[]): MapView {
  return path.reduce((view, step) => view.map(step), root);
}

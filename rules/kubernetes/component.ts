import type { Path } from '../yaml/field';
import { commandComponentsOf } from './component-command';
import { configComponentsOf } from './component-config';
import { eksctlComponentsOf } from './component-eksctl';
import { k0sComponentsOf } from './component-k0s';
import { k3sComponentsOf } from './component-k3s';
import { kindComponentsOf } from './component-kind';
import { kopsComponentsOf } from './component-kops';
import { kubeadmComponentsOf } from './component-kubeadm';
import { talosComponentsOf } from './component-talos';
import type { Container } from './container';
import type { Manifest } from './manifest';
import type { Option } from './option';

/** The programs of a cluster that have options with a bearing on security. */
export type ComponentName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-proxy'
  | 'kube-scheduler'
  | 'kubelet';

/** Where options of a component are given, which decides on what their absence means. */
export type Surface =
  /** A container's command line: what is not there has the program's own default. */
  | 'command'
  /** A kubeadm configuration: kubeadm gives what is not there, and else the program's own default counts. */
  | 'kubeadm'
  /** A configuration file of the component itself, with defaults of its own. */
  | 'file'
  /** Only what is added to flags that are not in view: nothing is known of what is not there. */
  | 'extra';

/** A component of a cluster, as far as one object says how it is started. */
export interface Component {
  readonly name: ComponentName;
  readonly surface: Surface;
  readonly manifest: Manifest;
  /** The part of the object that says it. */
  readonly path: Path;
  /** The container that runs it, where the object is one that has containers. */
  readonly container?: Container;
  /** An option by the name of its flag, such as `anonymous-auth`, however it is given here. */
  option(flag: string): Option;
}

/** Every component that an object configures. */
export function componentsOf(manifest: Manifest): readonly Component[] {
  return [
    ...commandComponentsOf(manifest),
    ...kubeadmComponentsOf(manifest),
    ...configComponentsOf(manifest),
    ...kindComponentsOf(manifest),
    ...k3sComponentsOf(manifest),
    ...k0sComponentsOf(manifest),
    ...eksctlComponentsOf(manifest),
    ...kopsComponentsOf(manifest),
    ...talosComponentsOf(manifest),
  ];
}

import type { MapView } from '../yaml/view';
import type { Component, ComponentName } from './component';
import { gatesOption, givenAt, listOption } from './component-values';
import type { Manifest } from './manifest';
import { type Missing, Option } from './option';

/** Where kOps keeps the options of each component. */
const PARTS: readonly (readonly [key: string, ComponentName])[] = [
  ['kubeAPIServer', 'kube-apiserver'],
  ['kubeControllerManager', 'kube-controller-manager'],
  ['kubeScheduler', 'kube-scheduler'],
  ['kubeProxy', 'kube-proxy'],
  ['kubelet', 'kubelet'],
  ['masterKubelet', 'kubelet'],
  ['controlPlaneKubelet', 'kubelet'],
];

/** The fields whose names are other words than the flags they give. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['audit-log-maxbackup', 'auditLogMaxBackups'],
  ['enable-bootstrap-token-auth', 'enableBootstrapAuthToken'],
  ['pod-max-pids', 'podPidsLimit'],
  ['profiling', 'enableProfiling'],
]);

/** What kOps writes into a file for the kubelet, where zero is no value but the default. */
const ZERO_IS_UNSET = new Set(['streaming-connection-idle-timeout']);

/**
 * The components that a Cluster or an InstanceGroup of kOps gives options to, by fields that are named for flags. kOps gives
 * others too, which depend on its version: nothing is known of what is not there.
 */
export function kopsComponentsOf(manifest: Manifest): readonly Component[] {
  if (manifest.group !== 'kops.k8s.io') return [];
  const spec = manifest.root.map('spec');
  return PARTS.flatMap(([key, name]) => {
    const part = spec.map(key);
    if (part.state !== 'known') return [];
    const option = (flag: string) => optionOf(part, flag);
    return [{ name, surface: 'extra', manifest, path: part.path, option }];
  });
}

function optionOf(part: MapView, flag: string): Option {
  const named = OTHER_NAMES.get(flag);
  const key = part.keys().find((each) => each === named || lettersOf(each) === lettersOf(flag));
  const isAppendedTo = flag === 'enable-admission-plugins' && part.keys().includes('appendAdmissionPlugins');
  if (key === undefined || isAppendedTo || ZERO_IS_UNSET.has(flag))
    return new Option(flag, [], missing(part, named ?? flag));
  const type = part.typeOf(key);
  if (type.state === 'known' && type.value === 'list') return listOption(flag, part.list(key));
  if (type.state === 'known' && type.value === 'mapping') return gatesOption(flag, part.map(key));
  const given = givenAt(part, key);
  return new Option(flag, given === undefined ? [] : [given], missing(part, key));
}

/** `clientCAFile` and `client-ca-file` have the same letters. */
function lettersOf(name: string): string {
  return name.replaceAll('-', '').toLowerCase();
}

function missing(part: MapView, key: string): Missing {
  const { document, span, path } = part;
  return { state: 'unknown', at: { document, span, path: [...path, key] }, add: () => [] };
}

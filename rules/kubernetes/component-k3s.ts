import { type Field, isKnown } from '../yaml/field';
import { partOf } from '../yaml/part';
import type { MapView } from '../yaml/view';
import type { Component, ComponentName } from './component';
import { asAddition, givenAt } from './component-values';
import type { Manifest } from './manifest';
import { isNodeFile } from './node-files';
import { type Given, Option } from './option';

const COMPONENTS: readonly ComponentName[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
];

/** Where RKE2 has the API server write its audit log unless it is told otherwise. */
const RKE2_AUDIT_LOG = '/var/lib/rancher/rke2/server/logs/audit.log';

/**
 * The components that a configuration file of k3s or RKE2 gives arguments to, `kubelet-arg: [flag=value]`. Both give them
 * others too, which depend on their version: nothing is known of what is not there.
 */
export function k3sComponentsOf(manifest: Manifest): readonly Component[] {
  const isK3s = isNodeFile(manifest, 'K3sConfig');
  if (!isK3s && !isNodeFile(manifest, 'RKE2Config')) return [];
  return COMPONENTS.map((name) => {
    const option = (flag: string) => optionOf(manifest.root, name, flag, isK3s);
    return { name, surface: 'extra', manifest, path: manifest.root.path, option };
  });
}

function optionOf(root: MapView, name: ComponentName, flag: string, isK3s: boolean): Option {
  const key = `${name}-arg`;
  // With a `+` a file adds to what others say.
  const fields = [key, `${key}+`].flatMap((each) => argumentsIn(root, each));
  const given = [...ownField(root, name, flag), ...fields.flatMap((field) => givenIn(field, flag) ?? [])];
  const { document, span, path } = root.keyAt(key);
  const at = { document, span, path: [...path, `--${flag}`] };
  // Where k3s is told not to encrypt Secrets it gives the API server nothing to encrypt with.
  const encryption = root.boolean('secrets-encryption');
  const isPlain = isK3s && name === 'kube-apiserver' && flag === 'encryption-provider-config';
  if (isPlain && isKnown(encryption, false)) {
    return new Option(flag, given, { state: 'absent', at: encryption, add: () => [] });
  }
  if (!isK3s && name === 'kube-apiserver' && flag === 'audit-log-path') {
    return new Option(flag, given, { state: 'absent', at, add: () => [], otherwise: RKE2_AUDIT_LOG });
  }
  return new Option(flag, given, { state: 'unknown', at, add: () => [] });
}

function argumentsIn(root: MapView, key: string): readonly Field<string>[] {
  const single = root.string(key);
  return single.state === 'known' ? [single] : root.list(key).strings();
}

/** The one flag of a component that has a key of its own. */
function ownField(root: MapView, name: ComponentName, flag: string): readonly Given[] {
  const given = name === 'kubelet' && flag === 'protect-kernel-defaults' ? givenAt(root, flag) : undefined;
  return given === undefined ? [] : [given];
}

/** `flag=value`, or `flag` alone for true. Behind `flag+` and `flag-` stands what is added to a value not in view. */
function givenIn(field: Field<string>, flag: string): Given | undefined {
  if (field.state !== 'known') return undefined;
  const text = field.value;
  const [, name = '', sign = '', equals] = /^-{0,2}([A-Za-z][\w.-]*?)([-+]?)(=|$)/.exec(text) ?? [];
  if (name.replaceAll('_', '-') !== flag) return undefined;
  const start = equals === '=' ? text.indexOf('=') + 1 : text.length;
  const value: Field<string> =
    equals === '=' ? partOf(field, start, text.length) : { ...field, value: 'true' };
  const head = equals === '=' ? text.slice(0, start) : `${text}=`;
  const given: Given = {
    value,
    canBeBoolean: true,
    set: (to) => [{ verb: 'set', place: field, value: head + to }],
    remove: () => [{ verb: 'remove', place: field }],
  };
  return sign === '' ? given : asAddition(given);
}

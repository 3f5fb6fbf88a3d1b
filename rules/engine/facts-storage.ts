import { credentialOf } from '../kubernetes/config-map-credential';
import { configMapEntries } from '../kubernetes/data-entry';
import { type Labels, labelsIn, type Requirement, requirementsOf } from '../kubernetes/label-selector';
import type { Manifest } from '../kubernetes/manifest';
import { knownValue } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { FactBase } from './facts';
import { linkTo, placeOf } from './place';
import type { ProblemPlace } from './problem';

/** A PersistentVolume that somebody wrote. Its place is what it is made of. */
export interface PersistentVolumeFact extends FactBase {
  readonly kind: 'persistent-volume';
  /** Left out where it is not known. */
  readonly name?: string;
  /** The path of the node that it certainly is; left out where it is something else. */
  readonly hostPath?: string;
  /** Left out where it is not known. */
  readonly storageClass?: string;
  readonly labels: Labels;
  /** How much it holds and how it may be used; left out where that is not known. */
  readonly capacity?: string;
  readonly accessModes?: readonly string[];
  /** The claim that it is kept for. */
  readonly claim?: { readonly namespace?: string; readonly name?: string };
}

/** A PersistentVolumeClaim. Its place is its name. */
export interface ClaimFact extends FactBase {
  readonly kind: 'claim';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly name: string;
  /** The volume that it asks for by name. */
  readonly volume?: string;
  /** Left out where it is not known, and where the cluster's own default decides. */
  readonly storageClass?: string;
  /** What the volume's labels must be; left out where it is not known. */
  readonly selector?: readonly Requirement[];
  /** How much it asks for and how it is to be used; left out where that is not known. */
  readonly storage?: string;
  readonly accessModes?: readonly string[];
}

/** A ConfigMap that holds credentials. */
export interface ConfigMapFact extends FactBase {
  readonly kind: 'config-map';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly name: string;
  readonly credentials: readonly {
    readonly key: string;
    readonly credential: string;
    readonly place: ProblemPlace;
  }[];
}

/** The fact of a PersistentVolume. */
export function persistentVolumeIn({ root, name, metadata }: Manifest): readonly PersistentVolumeFact[] {
  const spec = root.map('spec');
  const source = spec.map('hostPath');
  const hostPath = source.knownString('path');
  const claim = spec.map('claimRef');
  return [
    {
      kind: 'persistent-volume',
      ...given({ name: knownValue(name) }),
      ...given({ hostPath, storageClass: classOf(spec) }),
      ...given({ capacity: knownValue(spec.map('capacity').scalarText('storage')) }),
      ...accessModesIn(spec),
      labels: labelsIn(metadata.map('labels')),
      ...(claim.state === 'absent' ? {} : { claim: given(identityOf(claim)) }),
      place: linkTo(hostPath === undefined ? name : source.string('path')),
    },
  ];
}

/** The fact of a PersistentVolumeClaim; none where its name is not known. */
export function claimIn(manifest: Manifest): readonly ClaimFact[] {
  const { name, namespace } = identityOf(manifest.metadata);
  const spec = manifest.root.map('spec');
  const selector = requirementsOf(spec.map('selector'));
  if (name === undefined) return [];
  return [
    {
      kind: 'claim',
      name,
      ...given({ namespace, volume: spec.knownString('volumeName') }),
      // Without a class in the claim the cluster's own default counts.
      ...(spec.string('storageClassName').state === 'absent' ? {} : given({ storageClass: classOf(spec) })),
      ...(selector === undefined ? {} : { selector }),
      ...given({ storage: knownValue(spec.map('resources').map('requests').scalarText('storage')) }),
      ...accessModesIn(spec),
      place: linkTo(manifest.name),
    },
  ];
}

/** The fact of a ConfigMap; none where its name is not known, or it holds no credential. */
export function configMapIn(manifest: Manifest): readonly ConfigMapFact[] {
  const { name, namespace } = identityOf(manifest.metadata);
  const credentials = configMapEntries(manifest).flatMap((entry) => {
    const credential = credentialOf(entry);
    return credential === undefined ? [] : [{ key: entry.key, credential, place: linkTo(entry.field) }];
  });
  if (name === undefined || credentials.length === 0) return [];
  return [{ kind: 'config-map', name, ...given({ namespace }), credentials, place: placeOf(manifest.root) }];
}

/** The class that a volume or claim names; empty where it certainly has none. */
function classOf(spec: MapView): string | undefined {
  const name = spec.string('storageClassName');
  return name.state === 'absent' ? '' : knownValue(name);
}

function identityOf(view: MapView) {
  const namespace = view.knownString('namespace');
  return { namespace: namespace === '' ? undefined : namespace, name: view.knownString('name') };
}

/** The ways in which a volume may be used, or a claim wants to; nothing where not all are known. */
function accessModesIn(spec: MapView): { readonly accessModes?: readonly string[] } {
  const list = spec.list('accessModes');
  const modes = list.strings().flatMap((mode) => knownValue(mode) ?? []);
  const isWhole = list.state === 'known' && !list.isOpen && modes.length === list.strings().length;
  return isWhole ? { accessModes: modes } : {};
}

/** The entries that have a value. */
function given<K extends string>(
  entries: Readonly<Record<K, string | undefined>>,
): {
  readonly [key in K]?: string;
} {
  const known = Object.entries(entries).filter(([, value]) => value !== undefined);
  // Entries of an object lose the names of its keys.
  return Object.fromEntries(known) as { [key in K]?: string };
}

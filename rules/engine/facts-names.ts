import type { Manifest } from '../kubernetes/manifest';
import { type Field, knownValue } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { FactBase } from './facts';
import { placeOf } from './place';

/** The kinds of which it is asked whether there is an object of some name. */
export type NamedKind = 'ClusterRole' | 'ConfigMap' | 'Role' | 'Secret' | 'ServiceAccount';

/** An object that there is, or that something makes once it is in the cluster. */
export interface NameFact extends FactBase {
  readonly kind: 'name';
  readonly of: NamedKind;
  /** Left out where it is not known. */
  readonly namespace?: string;
  /** Left out where it is not known: then it may be any. */
  readonly name?: string;
}

/** The fact that there is an object of its kind and name. */
export function nameIn(manifest: Manifest): readonly NameFact[] {
  const { name, metadata, kind } = manifest;
  const isGenerated = metadata.string('generateName').state !== 'absent';
  return name.state === 'absent' && !isGenerated ? [] : [named(manifest, kind as NamedKind, name)];
}

/** The fact of the Secret that a SealedSecret becomes. */
export function sealedSecretIn(manifest: Manifest): readonly NameFact[] {
  const own = manifest.root.map('spec').map('template').map('metadata').string('name');
  return [named(manifest, 'Secret', own.state === 'absent' ? manifest.name : own)];
}

/** The fact of the Secret that an ExternalSecret, or something like it, fills. */
export function externalSecretIn(manifest: Manifest): readonly NameFact[] {
  const spec = manifest.root.map('spec');
  const targets = [spec.map('target'), spec.map('destination')].map((target) => target.string('name'));
  const target = targets.find(({ state }) => state !== 'absent');
  return [named(manifest, 'Secret', target ?? manifest.name)];
}

/** The fact of the Secret that a Certificate is put in. */
export function certificateIn(manifest: Manifest): readonly NameFact[] {
  return [named(manifest, 'Secret', manifest.root.map('spec').string('secretName'))];
}

/** The facts of the Secrets that a SecretProviderClass makes. */
export function providedSecretsIn(manifest: Manifest): readonly NameFact[] {
  const objects = manifest.root.map('spec').list('secretObjects');
  const made = objects.maps().map((object) => named(manifest, 'Secret', object.string('secretName')));
  return objects.isOpen ? [...made, named(manifest, 'Secret', undefined)] : made;
}

/** The facts of what a kustomization generates. */
export function generatedIn(root: MapView): readonly NameFact[] {
  const namespace = root.knownString('namespace');
  const made = (key: string, of: NamedKind) =>
    root.maps(key).map((generator): NameFact => {
      const own = generator.knownString('namespace') ?? namespace;
      return {
        kind: 'name',
        of,
        ...known('namespace', own),
        ...nameOf(generator.string('name')),
        place: placeOf(generator),
      };
    });
  return [...made('secretGenerator', 'Secret'), ...made('configMapGenerator', 'ConfigMap')];
}

function named(manifest: Manifest, of: NamedKind, name: Field<string> | undefined): NameFact {
  const namespace = knownValue(manifest.namespace);
  return {
    kind: 'name',
    of,
    ...known('namespace', namespace),
    ...(name === undefined ? {} : nameOf(name)),
    place: placeOf(manifest.root),
  };
}

function nameOf(field: Field<string>): { readonly name?: string } {
  return known('name', knownValue(field));
}

function known<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  // The compiler does not follow a computed key.
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [key in K]?: string };
}

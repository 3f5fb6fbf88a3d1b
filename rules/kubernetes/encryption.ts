import { type Field, knownValue } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import { groupOf } from './kinds';
import type { Manifest } from './manifest';

/** What an API server can encrypt with; `identity` encrypts nothing. */
const PROVIDERS = ['aescbc', 'aesgcm', 'identity', 'kms', 'secretbox'] as const;

export type EncryptionProviderName = (typeof PROVIDERS)[number];

/** The lengths in bytes of the keys that the providers with keys of their own take. */
const KEY_LENGTHS: Readonly<Partial<Record<EncryptionProviderName, readonly number[]>>> = {
  aescbc: [16, 24, 32],
  aesgcm: [16, 24, 32],
  secretbox: [32],
};

/** What an API server encrypts before it stores it. */
export class EncryptionConfiguration {
  constructor(readonly view: MapView) {}

  /** The entries, in the order that counts. */
  get entries(): readonly EncryptionEntry[] {
    return this.resources.maps().map((view) => new EncryptionEntry(view));
  }

  get resources(): ListView {
    return this.view.list('resources');
  }

  get providers(): readonly EncryptionProvider[] {
    return this.entries.flatMap(({ providers }) => providers);
  }

  /** Every key of every provider. */
  get keys(): readonly EncryptionKey[] {
    return this.providers.flatMap(({ keys }) => keys);
  }

  /** The first entry that covers a resource, which is the one that encrypts it; undefined where that is not certain. */
  entryFor(resource: string): EncryptionEntry | undefined {
    if (this.resources.isOpen) return undefined;
    const first = this.entries.find((entry) => entry.covering(resource) !== 'no');
    return first?.covering(resource) === 'yes' ? first : undefined;
  }

  /** Whether certainly no entry covers a resource. */
  isUncovered(resource: string): boolean {
    const { entries, resources } = this;
    return !resources.isOpen && entries.every((entry) => entry.covering(resource) === 'no');
  }
}

/** Some resources, and the providers for them. */
export class EncryptionEntry {
  constructor(readonly view: MapView) {}

  /** Resources as `secrets` or `deployments.apps`, or with wildcards. */
  get resources(): readonly Field<string>[] {
    return this.view.list('resources').strings();
  }

  get providers(): readonly EncryptionProvider[] {
    return this.view.maps('providers').map((view) => new EncryptionProvider(view));
  }

  /** The provider that encrypts; the others only read. Undefined where it is not certain which one it is. */
  get first(): EncryptionProvider | undefined {
    const [first] = this.providers;
    return this.view.list('providers').isOpen || first?.view.path.at(-1) !== 0 ? undefined : first;
  }

  /** Whether a resource of the core group is among those of this entry. */
  covering(resource: string): 'yes' | 'no' | 'maybe' {
    const own = this.resources.map(knownValue);
    if ([resource, `${resource}.`, '*.', '*.*'].some((text) => own.includes(text))) return 'yes';
    return own.includes(undefined) || this.view.list('resources').isOpen ? 'maybe' : 'no';
  }
}

/** One way to encrypt. */
export class EncryptionProvider {
  constructor(readonly view: MapView) {}

  /** Undefined where it is not known, and where there are several, which the API server refuses. */
  get name(): EncryptionProviderName | undefined {
    const keys = this.view.keys();
    return keys.length === 1 ? PROVIDERS.find((name) => name === keys[0]) : undefined;
  }

  /** What stands under the provider's name. */
  get settings(): MapView {
    return this.view.map(this.name ?? '');
  }

  /** The keys that stand in the file itself; none for `identity` and `kms`. */
  get keys(): readonly EncryptionKey[] {
    const { name } = this;
    const lengths = name === undefined ? undefined : KEY_LENGTHS[name];
    if (name === undefined || lengths === undefined) return [];
    return this.settings.maps('keys').map((view) => ({
      provider: name,
      lengths,
      secret: view.string('secret'),
    }));
  }
}

/** A key in the file. */
export interface EncryptionKey {
  readonly provider: EncryptionProviderName;
  /** The lengths in bytes that the provider takes. */
  readonly lengths: readonly number[];
  /** The key itself, in base64. */
  readonly secret: Field<string>;
}

/** The encryption configuration that an object is; none for most objects. */
export function encryptionConfigurationsIn({
  apiVersion,
  kind,
  root,
}: Manifest): readonly EncryptionConfiguration[] {
  const isOne = kind === 'EncryptionConfiguration' || kind === 'EncryptionConfig';
  if (!isOne || apiVersion === undefined) return [];
  // Before Kubernetes 1.13 the kind had no group.
  return ['', 'apiserver.config.k8s.io'].includes(groupOf(apiVersion))
    ? [new EncryptionConfiguration(root)]
    : [];
}

/** The wildcards that stand for all that a resource, with or without a wildcard, does, and more. */
export function widerThan(resource: string): readonly string[] {
  return ['*.*', `*.${groupIn(resource)}`].filter((wider) => wider !== resource);
}

function groupIn(resource: string): string {
  const dot = resource.indexOf('.');
  return dot === -1 ? '' : resource.slice(dot + 1);
}

/** How many bytes a text in padded standard base64 stands for; undefined where it is none. */
export function base64Length(text: string): number | undefined {
  const plain = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(plain) || plain.includes('_')) return undefined;
  return (plain.length / 4) * 3 - (/=*$/.exec(plain)?.[0].length ?? 0);
}

import type { YamlDocument } from '../yaml/document';
import { knownValue } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import { readDocuments, readSource } from '../yaml/read';
import type { Source } from '../yaml/source';
import { MapView } from '../yaml/view';
import { addItem } from './fix';
import { nameOfNewFile } from './new-file-name';
import type { Problem } from './problem';
import type { Assist, Fix } from './rule';
import { folderOf, nameOf, plainUri, resolvedIn } from './uri';

/** What lies around a file that holds one object, where a new one is to lie beside it. */
export interface Surroundings {
  /** The names of the files of its folder, in small letters. */
  readonly names: ReadonlySet<string>;
  /** Whether the folder holds objects of several namespaces. */
  readonly isShared: boolean;
  /** The kustomizations that list the file: what they do not list never reaches the cluster. */
  readonly listings: readonly Listing[];
}

/** A kustomization's document, and what stands in its list for a file. */
export interface Listing {
  readonly document: YamlDocument;
  readonly entry: string;
}

/** Where a kustomization lists a file among its resources; undefined where it does not. */
export function listingIn(kustomization: Source, uri: string): Listing | undefined {
  const listings = known.get(kustomization) ?? listingsIn(kustomization);
  known.set(kustomization, listings);
  return listings.get(plainUri(uri));
}

/** Each file that a kustomization lists may ask where. */
const known = new WeakMap<Source, ReadonlyMap<string, Listing>>();

/** All that a kustomization lists among its resources, by plain URI. */
function listingsIn(kustomization: Source): ReadonlyMap<string, Listing> {
  const folder = folderOf(plainUri(kustomization.uri));
  const listings = new Map<string, Listing>();
  for (const document of readDocuments(kustomization)) {
    for (const item of MapView.of(document, false).list('resources').strings()) {
      const entry = knownValue(item);
      const uri = entry === undefined ? undefined : resolvedIn(folder, entry);
      if (entry !== undefined && uri !== undefined && !listings.has(uri))
        listings.set(uri, { document, entry });
    }
  }
  return listings;
}

/** The kinds of the objects in a source, a list being one object. */
export function kindsIn(source: Source): readonly string[] {
  const kinds: string[] = [];
  const { documents } = readSource(source, (apiVersion, kind) => {
    if (apiVersion !== undefined && kind !== undefined) kinds.push(kind);
    return false;
  });
  for (const document of documents) {
    const root = MapView.of(document, false);
    const kind = root.knownString('kind');
    if (kind !== undefined && root.string('apiVersion').state !== 'absent') kinds.push(kind);
  }
  return kinds;
}

/** Whether a change adds documents. */
export function addsDocuments({ operations }: Pick<Fix, 'operations'>): boolean {
  return operations.some(({ verb }) => verb === 'add-document');
}

/** Whether something that solves a problem adds documents. */
export function mayAddDocuments({ fixes, assist }: Pick<Problem, 'fixes' | 'assist'>): boolean {
  return fixes.some(addsDocuments) || (assist !== undefined && addsDocuments(assist));
}

/** The ways to make a change, the best first: where it adds documents, in new files before the file itself. */
export function waysOf<C extends Fix | Assist>(change: C, around: Surroundings | undefined): readonly C[] {
  if (around === undefined || !addsDocuments(change)) return [change];
  return [inNewFiles(change, around), { ...change, title: `${change.title} in this file` }];
}

/** The change with the documents that it adds as new files, which the kustomizations of the old one list too. */
export function inNewFiles<C extends Fix | Assist>(change: C, around: Surroundings): C {
  const names: string[] = [];
  const operations = change.operations.flatMap((operation): readonly Operation[] => {
    if (operation.verb !== 'add-document') return [operation];
    const { place, value } = operation;
    const { uri, language } = place.document.source;
    const name = nameOfNewFile(value, {
      extension: /\.(?:ya?ml|json)$/i.exec(uri)?.[0] ?? `.${language}`,
      isShared: around.isShared,
      isTaken: (one) => names.includes(one) || around.names.has(one.toLowerCase()),
    });
    names.push(name);
    const listed = around.listings.map(({ document, entry }) =>
      addItem(MapView.of(document, false).list('resources'), besideEntry(entry, name)),
    );
    return [{ verb: 'create-file', place, value, uri: `${folderOf(uri)}/${name}` }, ...listed];
  });
  const title = `${change.title} in the new ${names.length === 1 ? 'file' : 'files'} ${names.join(' and ')}`;
  return { ...change, title, operations };
}

/** What stands in a list for a file that lies beside one that stands there as `entry`. */
function besideEntry(entry: string, name: string): string {
  return entry.slice(0, entry.length - nameOf(entry).length) + name;
}

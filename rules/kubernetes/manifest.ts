import type { YamlDocument } from '../yaml/document';
import { type Field, knownValue } from '../yaml/field';
import { readSource, separateDocuments } from '../yaml/read';
import type { Source } from '../yaml/source';
import type { Span } from '../yaml/span';
import type { DocumentSlice } from '../yaml/split';
import { MapView } from '../yaml/view';
import { type EmbeddedObject, embeddedObjectsIn, inlinePatchesIn } from './embedded-objects';
import { groupOf, isKustomization, isLinted } from './kinds';
import { mayBeNodeFile, nodeFileIn } from './node-files';
import { Remembering } from './once';
import { isFragment, isPartByName } from './partial';
import { arePodsCertain, type Pod, podsOf } from './pod';
import { isSeccompProfileFile, mayBeSeccompProfile } from './seccomp';

/** What tells one object from another. `name` and `namespace` are left out where they are not known. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** One Kubernetes object of a source. */
export class Manifest extends Remembering {
  /** Every pod the object carries, none for most kinds. */
  readonly pods: readonly Pod[];
  private ownMetadata: MapView | undefined;
  private ownNameSpan: Span | undefined;
  private ownIdentity: ObjectIdentity | undefined;

  constructor(
    readonly root: MapView,
    readonly apiVersion: string | undefined,
    readonly kind: string,
  ) {
    super();
    this.pods = podsOf(this);
  }

  get document(): YamlDocument {
    return this.root.document;
  }

  get metadata(): MapView {
    this.ownMetadata ??= this.root.map('metadata').underlinedAt(this.nameSpan);
    return this.ownMetadata;
  }

  get name(): Field<string> {
    return this.root.map('metadata').string('name');
  }

  get namespace(): Field<string> {
    return this.metadata.string('namespace');
  }

  /** The group of the apiVersion; undefined where a template decides it. */
  get group(): string | undefined {
    return this.apiVersion === undefined ? undefined : groupOf(this.apiVersion);
  }

  /** What to underline for the object as a whole: its name, else its generated name, else its kind. */
  get nameSpan(): Span {
    this.ownNameSpan ??= nameSpanIn(this.root);
    return this.ownNameSpan;
  }

  /** Whether every pod of the object is in view, and says all that a policy of Pod Security looks at. */
  get hasCertainPods(): boolean {
    return arePodsCertain(this);
  }

  get identity(): ObjectIdentity {
    this.ownIdentity ??= identityOf(this);
    return this.ownIdentity;
  }
}

function nameSpanIn(root: MapView): Span {
  const metadata = root.map('metadata');
  const name = [metadata.scalarText('name'), metadata.scalarText('generateName')].find(
    (field) => field.state !== 'absent' && field.span !== metadata.span,
  );
  return name?.span ?? root.string('kind').span;
}

function identityOf(manifest: Manifest): ObjectIdentity {
  const name = knownValue(manifest.name);
  const namespace = knownValue(manifest.namespace);
  return {
    apiVersion: manifest.apiVersion ?? '',
    kind: manifest.kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

/** What a source holds, read once. */
export interface Manifests {
  /** The documents that were read; custom resource definitions and objects of unknown groups are not. */
  readonly documents: readonly YamlDocument[];
  /** How many documents the source has, those that were not read included. */
  readonly total: number;
  readonly manifests: readonly Manifest[];
}

/** The groups of kubeadm's configurations, its own and those of Cluster API. */
const KUBEADM = /(?:kubeadm\.k8s|cluster\.x-k8s)\.io\//;

/** For the facts and the findings of one version of a text. */
const separated = new WeakMap<Source, { readonly slices: readonly DocumentSlice[] | undefined }>();

/**
 * The documents of a source whose objects can be understood one by one; undefined where one says something about another,
 * as the documents of kubeadm and Talos do. `newsIn` gives the part of the text that is to be looked at for that, where all
 * else is known to be none of these.
 */
export function separateManifests(
  source: Source,
  newsIn: (slices: readonly DocumentSlice[]) => string = () => source.text,
): readonly DocumentSlice[] | undefined {
  const known = separated.get(source);
  if (known !== undefined) return known.slices;
  const all = separateDocuments(source);
  const news = all === undefined ? '' : newsIn(all);
  const areTogether = KUBEADM.test(news) || mayBeNodeFile(source, news);
  const slices = areTogether ? undefined : all;
  separated.set(source, { slices });
  return slices;
}

/**
 * The Kubernetes objects in a source, the items of lists among them. Documents that are something else give none.
 * `isPartial` says that the source is known to be a patch or another fragment: nothing is missing in its objects. `only` are
 * some of its `separateManifests`: then nothing else is read.
 */
export function readManifests(source: Source, isPartial = false, only?: readonly DocumentSlice[]): Manifests {
  if (isOtherJson(source)) return { documents: [], total: 1, manifests: [] };
  const mayLackKind = isKustomizationFile(source.uri) || (only === undefined && mayBeNodeFile(source));
  const isWanted = (apiVersion: string | undefined, kind: string | undefined) =>
    isRead(apiVersion, kind) || (mayLackKind && apiVersion === undefined && kind === undefined);
  const { documents, total } = readSource(source, isWanted, only);
  const manifests = documents.flatMap((document) => objectsIn(MapView.of(document, isPartial)));
  return { documents, total, manifests };
}

/** Most JSON files are neither manifests nor seccomp profiles, and some are large: these are told by their text. */
function isOtherJson({ language, text }: Source): boolean {
  if (language !== 'json' || mayBeSeccompProfile(text)) return false;
  return !(text.includes('"apiVersion"') && text.includes('"kind"'));
}

/** Whether a file is a kustomization by its name, and may leave out what it is. */
function isKustomizationFile(uri: string): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(uri);
}

/** Only a document that certainly is no object of ours may stay unread; templates can still turn out to be one. */
function isRead(apiVersion: string | undefined, kind: string | undefined): boolean {
  if (apiVersion === undefined && kind === undefined) return false;
  if (kind === undefined || apiVersion === undefined) return true;
  if (isLinted(apiVersion, kind) || isKustomization(apiVersion, kind)) return true;
  return isPlaceholder(apiVersion) || isPlaceholder(kind);
}

function isPlaceholder(text: string): boolean {
  return /[{}$%]|x{4,}/.test(text);
}

function objectsIn(root: MapView): readonly Manifest[] {
  // Nothing is missing in a file of another format.
  if (isSeccompProfileFile(root)) return [new Manifest(root.asPartial(), '', 'SeccompProfile')];
  const file = nodeFileIn(root);
  if (file !== undefined) return withEmbedded(new Manifest(root, '', file));
  const kind = root.knownString('kind');
  const version = root.string('apiVersion');
  const isUnnamed = version.state === 'absent' && root.string('kind').state === 'absent';
  if (isUnnamed && isKustomizationFile(root.document.source.uri))
    return inlinePatchesIn(root).map(manifestOf);
  if (kind === undefined || version.state === 'absent') return [];
  const apiVersion = knownValue(version);
  if (kind.endsWith('List') && root.list('items').state === 'known') {
    return root.maps('items').flatMap((item) => objectsIn(item));
  }
  if (isKustomization(apiVersion, kind)) return inlinePatchesIn(root).map(manifestOf);
  if (!isLinted(apiVersion, kind)) return [];
  const isPart = isPartByName(root.document.source.uri, kind) || isFragment(root, apiVersion, kind);
  return withEmbedded(new Manifest(isPart ? root.asPartial() : root, apiVersion, kind));
}

/** An object, and the configuration files that it carries. */
export function withEmbedded(manifest: Manifest): readonly Manifest[] {
  const { root, apiVersion, kind } = manifest;
  return [manifest, ...embeddedObjectsIn(root, apiVersion, kind).map(manifestOf)];
}

function manifestOf({ root, apiVersion, kind }: EmbeddedObject): Manifest {
  return new Manifest(root, apiVersion, kind);
}

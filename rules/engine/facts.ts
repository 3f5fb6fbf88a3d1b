import { groupOf } from '../kubernetes/kinds';
import { knownValue } from '../yaml/field';
import { readSource } from '../yaml/read';
import type { Source } from '../yaml/source';
import { MapView } from '../yaml/view';
import { resourceQuotaIn } from './facts-access';
import { configFileIn } from './facts-config';
import { imageVerificationIn } from './facts-images';
import { isKustomizationName, kustomizationIn, skaffoldIn } from './facts-kustomize';
import { type LinkFact, linkKeysOf, linksIn, linksWanted } from './facts-links';
import { generatedIn } from './facts-names';
import { bindingIn, limitRangeIn, namespaceIn, serviceAccountIn } from './facts-objects';
import type { Linter } from './lint';
import { placeOf } from './place';
import type { ProblemPlace } from './problem';
import { folderOf, nameOf, plainUri } from './uri';

/** What is kept of a document for the sake of other files: small plain data. */
export type Fact =
  | KustomizationFact
  | SkaffoldFact
  | ChartFact
  | ServiceAccountFact
  | BindingFact
  | NamespaceFact
  | LimitRangeFact
  | ResourceQuotaFact
  | ImageVerificationFact
  | LinkFact;

export interface FactBase {
  readonly place: ProblemPlace;
}

/** A kustomization. Files and folders are plain URIs; what is not on this disk is left out. */
export interface KustomizationFact extends FactBase {
  readonly kind: 'kustomization';
  readonly folder: string;
  readonly isComponent: boolean;
  /** The namespace it puts all its objects in. */
  readonly namespace?: string;
  /** Names of images that it replaces. */
  readonly images: readonly string[];
  /** Files, and folders of other kustomizations. */
  readonly resources: readonly string[];
  /** Folders of components. */
  readonly components: readonly string[];
  /** Files that are patches, replacements or transformers. */
  readonly patches: readonly string[];
  /** True where it adds something to the names of all its objects, or may. */
  readonly isRenaming?: true;
}

/** A skaffold.yaml: it replaces the images it builds in everything below its folder. */
export interface SkaffoldFact extends FactBase {
  readonly kind: 'skaffold';
  readonly folder: string;
  readonly images: readonly string[];
}

/** A chart's own file. */
export interface ChartFact extends FactBase {
  readonly kind: 'chart';
  readonly folder: string;
}

export interface ServiceAccountFact extends FactBase {
  readonly kind: 'service-account';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly name: string;
  /** Whether it gives pods its token; undefined where it does not say. */
  readonly automount: boolean | 'unknown' | undefined;
}

/** A RoleBinding or ClusterRoleBinding. Its place is the name of the role that it grants. */
export interface BindingFact extends FactBase {
  readonly kind: 'binding';
  /** Left out where it is not known. */
  readonly name?: string;
  readonly isClusterWide: boolean;
  /** The namespace it grants in; left out where it is not known, and where it grants in all of them. */
  readonly namespace?: string;
  /** What it grants. What is left out may be any. */
  readonly role: { readonly kind?: string; readonly name?: string };
  /** The ServiceAccounts that it may grant something to. What is left out of a subject may be any. */
  readonly subjects: readonly { readonly namespace?: string; readonly name?: string }[];
}

export interface NamespaceFact extends FactBase {
  readonly kind: 'namespace';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** True where there may be labels that are not in view. */
  readonly isOpen: boolean;
}

/** What a container can be given of its node. */
export type ComputeResource = 'cpu' | 'memory' | 'ephemeral-storage';

/** What a LimitRange gives, or may give, to containers that ask for nothing themselves. */
export interface LimitRangeFact extends FactBase {
  readonly kind: 'limit-range';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly limits: readonly ComputeResource[];
  readonly requests: readonly ComputeResource[];
}

/** What a ResourceQuota sets bounds for. */
export interface ResourceQuotaFact extends FactBase {
  readonly kind: 'resource-quota';
  /** Left out where it is not known. */
  readonly namespace?: string;
  /** The keys of its bounds, such as `count/secrets`. */
  readonly hard: readonly string[];
  /** True where there may be bounds that are not in view. */
  readonly isOpen: boolean;
}

/** A policy of an admission controller that verifies images. */
export interface ImageVerificationFact extends FactBase {
  readonly kind: 'image-verification';
}

/** Longest text that is read, in UTF-16 units. */
const LENGTH_LIMIT = 10 * 1024 * 1024;

/** What a text must have for any fact but those that its file's name promises. */
const HINT =
  /(?:^|[\s"'{,])kind["']?\s*:\s*["']?(?:ServiceAccount|RoleBinding|ClusterRoleBinding|Namespace|LimitRange|ResourceQuota|ClusterImagePolicy|ImageValidatingPolicy|ClusterPolicy|Policy|Kustomization|Component|Config)\b/;

/**
 * The facts a source holds. Quick where it holds none: most documents are not even parsed. Never throws on what a user wrote.
 * `alone` tells what is wrong in a configuration file by itself; without it nothing is known of that.
 */
export function factsOf(source: Source, alone?: Linter): readonly Fact[] {
  const configFiles =
    alone === undefined || source.text.length > LENGTH_LIMIT ? [] : configFileIn(source, alone);
  return [...objectFactsOf(source), ...configFiles];
}

function objectFactsOf(source: Source): readonly Fact[] {
  const isNamed = isKustomizationName(nameOf(source.uri));
  const isChart = nameOf(source.uri) === 'Chart.yaml';
  if (source.text.length > LENGTH_LIMIT) return [];
  const isLinked = linksWanted(source.text);
  if (!(isNamed || isChart || isLinked !== undefined || HINT.test(source.text))) return [];
  if (isChart) return chartIn(source);
  const { documents } = readSource(
    source,
    (apiVersion, kind) => isWanted(apiVersion, kind, isNamed) || isLinked?.(apiVersion, kind) === true,
  );
  return documents.flatMap((document) =>
    objectsIn(MapView.of(document, false), isNamed).flatMap((root) => factOf(root, isNamed)),
  );
}

/** What a fact can be found by. A view depends on the keys it was asked for. */
export function keysOf(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'service-account':
    case 'namespace':
      return [`${fact.kind}/${fact.name}`];
    case 'binding':
      return [
        `binding-to/${fact.role.name ?? '*'}`,
        ...new Set(fact.subjects.map(({ name }) => `binding/${name ?? '*'}`)),
      ];
    case 'kustomization':
    case 'skaffold':
    case 'chart':
    case 'limit-range':
    case 'resource-quota':
    case 'image-verification':
      return [fact.kind];
    default:
      return linkKeysOf(fact);
  }
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  '': ['ServiceAccount', 'Namespace', 'LimitRange', 'ResourceQuota'],
  'rbac.authorization.k8s.io': ['RoleBinding', 'ClusterRoleBinding'],
  'kyverno.io': ['ClusterPolicy', 'Policy'],
  'policies.kyverno.io': ['ImageValidatingPolicy'],
  'policy.sigstore.dev': ['ClusterImagePolicy'],
  'kustomize.config.k8s.io': ['Kustomization', 'Component'],
  skaffold: ['Config'],
};

function isWanted(apiVersion: string | undefined, kind: string | undefined, isNamed: boolean): boolean {
  if (isNamed && apiVersion === undefined) return true;
  if (kind === undefined || apiVersion === undefined) return false;
  return kind.endsWith('List') || (KINDS[groupOf(apiVersion)]?.includes(kind) ?? false);
}

function objectsIn(root: MapView, isNamed: boolean): readonly MapView[] {
  const kind = knownValue(root.string('kind'));
  if (kind?.endsWith('List') && root.list('items').state === 'known') {
    return root.maps('items').flatMap((item) => objectsIn(item, false));
  }
  return kind === undefined && !isNamed ? [] : [root];
}

function factOf(root: MapView, isNamed: boolean): readonly Fact[] {
  const apiVersion = root.string('apiVersion');
  const kind = knownValue(root.string('kind'));
  if (isNamed && apiVersion.state !== 'known') return kustomizedIn(root, kind ?? 'Kustomization');
  const version = knownValue(apiVersion);
  if (version === undefined || kind === undefined) return [];
  const links = linksIn(root, version, kind);
  if (KINDS[groupOf(version)]?.includes(kind) !== true) return links;
  return [...(READERS[kind]?.(root, kind) ?? []), ...links];
}

const READERS: Readonly<Record<string, (root: MapView, kind: string) => readonly Fact[]>> = {
  ServiceAccount: serviceAccountIn,
  RoleBinding: bindingIn,
  ClusterRoleBinding: bindingIn,
  Namespace: namespaceIn,
  LimitRange: limitRangeIn,
  ResourceQuota: resourceQuotaIn,
  ClusterImagePolicy: imageVerificationIn,
  ClusterPolicy: imageVerificationIn,
  ImageValidatingPolicy: imageVerificationIn,
  Policy: imageVerificationIn,
  Kustomization: kustomizedIn,
  Component: kustomizedIn,
  Config: skaffoldIn,
};

/** The facts of a kustomization: what it makes of others, and what it makes itself. */
function kustomizedIn(root: MapView, kind: string): readonly Fact[] {
  return [...kustomizationIn(root, kind), ...generatedIn(root)];
}

/** That the file is there is all there is to know; it is read for its place. */
function chartIn(source: Source): readonly Fact[] {
  const [document] = readSource(source, () => true).documents;
  if (document === undefined) return [];
  const place = placeOf(MapView.of(document, false));
  return [{ kind: 'chart', folder: folderOf(plainUri(source.uri)), place }];
}

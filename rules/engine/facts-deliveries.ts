import type { Manifest } from '../kubernetes/manifest';
import { isKnown, knownValue } from '../yaml/field';
import { readSource } from '../yaml/read';
import type { Source } from '../yaml/source';
import { MapView } from '../yaml/view';
import type { FactBase } from './facts';
import { fieldsPatchedInline, type PatchedField } from './patched-fields';
import { placeOf } from './place';
import { folderOf, plainUri } from './uri';

/** Namespaces in which a controller puts objects; `*` is one that is not known. */
export interface Destinations {
  /** Those of objects that say none themselves. */
  readonly defaults: readonly string[];
  /** Those of all objects, whatever they say. */
  readonly overrides: readonly string[];
}

/** What a controller applies from folders of a repository, which need not be this one, and what it makes of it. */
export interface DeliveryFact extends FactBase, Destinations {
  readonly kind: 'delivery';
  /** What its patches say something about; left out where it has none. */
  readonly fields?: readonly PatchedField[];
  /** Paths from the root of the repository, and plain URIs. Empty where it may be any folder. */
  readonly folders: readonly string[];
}

/** Whether a file of this name says how Fleet applies what is in its folder. */
export function isFleetName(name: string): boolean {
  return name === 'fleet.yaml';
}

/** The fact of an Application of Argo CD. */
export function applicationIn({ root }: Manifest): readonly DeliveryFact[] {
  return applicationOf(root, root.map('spec'), []);
}

/** The fact of an ApplicationSet of Argo CD: of all that it makes. */
export function applicationSetIn({ root }: Manifest): readonly DeliveryFact[] {
  const spec = root.map('spec');
  const generators = generatorsIn(spec);
  // What makes something else of the template may write anything.
  const isPatched =
    isWritten(spec, 'templatePatch') || generators.some((each) => isWritten(each, 'template'));
  if (isPatched) return deliveryOf(root, [''], { defaults: [ANY], overrides: [] });
  return applicationOf(root, spec.map('template').map('spec'), generators.flatMap(patternsIn));
}

/** The fact of a Kustomization of Flux, which puts all objects in its namespace. */
export function fluxKustomizationIn({ root }: Manifest): readonly DeliveryFact[] {
  const spec = root.map('spec');
  return movingAll(
    root,
    [textOf(spec, 'path')],
    writtenIn(spec, 'targetNamespace'),
    fieldsPatchedInline(spec),
  );
}

/** The fact of a GitRepo of Fleet, which puts all objects in its namespace. */
export function gitRepoIn({ root }: Manifest): readonly DeliveryFact[] {
  const spec = root.map('spec');
  const paths = spec.list('paths');
  const written = paths.strings().map((path) => knownValue(path) ?? ANY);
  const all = [...(written.length === 0 ? [''] : written), ...(paths.isOpen ? [ANY] : [])];
  return movingAll(root, all, writtenIn(spec, 'targetNamespace'));
}

/**
 * What puts all objects of some paths in a namespace. The root is that of another repository: in its own it would move itself,
 * too.
 */
function movingAll(
  root: MapView,
  paths: readonly string[],
  overrides: readonly string[],
  fields: readonly PatchedField[] = [],
): readonly DeliveryFact[] {
  const folders = paths.filter((path) => partsOf(path).length > 0).map(fixedFolder);
  return deliveryOf(root, folders, { defaults: [], overrides }, fields);
}

/** The fact of a `fleet.yaml`; none where it holds objects of somebody else. */
export function fleetIn(source: Source): readonly DeliveryFact[] {
  const [document] = readSource(source, () => true).documents;
  if (document === undefined) return [];
  const root = MapView.of(document, false);
  if (isWritten(root, 'apiVersion')) return [];
  const all = [root, ...root.maps('targetCustomizations')];
  return deliveryOf(root, [folderOf(plainUri(source.uri))], {
    defaults: all.flatMap((each) => writtenIn(each, 'defaultNamespace')),
    overrides: all.flatMap((each) => writtenIn(each, 'namespace')),
  });
}

const ANY = '*';

function applicationOf(root: MapView, spec: MapView, patterns: readonly string[]): readonly DeliveryFact[] {
  const lists = spec.list('sources');
  const sources = [spec.map('source'), ...lists.items(), spec.map('sourceHydrator').map('drySource')].filter(
    ({ state }) => state !== 'absent',
  );
  const destination = spec.map('destination');
  // Only a patch leaves it out.
  const isPatch = destination.state === 'absent';
  const namespace = destination.string('namespace');
  const isNone = namespace.state === 'absent' || isKnown(namespace, '');
  return deliveryOf(
    root,
    [...sources.flatMap((each) => foldersOf(each, patterns)), ...(lists.isOpen ? [''] : [])],
    {
      defaults: isPatch ? [ANY] : isNone ? [] : [knownValue(namespace) ?? ANY],
      overrides: sources.flatMap((source) => writtenIn(source.map('kustomize'), 'namespace')),
    },
    sources.flatMap((source) => fieldsPatchedInline(source.map('kustomize'))),
  );
}

/** The folders that a source of an Application may be, where `patterns` say which folders an ApplicationSet finds. */
function foldersOf(source: MapView, patterns: readonly string[]): readonly string[] {
  const path = textOf(source, 'path');
  // It only lends its files to others, or is in a repository of charts.
  if (path === '' && ['chart', 'ref'].some((key) => isWritten(source, key))) return [];
  return patterns.length > 0 && FOUND_PATH.test(path) ? patterns : [fixedFolder(path)];
}

/** The path of what a generator has found, as templates of both kinds write it. */
const FOUND_PATH = /^\{\{-?\s*\.?path(?:\.path)?\s*-?\}\}/;

/** The generators of an ApplicationSet, and those inside of others. */
function generatorsIn(view: MapView): readonly MapView[] {
  const own = view.maps('generators').flatMap((item) => item.keys().map((key) => item.map(key)));
  return own.flatMap((generator) => [generator, ...generatorsIn(generator)]);
}

/** Where a generator of Git looks for folders and files. */
function patternsIn(generator: MapView): readonly string[] {
  const lists = ['directories', 'files'].map((key) => generator.list(key));
  const [folders = [], files = []] = lists.map((list) => list.maps());
  return [
    ...folders
      .filter((each) => !isKnown(each.boolean('exclude'), true))
      .map((each) => fixedFolder(textOf(each, 'path'))),
    ...files.map((each) => fixedFolder(folderOf(textOf(each, 'path')))),
    ...(lists.some(({ isOpen }) => isOpen) ? [''] : []),
  ];
}

/** The part of a path that stands before all wildcards and templates, without what means nothing in it. */
function fixedFolder(path: string): string {
  const parts = partsOf(path);
  if (parts.includes('..')) return '';
  const end = parts.findIndex((part) => /[*?[{$]/.test(part));
  return (end < 0 ? parts : parts.slice(0, end)).join('/');
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** What is written under a key, with its templates; empty where nothing is. */
function textOf(view: MapView, key: string): string {
  if (!isWritten(view, key)) return '';
  const field = view.string(key);
  if (field.state !== 'unknown') return field.value ?? '';
  const { start, end } = field.span;
  return field.document.source.text.slice(start, end).replace(/^["']|["']$/g, '');
}

/** The namespace under a key that certainly stands there. What may stand there because of a template is left out: most do not. */
function writtenIn(view: MapView, key: string): readonly string[] {
  if (!isWritten(view, key)) return [];
  const field = view.string(key);
  return field.state === 'absent' || isKnown(field, '') ? [] : [knownValue(field) ?? ANY];
}

function isWritten(view: MapView, key: string): boolean {
  return view.keys().includes(key);
}

function deliveryOf(
  root: MapView,
  folders: readonly string[],
  { defaults, overrides }: Destinations,
  fields: readonly PatchedField[] = [],
): readonly DeliveryFact[] {
  if (folders.length === 0) return [];
  return [
    {
      kind: 'delivery',
      folders: [...new Set(folders)],
      defaults: [...new Set(defaults)],
      overrides: [...new Set(overrides)],
      ...(fields.length === 0 ? {} : { fields: [...new Set(fields)] }),
      place: placeOf(root),
    },
  ];
}

import type { Manifest } from '../kubernetes/manifest';
import { isFragment } from '../kubernetes/partial';
import type { YamlDocument } from '../yaml/document';
import { isKnown, knownValue, mayBe } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import { isLineEnd, isSpaceOrEnd, lineAfter, skipBlanks, startOfText } from '../yaml/text-line';
import { MapView } from '../yaml/view';
import type { FactBase } from './facts';
import {
  fieldsOfJsonPatch,
  fieldsOfPatch,
  fieldsPatchedInline,
  type PatchedField,
  targetOf,
} from './patched-fields';
import { placeOf } from './place';
import { folderOf, plainUri, resolvedIn } from './uri';

/** A kustomization. Files and folders are plain URIs; what is not on this disk is left out. */
export interface KustomizationFact extends FactBase {
  readonly kind: 'kustomization';
  readonly folder: string;
  readonly isComponent: boolean;
  /** Whether some of what it puts together is on another machine, or in a chart; left out where all is in view. */
  readonly isIncomplete?: true;
  /** Whether it gives pods labels; left out where it does not. */
  readonly addsLabels?: true;
  /** Whether it may change any field of its objects; left out where it does not. */
  readonly isPatching?: true;
  /** What the patches that it holds itself say something about; left out where they are none. */
  readonly fields?: readonly PatchedField[];
  /** Patches in files that are not for the object that they name; left out where there are none. */
  readonly targeted?: readonly TargetedPatch[];
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

/** A patch in a file, and the objects that it is for, as `KIND NAME` with `*` for any. */
export interface TargetedPatch {
  readonly file: string;
  readonly objects: string;
}

/** An object, or a list of operations, that may be a patch, for a kustomization decides about that. */
export interface PatchFact extends FactBase {
  readonly kind: 'patch';
  readonly fields: readonly PatchedField[];
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

/** Whether a file of this name is a kustomization whatever it says. */
export function isKustomizationName(name: string): boolean {
  return name === 'kustomization.yaml' || name === 'kustomization.yml' || name === 'Kustomization';
}

/** The fact of a kustomization or component. */
export function kustomizationIn(root: MapView, kind: string): readonly KustomizationFact[] {
  const folder = folderOf(plainUri(root.document.source.uri));
  const local = (paths: readonly string[]) => paths.flatMap((path) => resolvedIn(folder, path) ?? []);
  const namespace = root.knownString('namespace');
  return [
    {
      kind: 'kustomization',
      folder,
      isComponent: kind === 'Component',
      ...(addsLabels(root) ? { addsLabels: true } : {}),
      ...(isPatching(root) ? { isPatching: true } : {}),
      ...unlessEmpty('fields', fieldsPatchedInline(root)),
      ...unlessEmpty('targeted', targetedIn(root, folder)),
      ...(isIncomplete(root, folder) ? { isIncomplete: true } : {}),
      ...(namespace === undefined || namespace === '' ? {} : { namespace }),
      images: namesIn(root.maps('images'), 'name'),
      resources: local([...textsIn(root.list('resources')), ...textsIn(root.list('bases'))]),
      components: local(textsIn(root.list('components'))),
      patches: local(patchesIn(root)),
      ...(isRenaming(root) ? { isRenaming: true } : {}),
      place: placeOf(root),
    },
  ];
}

/** Whether it puts something together that is not in files at hand. */
function isIncomplete(root: MapView, folder: string): boolean {
  const lists = ['resources', 'bases', 'components'].map((key) => root.list(key));
  const isElsewhere = lists.some(
    (list) => list.isOpen || textsIn(list).some((path) => resolvedIn(folder, path) === undefined),
  );
  return isElsewhere || ['helmCharts', 'generators'].some((key) => !root.list(key).isEmpty);
}

/** Whether it may give labels to pods, or to what selects them. */
function addsLabels(root: MapView): boolean {
  const list = root.list('labels');
  const isForPods = list
    .maps()
    .some((labels) =>
      ['includeSelectors', 'includeTemplates'].some((key) => mayBe(labels.boolean(key), true)),
    );
  return isForPods || list.isOpen || !root.map('commonLabels').isEmpty;
}

/** What changes any field of the objects of a kustomization, in files of their own or inline. */
const PATCHES = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'transformers'];

/** Whether it has patches, or may. */
function isPatching(root: MapView): boolean {
  return PATCHES.some((key) => !root.list(key).isEmpty);
}

function targetedIn(root: MapView, folder: string): readonly TargetedPatch[] {
  return ['patches', 'patchesJson6902']
    .flatMap((key) => root.maps(key))
    .flatMap((entry) => {
      const objects = targetOf(entry);
      const file = resolvedIn(folder, entry.knownString('path') ?? '');
      return objects === undefined || file === undefined ? [] : [{ file, objects }];
    });
}

function unlessEmpty<K extends string, T>(
  key: K,
  list: readonly T[],
): { readonly [key in K]?: readonly T[] } {
  return list.length === 0 ? {} : ({ [key]: list } as { readonly [key in K]: readonly T[] });
}

/** The fact of an object that carries pods and is a part of one by its looks. */
export function patchIn({ root, apiVersion, kind }: Manifest): readonly PatchFact[] {
  if (!isFragment(root, apiVersion, kind)) return [];
  return [{ kind: 'patch', fields: fieldsOfPatch(root), place: placeOf(root) }];
}

/** Whether a text may be a JSON patch. Quick. */
export function mayBeJsonPatch(text: string): boolean {
  return startsWithList(text) && /\bop\b/.test(text);
}

/** Whether a list stands first in a text, behind comments and a document marker. */
function startsWithList(text: string): boolean {
  for (let line = startOfText(text); line < text.length; line = lineAfter(text, line)) {
    const start = skipBlanks(text, line);
    if (isLineEnd(text, start) || text[start] === '#' || text.startsWith('---', line)) continue;
    return text[start] === '[' || (text[start] === '-' && isSpaceOrEnd(text, start + 1));
  }
  return false;
}

/** The fact of a JSON patch in a file of its own. */
export function jsonPatchIn(document: YamlDocument): readonly PatchFact[] {
  const fields = fieldsOfJsonPatch(document);
  return fields.length === 0 ? [] : [{ kind: 'patch', fields, place: placeOf(MapView.of(document, false)) }];
}

/** Paths of files that are no objects of their own. Where one may stand inline instead, it is no path. */
function patchesIn(root: MapView): readonly string[] {
  return [
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((key) => namesIn(root.maps(key), 'path')),
    ...['patches', 'patchesStrategicMerge', 'transformers'].flatMap((key) => textsIn(root.list(key))),
  ];
}

function isRenaming(root: MapView): boolean {
  const added = ['namePrefix', 'nameSuffix'].map((key) => root.string(key));
  return added.some((each) => each.state !== 'absent' && !isKnown(each, ''));
}

/** The fact of a skaffold configuration. */
export function skaffoldIn({ root }: Manifest): readonly SkaffoldFact[] {
  const version = root.knownString('apiVersion') ?? '';
  if (!version.startsWith('skaffold/')) return [];
  const builds = [root, ...root.maps('profiles')].map((holder) => holder.map('build'));
  return [
    {
      kind: 'skaffold',
      folder: folderOf(plainUri(root.document.source.uri)),
      images: builds.flatMap((build) => namesIn(build.maps('artifacts'), 'image')),
      place: placeOf(root),
    },
  ];
}

function textsIn(list: ListView): readonly string[] {
  return list.strings().flatMap((item) => knownValue(item) ?? []);
}

function namesIn(maps: readonly MapView[], key: string): readonly string[] {
  return maps.flatMap((map) => map.knownString(key) ?? []);
}

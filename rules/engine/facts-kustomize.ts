import { isKnown, knownValue } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import type { KustomizationFact, SkaffoldFact } from './facts';
import { placeOf } from './place';
import { folderOf, plainUri, resolvedIn } from './uri';

/** Whether a file of this name is a kustomization whatever it says. */
export function isKustomizationName(name: string): boolean {
  return name === 'kustomization.yaml' || name === 'kustomization.yml' || name === 'Kustomization';
}

/** The fact of a kustomization or component. */
export function kustomizationIn(root: MapView, kind: string): readonly KustomizationFact[] {
  const folder = folderOf(plainUri(root.document.source.uri));
  const local = (paths: readonly string[]) => paths.flatMap((path) => resolvedIn(folder, path) ?? []);
  const namespace = knownValue(root.string('namespace'));
  return [
    {
      kind: 'kustomization',
      folder,
      isComponent: kind === 'Component',
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
export function skaffoldIn(root: MapView): readonly SkaffoldFact[] {
  const version = knownValue(root.string('apiVersion')) ?? '';
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
  return maps.flatMap((map) => knownValue(map.string(key)) ?? []);
}

import type { Field } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { onceFor } from './once';
import type { Volume } from './volume';

/** Something whose entries a volume shows as files: all of it, or one of several sources of a projected volume. */
export interface FileSource {
  readonly kind: FileSourceKind;
  readonly view: MapView;
  /** The mode of the files whose own is not set; a projected volume has one for all its sources. */
  readonly defaultMode: Field<number>;
}

export type FileSourceKind = (typeof KINDS)[number];

const KINDS = ['secret', 'configMap', 'downwardAPI'] as const;

/** Everything whose entries a volume certainly shows as files with modes. */
export const fileSourcesOf = onceFor(({ view }: Volume): readonly FileSource[] => {
  const projected = view.map('projected');
  return [
    ...sourcesIn(view, (source) => source.integer('defaultMode')),
    ...projected.maps('sources').flatMap((part) => sourcesIn(part, () => projected.integer('defaultMode'))),
  ];
});

function sourcesIn(parent: MapView, modeOf: (source: MapView) => Field<number>): readonly FileSource[] {
  return KINDS.filter((kind) => parent.kindOf(kind) === 'mapping').map((kind) => {
    const view = parent.map(kind);
    return { kind, view, defaultMode: modeOf(view) };
  });
}

/** Whether some file of the source may have no mode of its own, so that it gets the default. */
export function usesDefaultMode({ view }: FileSource): boolean {
  const items = view.list('items');
  const modes = items.maps().map((item) => item.integer('mode'));
  return items.isOpen || modes.length === 0 || modes.some(({ state }) => state === 'absent');
}

/** Whether a field is a mode that the API server takes, with one of these bits set. */
export function hasMode(mode: Field<number>, bits: number): boolean {
  return mode.state === 'known' && mode.value >= 0 && mode.value <= 0o777 && (mode.value & bits) !== 0;
}

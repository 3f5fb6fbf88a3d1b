import { type Field, isKnown } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Container } from './container';
import { onceFor } from './once';
import type { Volume } from './volume';

/** One place of a container's file system where it sees a volume of its pod. */
export class VolumeMount {
  private mounted: { readonly volume: Volume | undefined } | undefined;

  constructor(
    readonly container: Container,
    readonly view: MapView,
  ) {}

  get readOnly(): Field<boolean> {
    return this.view.boolean('readOnly');
  }

  /** Whether mounts that are made later on one side show up on the other. */
  get propagation(): Field<string> {
    return this.view.string('mountPropagation');
  }

  /** The volume that is mounted; undefined where it is not certain which one. */
  get volume(): Volume | undefined {
    this.mounted ??= { volume: volumeNamed(this.view.string('name'), this.container.pod.volumes) };
    return this.mounted.volume;
  }
}

function volumeNamed(name: Field<string>, volumes: readonly Volume[]): Volume | undefined {
  if (name.state !== 'known') return undefined;
  const named = volumes.filter((volume) => isKnown(volume.name, name.value));
  return named.length === 1 ? named[0] : undefined;
}

/** The volume mounts of a container. */
export const volumeMountsOf = onceFor((container: Container): readonly VolumeMount[] =>
  container.view.maps('volumeMounts').map((view) => new VolumeMount(container, view)),
);

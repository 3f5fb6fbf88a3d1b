import type { Field } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Container } from './container';
import type { Volume } from './volume';

/** One place of a container's file system where it sees a volume of its pod. */
export class VolumeMount {
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
    const name = this.view.string('name');
    if (name.state !== 'known') return undefined;
    const named = this.container.pod.volumes.filter(
      (volume) => volume.name.state === 'known' && volume.name.value === name.value,
    );
    return named.length === 1 ? named[0] : undefined;
  }
}

/** The volume mounts of a container. */
export function volumeMountsOf(container: Container): readonly VolumeMount[] {
  return container.view.maps('volumeMounts').map((view) => new VolumeMount(container, view));
}

import { type Field, knownValue, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Container } from './container';
import { onceFor } from './once';
import type { Pod } from './pod';
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
    const name = this.view.knownString('name');
    return name === undefined ? undefined : volumesByName(this.container.pod).get(name);
  }
}

/** The volumes of a pod by their names; undefined for a name that several have. */
const volumesByName = onceFor(({ volumes }: Pod): ReadonlyMap<string, Volume | undefined> => {
  const byName = new Map<string, Volume | undefined>();
  for (const volume of volumes) {
    const name = knownValue(volume.name);
    if (name !== undefined) byName.set(name, byName.has(name) ? undefined : volume);
  }
  return byName;
});

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

/** Whether some container may see a volume: not where all of them say what they mount, and it is not among that. */
export function mayBeMounted({ name, pod }: Volume): boolean {
  const known = knownValue(name);
  if (known === undefined || CONTAINERS.some((key) => pod.spec.list(key).isOpen)) return true;
  return pod.containers.some(({ view }) => {
    const mounts = view.list('volumeMounts');
    return mounts.isOpen || mounts.maps().some((mount) => mayBe(mount.string('name'), known));
  });
}

/** The volume mounts of a container. */
export const volumeMountsOf = onceFor((container: Container): readonly VolumeMount[] =>
  container.view.maps('volumeMounts').map((view) => new VolumeMount(container, view)),
);

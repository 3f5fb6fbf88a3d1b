import type { Field } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Pod } from './pod';

/** One image that a pod uses: that of a container, or one whose files a volume shows. */
export class PodImage {
  constructor(
    readonly pod: Pod,
    /** The container, or the volume's `image`. */
    readonly view: MapView,
    /** Which image it is, as written. */
    readonly reference: Field<string>,
    /** When the kubelet asks the registry for it. */
    readonly pullPolicy: Field<string>,
  ) {}
}

/** Every image of a pod: of its containers, in their order, then of its volumes. */
export function imagesOf(pod: Pod): readonly PodImage[] {
  const ofContainers = pod.containers.map(
    ({ view, image }) => new PodImage(pod, view, image, view.string('imagePullPolicy')),
  );
  const ofVolumes = pod.volumes
    .filter((volume) => volume.view.kindOf('image') === 'mapping')
    .map((volume) => volume.view.map('image'))
    .map((view) => new PodImage(pod, view, view.string('reference'), view.string('pullPolicy')));
  return [...ofContainers, ...ofVolumes];
}

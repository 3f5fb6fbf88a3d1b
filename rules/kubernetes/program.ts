import { knownValue } from '../yaml/field';
import type { Container } from './container';
import { parseImage } from './image';
import { onceFor } from './once';

/** Kubernetes' own programs that run as containers. */
const COMPONENTS = [
  'cloud-controller-manager',
  'etcd',
  'hyperkube',
  'kube-aggregator',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubelet',
];

/** The program of Kubernetes that a container runs, by its command or its image; undefined where it runs something else. */
export const programOf = onceFor((container: Container): string | undefined => {
  const [program] = container.view.list('command').strings();
  const names = [program === undefined ? undefined : knownValue(program), imageName(container)];
  const lasts = names.map((name) => name?.split('/').at(-1));
  if (!lasts.some((last) => last !== undefined && /kube|etcd|cloud-/.test(last))) return undefined;
  // Images for one architecture have it behind their name.
  const bare = lasts.map((last) => last?.replace(/-(?:amd64|arm|arm64|ppc64le|s390x)$/, ''));
  return COMPONENTS.find((name) => bare.includes(name));
});

/** The last part of the name of a container's image; undefined where it is not known. */
export function imageName({ image }: Container): string | undefined {
  return image.state === 'known' ? parseImage(image.value)?.name.split('/').at(-1) : undefined;
}

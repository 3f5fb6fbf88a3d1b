import { type Field, isKnown, type Located, type Path } from '../yaml/field';
import type { Operation, Value } from '../yaml/operation';
import { Placeholder } from '../yaml/operation';
import type { MapView } from '../yaml/view';
import type { Component } from './component';
import { kubeadmConfigsOf, partOfCluster } from './component-kubeadm';
import type { Container } from './container';
import { type VolumeMount, volumeMountsOf } from './volume-mount';

/** A place where a component's container sees something of its node, or of elsewhere. */
export interface ComponentMount {
  readonly mountPath: Field<string>;
  readonly readOnly: Field<boolean>;
  /** Whether what is written there certainly is gone with the pod. */
  readonly isFleeting: boolean;
}

/** The mounts of a component. */
export interface ComponentMounts {
  /** What to underline for a mount that is missing. */
  readonly at: Located;
  /** The mount that a path certainly is in; `unknown` where it may be in one that is not in view. */
  find(path: string): ComponentMount | 'none' | 'unknown';
  /** What mounts a path of the node that a human confirms; nothing where a volume of this name is there. */
  add(mount: NewMount): readonly Operation[];
}

/** A mount of the path of a node under the same path. */
export interface NewMount {
  readonly name: string;
  readonly path: string;
  readonly type: 'DirectoryOrCreate' | 'File';
  readonly readOnly: boolean;
}

/** What kubeadm mounts into an API server by itself. */
const BY_KUBEADM = [
  '/etc/ca-certificates',
  '/etc/kubernetes/pki',
  '/etc/pki',
  '/etc/ssl/certs',
  '/usr/local/share/ca-certificates',
  '/usr/share/ca-certificates',
];

/** The mounts of an API server, told by its container or by kubeadm's configuration; undefined where neither is in view. */
export function mountsOf({ manifest, path, surface, container }: Component): ComponentMounts | undefined {
  if (surface === 'kubeadm') {
    const server = kubeadmConfigsOf(manifest)
      .map(({ root }) => partOfCluster(root, 'apiServer'))
      .find((view) => isSame(view.path, path));
    return server === undefined ? undefined : new KubeadmMounts(server);
  }
  return container === undefined ? undefined : new ContainerMounts(container);
}

class ContainerMounts implements ComponentMounts {
  constructor(private readonly container: Container) {}

  get at(): Located {
    return this.container.view.list('volumeMounts');
  }

  find(path: string): ComponentMount | 'none' | 'unknown' {
    const { isOpen } = this.container.view.list('volumeMounts');
    const mounts = volumeMountsOf(this.container).map((mount) => ({
      mountPath: mount.view.string('mountPath'),
      readOnly: mount.readOnly,
      isFleeting: isFleeting(mount),
    }));
    return deepest(mounts, path, isOpen);
  }

  add({ name, path, type, readOnly }: NewMount): readonly Operation[] {
    const { pod, view } = this.container;
    const isTaken = pod.volumes.some((volume) => isKnown(volume.name, name));
    if (isTaken) return [];
    const volume = { name, hostPath: { path: new Placeholder(path), type } };
    const mount: Value = readOnly ? { name, mountPath: path, readOnly } : { name, mountPath: path };
    return [
      { verb: 'add-item', place: view.list('volumeMounts'), value: mount },
      { verb: 'add-item', place: pod.spec.list('volumes'), value: volume },
    ];
  }
}

class KubeadmMounts implements ComponentMounts {
  constructor(private readonly server: MapView) {}

  get at(): Located {
    return this.server.list('extraVolumes');
  }

  find(path: string): ComponentMount | 'none' | 'unknown' {
    const list = this.server.list('extraVolumes');
    const own = list.maps().map((volume) => ({
      mountPath: volume.string('mountPath'),
      readOnly: volume.boolean('readOnly'),
      isFleeting: false,
    }));
    const byKubeadm = BY_KUBEADM.some((directory) => isIn(path, directory));
    const found = deepest(own, path, list.isOpen);
    return found === 'none' && byKubeadm ? 'unknown' : found;
  }

  add({ name, path, type, readOnly }: NewMount): readonly Operation[] {
    const list = this.server.list('extraVolumes');
    if (list.maps().some((volume) => isKnown(volume.string('name'), name))) return [];
    const value: Value = {
      name,
      hostPath: new Placeholder(path),
      mountPath: path,
      ...(readOnly ? { readOnly } : {}),
      pathType: type,
    };
    return [{ verb: 'add-item', place: list, value }];
  }
}

/** Volumes that live no longer than their pod. */
function isFleeting({ volume }: VolumeMount): boolean {
  return volume !== undefined && (volume.isEmptyDir || volume.sources.includes('ephemeral'));
}

function deepest(
  mounts: readonly ComponentMount[],
  path: string,
  isOpen: boolean,
): ComponentMount | 'none' | 'unknown' {
  if (isOpen || mounts.some(({ mountPath }) => mountPath.state === 'unknown')) return 'unknown';
  const depth = (mount: ComponentMount) => lengthOf(mount.mountPath);
  const holding = mounts.filter(
    ({ mountPath }) => mountPath.state === 'known' && isIn(path, mountPath.value),
  );
  return [...holding].sort((a, b) => depth(b) - depth(a))[0] ?? 'none';
}

function lengthOf(field: Field<string>): number {
  return field.state === 'known' ? field.value.length : 0;
}

function isIn(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

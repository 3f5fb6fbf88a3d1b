import { type Field, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { Container, type ContainerKind } from './container';
import { podPathsOf, workflowSpecOf } from './kinds';
import type { Manifest } from './manifest';
import { requiresWindows } from './node-selection';
import { Remembering } from './once';
import { Volume } from './volume';

/** Keys of a pod under which nothing stands that a policy of Pod Security looks at. */
const WITHOUT_POLICY: ReadonlySet<string> = new Set([
  'args',
  'command',
  'env',
  'envFrom',
  'image',
  'resources',
]);

/** One pod of an object: of a Pod itself, or of a controller's template. */
export class Pod extends Remembering {
  /** Init containers, containers and ephemeral containers, as the admission controller visits them. */
  readonly containers: readonly Container[];
  private windows: boolean | undefined;
  private ownVolumes: readonly Volume[] | undefined;
  private contexts: readonly MapView[] | undefined;

  constructor(
    readonly manifest: Manifest,
    /** The pod's own metadata: a controller's is not it. */
    readonly metadata: MapView,
    readonly spec: MapView,
    /** The pod's security context; an Argo template's own hides its workflow's. */
    readonly securityContext: MapView = spec.map('securityContext'),
    containers: (pod: Pod) => readonly Container[] = containersOf,
  ) {
    super();
    this.containers = containers(this);
  }

  /** True for a Pod that is applied as such; false for the template of a controller. */
  get isStandalone(): boolean {
    return this.manifest.kind === 'Pod';
  }

  get hostNetwork(): Field<boolean> {
    return this.spec.boolean('hostNetwork');
  }

  get hostPID(): Field<boolean> {
    return this.spec.boolean('hostPID');
  }

  get hostIPC(): Field<boolean> {
    return this.spec.boolean('hostIPC');
  }

  /** `false` puts the pod into a user namespace of its own. */
  get hostUsers(): Field<boolean> {
    return this.spec.boolean('hostUsers');
  }

  /** Where the pod and its containers can say that they are processes of a Windows node; the pod's own place first. */
  get hostProcess(): readonly Field<boolean>[] {
    return this.securityContexts.map((context) => context.map('windowsOptions').boolean('hostProcess'));
  }

  /** The pod's security context, then those of its containers. */
  get securityContexts(): readonly MapView[] {
    this.contexts ??= [this.securityContext, ...this.containers.map((each) => each.securityContext)];
    return this.contexts;
  }

  get annotations(): MapView {
    return this.metadata.map('annotations');
  }

  get volumes(): readonly Volume[] {
    this.ownVolumes ??= this.spec.maps('volumes').map((volume) => new Volume(this, volume));
    return this.ownVolumes;
  }

  /** Whether the pod might run on Windows, where Linux's security fields mean nothing: something says so, or may say so. */
  get mayBeWindows(): boolean {
    return mayBe(this.osName, 'windows') || this.isForWindows;
  }

  /** Whether something certainly says that the pod runs on Windows. */
  get isForWindows(): boolean {
    this.windows ??= this.looksLikeWindows();
    return this.windows;
  }

  /** Whether the pod says all that a policy of Pod Security looks at: no template or patch may add to it or decide it. */
  get isCertain(): boolean {
    const { annotations } = this;
    if (annotations.state !== 'absent' && !annotations.isCertain(new Set())) return false;
    return this.spec.isCertain(WITHOUT_POLICY);
  }

  /** True where no security context stands, neither of the pod nor of a container. */
  get isBare(): boolean {
    return this.securityContexts.every(({ state }) => state === 'absent');
  }

  private looksLikeWindows(): boolean {
    // The API server refuses Windows options in a pod that says it runs on Linux.
    if (this.osName.state === 'known') return this.osName.value === 'windows';
    if (requiresWindows(this.spec)) return true;
    return this.securityContexts.some((context) => context.map('windowsOptions').state === 'known');
  }

  /** What `os` says the pod runs on. Not said, it may run on anything. */
  get osName(): Field<string> {
    return this.spec.map('os').string('name');
  }
}

function containersOf(pod: Pod): readonly Container[] {
  const lists: readonly (readonly [string, ContainerKind])[] = [
    ['initContainers', 'init'],
    ['containers', 'regular'],
    ['ephemeralContainers', 'ephemeral'],
  ];
  return lists.flatMap(([key, kind]) => pod.spec.maps(key).map((view) => new Container(pod, kind, view)));
}

/** Every pod that an object carries. */
export function podsOf(manifest: Manifest): readonly Pod[] {
  const { root, apiVersion, kind } = manifest;
  const workflow = workflowSpecOf(apiVersion, kind);
  if (workflow !== undefined) return workflowPods(manifest, descend(root, workflow)[0] ?? root);
  return podPathsOf(apiVersion, kind).flatMap((path) => {
    const metadata = descend(root, path.metadata);
    return descend(root, path.spec).flatMap((spec, index) => {
      const own = metadata[index];
      if (spec.state !== 'known' || own === undefined) return [];
      return [new Pod(manifest, own, spec.underlinedAt(manifest.nameSpan))];
    });
  });
}

/** Whether every pod that an object carries is in view, and each says all there is to say. */
export function arePodsCertain({ root, apiVersion, kind, pods }: Manifest): boolean {
  // Argo's controller adds containers of its own to the pods of workflows.
  if (apiVersion === undefined || workflowSpecOf(apiVersion, kind) !== undefined) return false;
  const paths = podPathsOf(apiVersion, kind).map(({ spec }) => spec);
  return paths.every((path) => isInView(root, path)) && pods.every((pod) => pod.isCertain);
}

function isInView(root: MapView, path: readonly string[]): boolean {
  const list = path.indexOf('*');
  const map = path.slice(0, list < 0 ? path.length : list - 1).reduce((view, key) => view.map(key), root);
  return list < 0 ? map.state !== 'unknown' : map.isCertain(WITHOUT_POLICY);
}

/** The mappings at a path, where `*` stands for each item of a list. */
function descend(view: MapView, path: readonly string[]): readonly MapView[] {
  const [key, ...rest] = path;
  if (key === undefined) return [view];
  if (rest[0] === '*') return view.maps(key).flatMap((item) => descend(item, rest.slice(1)));
  return descend(view.map(key), rest);
}

/** Each template of an Argo workflow that runs containers is a pod; what it does not say its workflow's spec does. */
function workflowPods(manifest: Manifest, spec: MapView): readonly Pod[] {
  return spec.maps('templates').flatMap((template) => {
    const own = template.map('securityContext');
    const isOwn = own.state !== 'absent';
    const containers = (pod: Pod) => templateContainers(pod, template);
    const metadata = template.map('metadata');
    // A pod spec patch is text that may set anything.
    const isPatched = [spec, template].some((view) => view.string('podSpecPatch').state !== 'absent');
    const base = isPatched ? spec.asPartial() : spec;
    const pod = base.underlinedAt(manifest.nameSpan);
    const context = isOwn ? own : pod.map('securityContext');
    const result = new Pod(manifest, metadata, pod, context, containers);
    return result.containers.length === 0 ? [] : [result];
  });
}

function templateContainers(pod: Pod, template: MapView): readonly Container[] {
  const named = ['container', 'script']
    .map((key) => template.map(key))
    .filter((view) => view.state === 'known')
    .map((view) => new Container(pod, 'regular', view.underlinedAt(template.span)));
  const listed = (view: MapView, key: string, kind: ContainerKind) =>
    view.maps(key).map((container) => new Container(pod, kind, container));
  return [
    ...listed(template, 'initContainers', 'init'),
    ...named,
    ...listed(template.map('containerSet'), 'containers', 'regular'),
    ...listed(template, 'sidecars', 'regular'),
  ];
}

import { type Field, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { Remembering } from './once';
import type { Pod } from './pod';

export type ContainerKind = 'init' | 'regular' | 'ephemeral';

/** One container of a pod. */
export class Container extends Remembering {
  private ownCommandLine: readonly Field<string>[] | undefined;
  private ownHandlers: readonly MapView[] | undefined;

  constructor(
    readonly pod: Pod,
    readonly kind: ContainerKind,
    readonly view: MapView,
  ) {
    super();
  }

  get name(): Field<string> {
    return this.view.string('name');
  }

  get image(): Field<string> {
    return this.view.string('image');
  }

  get securityContext(): MapView {
    return this.view.map('securityContext');
  }

  get capabilities(): MapView {
    return this.securityContext.map('capabilities');
  }

  get privileged(): Field<boolean> {
    return this.securityContext.boolean('privileged');
  }

  get resources(): MapView {
    return this.view.map('resources');
  }

  /** What is started: each word of `command`, then of `args`. A shell's script is one word. */
  get commandLine(): readonly Field<string>[] {
    this.ownCommandLine ??= ['command', 'args'].flatMap((key) => this.view.list(key).strings());
    return this.ownCommandLine;
  }

  /** The entries of `env`, each with `name`, `value` and `valueFrom`. */
  get env(): readonly MapView[] {
    return this.view.maps('env');
  }

  get envFrom(): readonly MapView[] {
    return this.view.maps('envFrom');
  }

  get ports(): readonly MapView[] {
    return this.view.maps('ports');
  }

  /** Whether a mount may reach back to the node, which the API server admits in privileged containers only. */
  get mayPropagateMounts(): boolean {
    return this.view
      .maps('volumeMounts')
      .some((mount) => mayBe(mount.string('mountPropagation'), 'Bidirectional'));
  }

  /** Handlers that may make the kubelet connect somewhere: those of probes, then of lifecycle hooks. */
  get handlers(): readonly MapView[] {
    this.ownHandlers ??= handlersIn(this.view);
    return this.ownHandlers;
  }

  /**
   * What counts for this container of a security context field that exists at both levels: its own value where it says
   * anything, else the pod's. The field tells where the value comes from.
   */
  effective<T>(read: (securityContext: MapView) => Field<T>): Field<T> {
    const own = read(this.securityContext);
    if (own.state !== 'absent') return own;
    const ofPod = read(this.pod.securityContext);
    return ofPod.state === 'absent' ? own : ofPod;
  }
}

function handlersIn(view: MapView): readonly MapView[] {
  const probes = mappingsIn(view, ['livenessProbe', 'readinessProbe', 'startupProbe']);
  const hooks = mappingsIn(view, ['lifecycle']).flatMap((each) => mappingsIn(each, ['postStart', 'preStop']));
  return [...probes, ...hooks];
}

/** The mappings under some keys: what is not there is not made a view of. */
function mappingsIn(view: MapView, keys: readonly string[]): readonly MapView[] {
  return keys.filter((key) => view.kindOf(key) === 'mapping').map((key) => view.map(key));
}

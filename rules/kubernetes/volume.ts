import type { Field, Located } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { Remembering } from './once';
import type { Pod } from './pod';

/** One volume of a pod. */
export class Volume extends Remembering {
  constructor(
    readonly pod: Pod,
    readonly view: MapView,
  ) {
    super();
  }

  get name(): Field<string> {
    return this.view.string('name');
  }

  get hostPath(): MapView {
    return this.view.map('hostPath');
  }

  /** The directory of the node that a hostPath volume shows. */
  get path(): Field<string> {
    return this.hostPath.string('path');
  }

  /** Where every rule about a hostPath volume points: its path where one is written, else the source's key. */
  get hostPathAt(): Located {
    return pathPlaceOf(this.hostPath);
  }

  /** Whether the volume certainly is an `emptyDir`, which the API server also makes of one without any source. */
  get isEmptyDir(): boolean {
    if (this.view.map('emptyDir').state === 'known') return true;
    const { view } = this;
    return !view.isOpen && view.keys().every((key) => key === 'name' || view.map(key).state === 'absent');
  }

  /** The sources that are set, by name. A source that is `null` is not set; one that may be set is left out. */
  get sources(): readonly string[] {
    return this.view.keys().filter((key) => this.view.kindOf(key) === 'mapping');
  }
}

/** Where a rule about a source with a `path` points: that path where one is written, else the source's key. */
export function pathPlaceOf(source: MapView): Located {
  const path = source.string('path');
  return path.state === 'absent' ? source : path;
}

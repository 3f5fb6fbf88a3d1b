import type { Field, Located } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Pod } from './pod';

/** One volume of a pod. */
export class Volume {
  constructor(
    readonly pod: Pod,
    readonly view: MapView,
  ) {}

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
    return this.path.state === 'absent' ? this.hostPath : this.path;
  }

  /** The sources that are set, by name. A source that is `null` is not set; one that may be set is left out. */
  get sources(): readonly string[] {
    return this.view.keys().filter((key) => this.view.map(key).state === 'known');
  }
}

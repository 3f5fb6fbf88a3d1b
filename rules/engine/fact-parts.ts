import { knownValue } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { linkTo } from './place';
import type { ProblemPlace } from './problem';

/** The namespace an object says it is in; left out where it says none, or none that is known. */
export function namespaceIn(root: MapView): { readonly namespace?: string } {
  const namespace = knownValue(root.map('metadata').string('namespace'));
  return namespace === undefined || namespace === '' ? {} : { namespace };
}

/** The place of an object's name, for others to point at; of what stands for it where it has none. */
export function namePlaceOf(root: MapView): ProblemPlace {
  return linkTo(root.map('metadata').string('name'));
}

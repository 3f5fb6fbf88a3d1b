import type { Located } from '../yaml/field';
import type { ProblemPlace } from './problem';

/** A place as plain data, which keeps no tree. */
export function placeOf(at: Located): ProblemPlace {
  return { uri: at.document.source.uri, document: at.document.index, span: at.span, path: at.path };
}

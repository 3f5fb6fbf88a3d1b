import type { Fact } from '../../engine/facts';
import type { Related } from '../../engine/rule';
import type { WorkspaceView } from '../../engine/workspace';
import type { Manifest } from '../../kubernetes/manifest';

const SHOWN = 3;

/** The places of facts that a finding about an object points at, the nearest first. Where there are many, some tell enough. */
export function relatedTo<F extends Fact>(
  { document }: Manifest,
  facts: readonly F[],
  messageOf: (fact: F) => string,
  workspace: WorkspaceView,
): readonly Related[] {
  const uri = document.source.uri;
  return facts
    .map((fact) => ({ fact, shared: sharedWith(uri, fact.place.uri) }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, SHOWN)
    .map(({ fact }) => ({ at: workspace.exactly(fact).place, message: messageOf(fact) }));
}

/** How many of the first characters are the same. */
function sharedWith(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

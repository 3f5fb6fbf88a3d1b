import type { Problem } from '../../../rules/engine/problem';
import { mayAddDocuments, type Surroundings } from '../../../rules/engine/surroundings';
import type { Source } from '../../../rules/yaml/source';
import type { Workspace } from '../workspace/workspace';
import type { Target } from './targets';

/** Tells what lies around a source with these problems, where some add documents that belong into files of their own. */
export type AroundOf = (source: Source, problems: readonly Problem[]) => Promise<Surroundings | undefined>;

/** What is known of the folder of any file. */
export function aroundIn(workspace: Workspace): AroundOf {
  return async (source, problems) => (problems.some(mayAddDocuments) ? workspace.around(source) : undefined);
}

/**
 * The same as far as the targets reach: somebody who names a file, and not its folder, gets no other file changed, nor a new
 * one.
 */
export function aroundWithin(workspace: Workspace, targets: readonly Target[]): AroundOf {
  const all = new Map(targets.map(({ uri, isNamed }) => [uri, isNamed]));
  const around = aroundIn(workspace);
  return async (source, problems) => {
    const found = all.get(source.uri) === false ? await around(source, problems) : undefined;
    const isWithin = found?.listings.every(({ document }) => all.has(document.source.uri));
    return isWithin === true ? found : undefined;
  };
}

import type { Source } from '../../../rules/yaml/source';
import type { Analyses } from './analyses';
import type { OpenDocuments } from './open-documents';
import type { WorkspaceSession } from './workspace-session';

/** Who knows texts. */
export interface Texts {
  readonly open: OpenDocuments;
  readonly analyses: Analyses;
  readonly workspace: WorkspaceSession;
}

/** A text as it is now, and its version where it is open. */
export interface FileNow {
  readonly source: Source;
  readonly version: number | null;
}

/** The texts of files as they are now: in the editor where they are open, else on the disk. */
export async function textsNow(
  uris: readonly string[],
  { open, analyses, workspace }: Texts,
): Promise<readonly FileNow[]> {
  const closed = await workspace.closedSources(uris.filter((uri) => !open.has(uri)));
  const analysed = await Promise.all(
    uris.map((uri) => open.get(uri)).map((one) => one && analyses.of(one.uri)),
  );
  const inEditor = analysed.flatMap((one) => (one === undefined ? [] : [one]));
  return [...inEditor, ...closed.map((source) => ({ source, version: null }))];
}

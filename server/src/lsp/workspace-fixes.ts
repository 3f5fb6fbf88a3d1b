import type { Connection } from 'vscode-languageserver';
import type { FixWorkspaceArgument } from '../protocol';
import { annotatedEditOf } from './annotated-edit';
import type { EditSender } from './edit-sender';
import { FileFixer, type FixedFile, type FixerParts } from './file-fixer';
import { messageAfter, messageBefore, type WorkspaceFixed } from './fix-messages';
import { withProgress } from './scan-progress';

/** What `WorkspaceFixes` works with. */
export interface FixParts extends FixerParts {
  readonly connection: Connection;
  readonly sender: EditSender;
}

/** Makes the fixes of all files of the workspace, open or not, as one edit. */
export class WorkspaceFixes {
  readonly #parts: FixParts;
  readonly #fixer: FileFixer;
  #isRunning = false;

  constructor(parts: FixParts) {
    this.#parts = parts;
    this.#fixer = new FileFixer(parts);
  }

  /** Works out the edit, sends it, and tells what came of it. Does nothing while it is working one out already. */
  async run({ safety }: FixWorkspaceArgument): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const files = await this.#fixed(safety).finally(() => {
      this.#isRunning = false;
    });
    if (files !== undefined) await this.#send(files, safety);
  }

  async #send(all: readonly FixedFile[], safety: FixWorkspaceArgument['safety']): Promise<void> {
    const { features, sender, log } = this.#parts;
    const fresh = await this.#fixer.unchanged(all.filter(({ edits }) => edits.length > 0));
    const refused = all.flatMap((file) => file.refused);
    for (const reason of refused) log.note(reason);
    const problems = fresh.reduce((sum, { solved }) => sum + solved, 0);
    const stale = all.filter((file) => file.edits.length > 0 && !fresh.includes(file)).length;
    const fixed: WorkspaceFixed = { problems, files: fresh.length, refused: refused.length, stale };
    // A preview lets the user choose, so that nobody knows beforehand how many will have been made.
    const isPreviewed = safety === 'any' && features.changeAnnotations;
    if (isPreviewed || fresh.length === 0) sender.tell(messageBefore(fixed));
    if (fresh.length === 0) return;
    const label = `Fix ${safety === 'safe' ? 'all safe problems' : 'all problems'} in the workspace`;
    const isMade = await sender.send(label, annotatedEditOf(fresh, features));
    if (isMade && !isPreviewed) sender.tell(messageAfter(fixed));
  }

  /** What fixing makes of every file; undefined where the user has ended it. */
  async #fixed(safety: FixWorkspaceArgument['safety']): Promise<readonly FixedFile[] | undefined> {
    const { connection, features, log, workspace } = this.#parts;
    const shown = { connection, isShown: features.showsProgress, report: log.report };
    const files: FixedFile[] = [];
    let isEnded = false;
    await withProgress(shown, 'Kube Harden: fixing', async (options) => {
      await workspace.caughtUp();
      for await (const file of this.#fixer.each(safety, options)) files.push(file);
      isEnded = options.signal.aborted;
    });
    return isEnded ? undefined : files;
  }
}

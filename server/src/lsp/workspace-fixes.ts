import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fingerprintOf } from '../../../rules/engine/fingerprint';
import { anyFixes, type FixedText, fixAll, safeFixes } from '../../../rules/engine/fix-all';
import type { LintResult, Problem } from '../../../rules/engine/problem';
import type { Source } from '../../../rules/yaml/source';
import type { FixWorkspaceArgument } from '../protocol';
import { Pause } from '../workspace/pause';
import type { ScanOptions } from '../workspace/workspace';
import type { Analyses } from './analyses';
import { annotatedEditOf, type FileEdits } from './annotated-edit';
import type { ClientFeatures } from './client-features';
import type { EditSender } from './edit-sender';
import { messageAfter, messageBefore, type WorkspaceFixed } from './fix-messages';
import type { Log } from './log';
import type { OpenDocuments } from './open-documents';
import { withProgress } from './scan-progress';
import type { WorkspaceSession } from './workspace-session';

/** What `WorkspaceFixes` works with. */
export interface FixParts {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly open: OpenDocuments;
  readonly analyses: Analyses;
  readonly workspace: WorkspaceSession;
  readonly sender: EditSender;
}

/** How many files are read at once. */
const batchSize = 64;
/** How long work may go on without giving way. */
const workMilliseconds = 10;

/** Makes the fixes of all files of the workspace, open or not, as one edit. */
export class WorkspaceFixes {
  readonly #parts: FixParts;
  #isRunning = false;

  constructor(parts: FixParts) {
    this.#parts = parts;
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
    const fresh = await this.#unchanged(all.filter(({ edits }) => edits.length > 0));
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
      for await (const file of this.#each(safety, options)) files.push(file);
      isEnded = options.signal.aborted;
    });
    return isEnded ? undefined : files;
  }

  async *#each(safety: FixWorkspaceArgument['safety'], options: ScanOptions): AsyncGenerator<FixedFile> {
    const { workspace } = this.#parts;
    const pause = new Pause(workMilliseconds);
    const broken = workspace.known().filter((uri) => workspace.has(uri) && workspace.problemCount(uri) > 0);
    for (let start = 0; start < broken.length; start += batchSize) {
      for (const text of await this.#texts(broken.slice(start, start + batchSize))) {
        if (pause.isDue()) await pause.take();
        if (options.signal?.aborted === true) return;
        yield this.#fix(text, safety);
      }
      options.onProgress?.({ done: Math.min(start + batchSize, broken.length), total: broken.length });
    }
  }

  /** The texts as they are now: in the editor where they are open, else on the disk. */
  async #texts(uris: readonly string[]): Promise<readonly FileNow[]> {
    const { open, analyses, workspace } = this.#parts;
    const closed = await workspace.closedSources(uris.filter((uri) => !open.has(uri)));
    const analysed = await Promise.all(
      uris.map((uri) => open.get(uri)).map((one) => one && analyses.of(one.uri)),
    );
    const inEditor = analysed.flatMap((one) => (one === undefined ? [] : [one]));
    return [...inEditor, ...closed.map((source) => ({ source, version: null }))];
  }

  #fix({ source, version }: FileNow, safety: FixWorkspaceArgument['safety']): FixedFile {
    const { uri, language, text } = source;
    const document = TextDocument.create(uri, language, version ?? 0, text);
    try {
      const before: Problem[] = [];
      const lint = (one: Source): LintResult => {
        const result = this.#parts.workspace.tryOut(one);
        if (one === source) before.push(...result.problems);
        return result;
      };
      const fixed = fixAll(source, lint, safety === 'safe' ? safeFixes : anyFixes);
      return { uri, version, document, edits: fixed.edits, ...outcomeOf(uri, before, fixed) };
    } catch (error) {
      this.#parts.log.report(`Fixing ${uri}`, error);
      return { uri, version, document, edits: [], solved: 0, refused: [`${uri}: it could not be fixed`] };
    }
  }

  /** The files that nobody has changed since they were read. */
  async #unchanged(files: readonly FixedFile[]): Promise<readonly FixedFile[]> {
    const { open, workspace } = this.#parts;
    const closed = files.filter(({ version }) => version === null).map(({ uri }) => uri);
    const now = new Map<string, string>();
    for (let start = 0; start < closed.length; start += batchSize) {
      const texts = await workspace.closedSources(closed.slice(start, start + batchSize));
      for (const { uri, text } of texts) now.set(uri, text);
      await new Pause().take();
    }
    return files.filter(({ uri, version, document }) =>
      version === null
        ? !open.has(uri) && now.get(uri) === document.getText()
        : open.get(uri)?.version === version,
    );
  }
}

/** A text as it is now, and its version where it is open. */
interface FileNow {
  readonly source: Source;
  readonly version: number | null;
}

/** What fixing makes of a file. */
interface FixedFile extends FileEdits {
  /** How many problems are gone by it. */
  readonly solved: number;
  /** What was to be fixed and cannot be, with the reason, for the log. */
  readonly refused: readonly string[];
}

function outcomeOf(uri: string, before: readonly Problem[], { remaining, refused }: FixedText) {
  const left = new Set(remaining.map(fingerprintOf));
  return {
    solved: before.filter((problem) => !left.has(fingerprintOf(problem))).length,
    refused: refused.map(({ problem, reason }) => `${uri}: ${problem.rule} is not fixed: ${reason}`),
  };
}

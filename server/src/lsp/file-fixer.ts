import { TextDocument } from 'vscode-languageserver-textdocument';
import { fingerprintOf } from '../../../rules/engine/fingerprint';
import { anyFixes, type FixedEdit, safeFixes } from '../../../rules/engine/fix-all';
import { type FixedAround, fixAllAround } from '../../../rules/engine/fix-around';
import type { LintResult, Problem } from '../../../rules/engine/problem';
import { mayAddDocuments } from '../../../rules/engine/surroundings';
import type { Source } from '../../../rules/yaml/source';
import type { FixWorkspaceArgument } from '../protocol';
import { Pause } from '../workspace/pause';
import { type PendingFile, PendingFiles } from '../workspace/pending-files';
import type { ScanOptions } from '../workspace/workspace-host';
import type { Analyses } from './analyses';
import type { FileEdits } from './annotated-edit';
import type { ClientFeatures } from './client-features';
import type { Log } from './log';
import { canMakeFiles } from './new-file-edits';
import type { OpenDocuments } from './open-documents';
import { type FileNow, textsNow } from './texts-now';
import type { WorkspaceSession } from './workspace-session';

/** What `FileFixer` works with. */
export interface FixerParts {
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly open: OpenDocuments;
  readonly analyses: Analyses;
  readonly workspace: WorkspaceSession;
}

/** How many files are read at once. */
const batchSize = 64;
/** How long work may go on without giving way. */
const workMilliseconds = 10;

/** Works out what fixing makes of the files of the workspace, and changes none of them. */
export class FileFixer {
  readonly #parts: FixerParts;

  constructor(parts: FixerParts) {
    this.#parts = parts;
  }

  /** What fixing makes of every file with problems, one after the other, until the user ends it. */
  async *each(safety: FixWorkspaceArgument['safety'], options: ScanOptions): AsyncGenerator<FixedFile> {
    const { workspace } = this.#parts;
    const pause = new Pause(workMilliseconds);
    const pending = new PendingFiles();
    const broken = workspace.known().filter((uri) => workspace.has(uri) && workspace.problemCount(uri) > 0);
    for (let start = 0; start < broken.length; start += batchSize) {
      for (const text of await textsNow(broken.slice(start, start + batchSize), this.#parts)) {
        if (pause.isDue()) await pause.take();
        if (options.signal?.aborted === true) return;
        yield await this.#fix(text, safety, pending);
      }
      options.onProgress?.({ done: Math.min(start + batchSize, broken.length), total: broken.length });
    }
    for (const file of pending.all()) yield this.#pendingFile(file);
  }

  async #fix(
    { source, version }: FileNow,
    safety: FixWorkspaceArgument['safety'],
    pending: PendingFiles,
  ): Promise<FixedFile> {
    const { uri, language, text } = source;
    const document = TextDocument.create(uri, language, version ?? 0, text);
    const { workspace, log } = this.#parts;
    try {
      const now = workspace.tryVersion(source);
      const lint = (one: Source): LintResult => (one === source ? now : workspace.tryVersion(one));
      const around = await this.#around(source, now, pending);
      const fixed = fixAllAround(source, lint, safety === 'safe' ? safeFixes : anyFixes, around);
      if (around !== undefined) pending.add(fixed.beyond, around);
      return { uri, version, document, edits: fixed.edits, ...outcomeOf(uri, now.problems, fixed) };
    } catch (error) {
      log.report(`Fixing ${uri}`, error);
      return { uri, version, document, edits: [], solved: 0, refused: [`${uri}: it could not be fixed`] };
    }
  }

  async #around(source: Source, { problems }: LintResult, pending: PendingFiles) {
    const { features, workspace } = this.#parts;
    const isAsked = canMakeFiles(features) && problems.some(mayAddDocuments);
    const around = isAsked ? await workspace.around(source) : undefined;
    return around && pending.around(source, around);
  }

  #pendingFile({ uri, before, edits }: PendingFile): FixedFile {
    const open = before && this.#parts.open.get(uri);
    const isStale = open !== undefined && open.getText() !== before?.text;
    const version = open === undefined ? null : isStale ? noVersion : open.version;
    const document = TextDocument.create(uri, 'yaml', version ?? 0, before?.text ?? '');
    const solved = solvedByNewFiles(edits);
    return { uri: open?.uri ?? uri, version, document, edits, solved, refused: [], isPending: true };
  }

  /** The files that nobody has changed since they were read. */
  async unchanged(files: readonly FixedFile[]): Promise<readonly FixedFile[]> {
    const { open, workspace } = this.#parts;
    const closed = files.filter(({ version }) => version === null).map(({ uri }) => uri);
    const now = new Map<string, string>();
    for (let start = 0; start < closed.length; start += batchSize) {
      const texts = await workspace.closedSources(closed.slice(start, start + batchSize));
      for (const { uri, text } of texts) now.set(uri, text);
      await new Pause().take();
    }
    const isSame = ({ uri, version, document, edits }: FixedFile) => {
      if (version !== null) return open.get(uri)?.version === version;
      const before = edits[0]?.isNewFile === true ? undefined : document.getText();
      return !open.has(uri) && now.get(uri) === before;
    };
    const pending = files.filter(({ isPending }) => isPending);
    // A new file that no kustomization lists is as bad as one that is listed and not there.
    return pending.every(isSame)
      ? files.filter(isSame)
      : files.filter((file) => !file.isPending && isSame(file));
  }
}

/** No version of an open document is this one. */
const noVersion = -1;

/** What fixing makes of a file. */
export interface FixedFile extends FileEdits {
  /** How many problems are gone by it. */
  readonly solved: number;
  /** What was to be fixed and cannot be, with the reason, for the log. */
  readonly refused: readonly string[];
  /** Whether others ask for it: either all such files are made or changed, or none is. */
  readonly isPending?: true;
}

function outcomeOf(uri: string, before: readonly Problem[], { remaining, refused, beyond }: FixedAround) {
  const left = new Set(remaining.map(fingerprintOf));
  return {
    solved: before.filter((problem) => !left.has(fingerprintOf(problem))).length - solvedByNewFiles(beyond),
    refused: refused.map(({ problem, reason }) => `${uri}: ${problem.rule} is not fixed: ${reason}`),
  };
}

function solvedByNewFiles(edits: readonly FixedEdit[]): number {
  return edits.filter(({ isNewFile }) => isNewFile).flatMap(({ fixes }) => fixes).length;
}

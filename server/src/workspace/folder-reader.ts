import type { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import { isConfigFile } from './config-names';
import type { FactReader } from './fact-reader';
import type { FileState, FileStates } from './file-states';
import type { ListedFile } from './files';
import type { Neighbours } from './neighbours';
import { mayBringFiles } from './relevant-files';
import type { WorkspaceFindings } from './workspace-findings';
import type { ScanOptions, WorkspaceHost } from './workspace-host';

/** What folders are read with, and who has to know what was read. */
export interface FolderReaderParts {
  readonly host: WorkspaceHost;
  readonly files: FileStates;
  readonly reader: FactReader;
  readonly index: WorkspaceIndex;
  readonly neighbours: Neighbours;
  readonly found: WorkspaceFindings;
  /** Told of what threw in work that nobody waits for. */
  readonly fail: (error: unknown) => void;
}

/**
 * Reads the files of some folders: which there are, and what they say to each other. One piece of work after the other, each as
 * the disk is when its turn comes. What is open counts as it is open. Keys are plain URIs.
 */
export class FolderReader {
  private roots: readonly string[] = [];
  private others: readonly ListedFile[] = [];
  private last: Promise<void> = Promise.resolve();
  private isDisposed = false;

  constructor(private readonly parts: FolderReaderParts) {}

  /** Settles when all is done that is to be done now. Another object where more has come. */
  get work(): Promise<void> {
    return this.last;
  }

  /** Reads every file under the roots, and others that are to be known although they are ignored or lie elsewhere. */
  read(roots: readonly string[], options: ScanOptions, others: readonly ListedFile[]): Promise<void> {
    return this.inTurn(async () => {
      this.roots = roots;
      this.others = others;
      await this.list();
      await this.configure(this.parts.files.keys());
      await this.readAll(options);
    });
  }

  /** Reads all of them again, because `optionsFor` now answers otherwise. */
  readAgain(options: ScanOptions): Promise<void> {
    return this.inTurn(() => this.readAll(options));
  }

  /** Looks again at files and folders that were created, changed or deleted. */
  refresh(keys: readonly string[], options: ScanOptions): Promise<void> {
    const { files, found } = this.parts;
    return this.inTurn(async () => {
      const isListOld = keys.some((key) => this.mayBringFiles(key)) || (await this.haveGoneWhileOpen(keys));
      const { fresh, gone } = isListOld ? await this.list() : { fresh: [], gone: [] };
      const changed = [...new Set([...keys, ...fresh, ...gone])];
      if (changed.some(isConfigFile)) {
        await this.configure(changed);
        await this.readAll(options);
        found.invalidate(files.keys());
      } else {
        await this.readChanged(changed);
      }
    });
  }

  /** Lets the disk count again for a file that was open. */
  close(key: string, state: FileState): void {
    const { files, fail } = this.parts;
    if (files.close(key, state)) this.inTurn(() => this.readChanged([key])).catch(fail);
    else this.forget([key]);
  }

  /** Begins nothing any more. */
  dispose(): void {
    this.isDisposed = true;
  }

  private async inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.last.then(() => (this.isDisposed ? undefined : work()));
    this.last = turn.catch(() => undefined);
    await turn;
  }

  /** Asks which files there are now, and forgets those that are gone. */
  private async list() {
    const { host, files, neighbours, found } = this.parts;
    const lists = await Promise.all(this.roots.map((root) => host.files.list(root)));
    neighbours.forgetAll();
    const change = files.take([...lists.flatMap((list) => list.files), ...this.others]);
    this.forget(change.gone.filter((key) => files.get(key)?.open === undefined));
    found.invalidate([...change.gone, ...change.fresh].flatMap((key) => files.templatesOf(key)));
    return change;
  }

  private forget(keys: readonly string[]): void {
    if (keys.length === 0) return;
    const { files, neighbours, index, found } = this.parts;
    const uris = new Set(keys.map((key) => files.get(key)?.uri ?? key));
    neighbours.forgetAll();
    for (const key of keys) files.delete(key);
    const affected = index.updateAll(keys.map((uri) => ({ uri, facts: undefined })));
    found.leave(keys, uris);
    found.invalidate(affected);
  }

  /** Hands the host the configuration files among these. */
  private async configure(keys: readonly string[]): Promise<void> {
    const { host, files } = this.parts;
    const uris = keys.filter(isConfigFile).map((key) => files.get(key)?.uri ?? key);
    if (host.configure === undefined || uris.length === 0) return;
    for (const read of await host.files.readMany(uris)) {
      host.configure(read.uri, 'text' in read ? read.text : undefined);
    }
  }

  /** Reads the facts of all files, the open ones' from what is open. */
  private async readAll(options: ScanOptions): Promise<void> {
    const { files, reader, index, found } = this.parts;
    const changes = await reader.factsOf(files.keys(), options);
    const open = files.keys().flatMap((uri) => {
      const source = files.get(uri)?.open;
      return source === undefined ? [] : [{ uri, facts: reader.nextFactsIn(source) }];
    });
    found.invalidate(index.updateAll([...changes.filter(({ uri }) => this.isClosed(uri)), ...open]));
  }

  /** Reads closed files again that may have another text, or none. */
  private async readChanged(keys: readonly string[]): Promise<void> {
    const { reader, index, neighbours, found } = this.parts;
    neighbours.forget(keys);
    const changes = (await reader.newFactsOf(keys)).filter(({ uri }) => this.isClosed(uri));
    const affected = index.updateAll(changes);
    found.invalidate([...affected, ...changes.map(({ uri }) => uri)]);
    if (!changes.some(({ isUnreadable }) => isUnreadable)) return;
    const { fresh } = await this.list();
    if (fresh.length > 0) await this.readChanged(fresh);
  }

  /** Whether something may be a file or a folder that is not listed yet, or a folder that is gone. */
  private mayBringFiles(key: string): boolean {
    const { files } = this.parts;
    return files.get(key)?.isListed !== true && (mayBringFiles(key) || files.hasBelow(key));
  }

  /** Whether some of these files are open, and seem to be on the disk no more: their texts there are not read otherwise. */
  private async haveGoneWhileOpen(keys: readonly string[]): Promise<boolean> {
    const { host, files } = this.parts;
    const states = keys.map((key) => files.get(key));
    const open = states.filter((state) => state?.open !== undefined && state.isListed);
    if (open.length === 0) return false;
    const texts = await host.files.readMany(open.flatMap((state) => state?.uri ?? []));
    return texts.some((text) => 'code' in text && text.code === 'unreadable');
  }

  private isClosed(key: string): boolean {
    const state = this.parts.files.get(key);
    return state !== undefined && state.open === undefined;
  }
}

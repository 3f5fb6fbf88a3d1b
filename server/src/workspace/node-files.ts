import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decode, SIZE_LIMIT } from './decode';
import { reasonOf } from './file-error';
import type { FileList, FileText, WorkspaceFiles } from './files';
import { mayHoldManifests } from './manifest-names';
import { slashes, walk } from './walk';
import { watchFolder } from './watch';

/** How long ago a file has to be changed last for a later change to be seen by its time: some disks count in seconds. */
const SETTLED_MS = 3000;

/** The files of this machine. Reading is synchronous: that is four times faster than promises are. */
export class NodeFiles implements WorkspaceFiles {
  /** Texts that wait for others take memory, and garbage collection keeps them for longer than anybody needs them. */
  readonly batch = 1;
  private buffer = new Uint8Array(256 * 1024);

  async list(folder: string): Promise<FileList> {
    const { files, unreadable } = await walk(pathOf(folder));
    return {
      files: files.map(({ path, realPath }) => ({ uri: uriOf(path), identity: realPath })),
      unreadable: unreadable.map(({ path, message }) => ({ uri: uriOf(path), code: 'unreadable', message })),
    };
  }

  async readMany(uris: readonly string[]): Promise<readonly FileText[]> {
    return uris.map((uri) => this.read(uri));
  }

  stampOf(uri: string): string | undefined {
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(pathOf(uri), { throwIfNoEntry: false }) ?? {};
    // Disks may not tell two changes apart that come together, and nobody can set back when a file was changed.
    if (ctimeMs === undefined || Date.now() - ctimeMs < SETTLED_MS) return undefined;
    return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
  }

  watch(folder: string, onChange: (uris: readonly string[]) => void): () => void {
    return watchFolder(pathOf(folder), (paths) => onChange(paths.map(uriOf)));
  }

  private read(uri: string): FileText {
    try {
      const descriptor = openSync(pathOf(uri), 'r');
      try {
        return decode(uri, this.bytesOf(uri, descriptor));
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      return { uri, code: 'unreadable', message: reasonOf(error) };
    }
  }

  /**
   * The file's bytes, one more than the limit at most; none where their start shows that it holds no manifests. They are
   * overwritten by the next file's.
   */
  private bytesOf(uri: string, descriptor: number): Uint8Array {
    for (let length = 0; ; ) {
      // Reads to the end rather than to a size: pipes have none, and files grow.
      const read = readSync(descriptor, this.buffer, length, this.buffer.length - length, null);
      if (length === 0 && !mayHoldManifests(uri, this.buffer.subarray(0, read)))
        return this.buffer.subarray(0, 0);
      length += read;
      if (read === 0 || length > SIZE_LIMIT) return this.buffer.subarray(0, length);
      if (length === this.buffer.length) this.grow();
    }
  }

  private grow(): void {
    const larger = new Uint8Array(Math.min(this.buffer.length * 4, SIZE_LIMIT + 1));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

/** The URI of an absolute path. */
export function uriOf(path: string): string {
  return PLAIN_PATH.test(path) ? `file://${path}` : pathToFileURL(path).href;
}

/** The path of a file's URI, with `/` between its parts. */
export function pathOf(uri: string): string {
  const path = uri.slice('file://'.length);
  return uri.startsWith('file:///') && PLAIN_PATH.test(path) ? path : slashes(fileURLToPath(uri));
}

/** Paths that are the same in a URI: nearly all are, and Node's own functions take several times as long. None where paths have drives. */
const PLAIN_PATH = sep === '/' ? /^(?:\/(?!\.\.?(?:\/|$))[\w.-]+)+$/ : /(?!)/;

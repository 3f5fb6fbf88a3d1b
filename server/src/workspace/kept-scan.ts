import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, keep, readKept } from '../cache-folder';
import { ScanMemory } from './scan-memory';
import type { KeptScan } from './workspace-host';

/** How much is written at once, in bytes. */
const WRITTEN = 1_000_000;

/** What is known of folders from their last scan by the same program, in the user's own cache folder. */
export class FolderScan implements KeptScan {
  readonly memory = new ScanMemory(() => this.read());

  /** `root` is the path of the folder whose files belong together, or the URIs of several. */
  constructor(private readonly root: string) {}

  save(): void {
    const pieces = this.memory.pieces();
    // To name the file takes a look at the whole program.
    const file = pieces === undefined ? undefined : this.file;
    if (pieces !== undefined && file !== undefined) keep(file, () => gathered(pieces));
  }

  private read(): Uint8Array | undefined {
    const file = this.file;
    return file === undefined ? undefined : readKept(file);
  }

  private get file(): string | undefined {
    const folder = cacheFolder();
    return folder === undefined ? undefined : join(folder, `scan-${nameOf(this.root)}`);
  }
}

/** Many pieces at once, as each write costs something. What comes next is written over what came before. */
function* gathered(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const some = new Uint8Array(WRITTEN);
  let length = 0;
  for (const piece of pieces) {
    if (length + piece.length > WRITTEN) {
      yield some.subarray(0, length);
      length = 0;
    }
    if (piece.length > WRITTEN) {
      yield piece;
    } else {
      some.set(piece, length);
      length += piece.length;
    }
  }
  yield some.subarray(0, length);
}

/** Another name for each folder and each build of this program, and of what it loads from beside it. */
function nameOf(root: string): string {
  const hash = createHash('sha256').update(root);
  for (const file of [__filename, join(dirname(__filename), 'yaml.js')]) {
    if (existsSync(file)) hash.update(new Uint8Array(readFileSync(file)));
  }
  return hash.digest('hex').slice(0, 32);
}

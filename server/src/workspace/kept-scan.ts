import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, keep, readKept } from '../cache-folder';
import { ScanMemory } from './scan-memory';
import type { KeptScan } from './workspace-host';

/** How much is written at once, in characters. */
const WRITTEN = 1_000_000;

/** What is known of folders from their last scan by the same program, in the user's own cache folder. */
export class FolderScan implements KeptScan {
  readonly memory = new ScanMemory(() => this.read());

  /** `root` is the path of the folder whose files belong together, or the URIs of several. */
  constructor(private readonly root: string) {}

  save(): void {
    const lines = this.memory.lines();
    // To name the file takes a look at the whole program.
    const file = lines === undefined ? undefined : this.file;
    if (lines !== undefined && file !== undefined) keep(file, () => encoded(lines));
  }

  private read(): string | undefined {
    const file = this.file;
    const kept = file === undefined ? undefined : readKept(file);
    return kept === undefined ? undefined : new TextDecoder().decode(kept);
  }

  private get file(): string | undefined {
    const folder = cacheFolder();
    return folder === undefined ? undefined : join(folder, `scan-${nameOf(this.root)}`);
  }
}

/** Many lines at once, as each write costs something. */
function* encoded(lines: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let some = '';
  for (const line of lines) {
    some += `${line}\n`;
    if (some.length < WRITTEN) continue;
    yield encoder.encode(some);
    some = '';
  }
  yield encoder.encode(some);
}

/** Another name for each folder and each build of this program, and of what it loads from beside it. */
function nameOf(root: string): string {
  const hash = createHash('sha256').update(root);
  for (const file of [__filename, join(dirname(__filename), 'yaml.js')]) {
    if (existsSync(file)) hash.update(new Uint8Array(readFileSync(file)));
  }
  return hash.digest('hex').slice(0, 32);
}

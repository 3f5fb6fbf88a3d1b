import { type Baseline, fileIn, WrittenBaseline } from '../../../rules/engine/baseline';
import { type BaselineEntry, type JudgedFile, staleEntries } from '../../../rules/engine/baseline-update';

/** By the keys of baselines. */
type Stale = ReadonlyMap<string, StaleIn>;

interface StaleIn {
  readonly uri: string;
  readonly entries: readonly BaselineEntry[];
}

const NONE: Stale = new Map();

/** What baselines accept in files of a workspace that is found there no more. */
export class StaleEntries {
  /** By the plain URIs of the files. */
  private readonly files = new Map<string, Stale>();

  /** `emit` is told the URIs of baselines of which something else is stale. */
  constructor(private readonly emit: (uri: string) => void) {}

  /** Notes what was found in a file for which these baselines hold. */
  note(key: string, baselines: readonly Baseline[], judged: JudgedFile): void {
    const now = new Map<string, StaleIn>();
    for (const baseline of baselines) {
      if (!(baseline instanceof WrittenBaseline)) continue;
      const entries = staleIn(baseline, key, judged);
      if (entries.length > 0) now.set(baseline.key, { uri: baseline.uri, entries });
    }
    this.replace(key, now);
  }

  /** Forgets a file that is gone or left out, or for which no baseline holds. */
  forget(key: string): void {
    this.replace(key, NONE);
  }

  /** The entries of a baseline that are stale, as far as their files have been looked at. */
  of({ key }: Baseline): readonly BaselineEntry[] {
    return [...this.files.values()].flatMap((stale) => stale.get(key)?.entries ?? []);
  }

  private replace(key: string, now: Stale): void {
    const before = this.files.get(key) ?? NONE;
    if (now.size === 0) this.files.delete(key);
    else this.files.set(key, now);
    for (const [baseline, { uri }] of [...before, ...now]) {
      const isSame = JSON.stringify(before.get(baseline)) === JSON.stringify(now.get(baseline));
      if (!isSame) this.emit(uri);
    }
  }
}

function staleIn(
  { folder, entries }: WrittenBaseline,
  key: string,
  judged: JudgedFile,
): readonly BaselineEntry[] {
  const file = fileIn(folder, key);
  const objects = file === undefined || !Object.hasOwn(entries, file) ? undefined : entries[file];
  return file === undefined || objects === undefined ? [] : staleEntries({ [file]: objects }, () => judged);
}

import { type FSWatcher, watch } from 'node:fs';
import { mayBringFiles } from './relevant-files';
import { slashes } from './walk';

/** Events come in flocks: a branch switch is thousands. Those of so many milliseconds are one change. */
const GATHER_MS = 50;

/**
 * Tells of the paths in a folder and its subfolders that were created, changed or deleted, as far as they may be of interest.
 * Where the system cannot watch, nothing is told. Gives what ends it.
 */
export function watchFolder(folder: string, onChange: (paths: readonly string[]) => void): () => void {
  const gathered = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const paths = [...gathered];
    gathered.clear();
    onChange(paths);
  };
  const watcher = watcherOf(folder, (name) => {
    if (!mayBringFiles(name)) return;
    gathered.add(`${folder}/${name}`);
    timer ??= setTimeout(flush, GATHER_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}

function watcherOf(folder: string, onEvent: (name: string) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { recursive: true, persistent: false }, (_, name) => {
      if (name !== null) onEvent(slashes(name));
    });
    // The folder may go, or the system may run out of watches; what is known until then stays right as it was.
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

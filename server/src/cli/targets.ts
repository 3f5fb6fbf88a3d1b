import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonOf } from '../workspace/file-error';
import type { ListedFile, UnreadFile, WorkspaceFiles } from '../workspace/files';
import { pathOf, uriOf } from '../workspace/node-files';
import { slashes } from '../workspace/walk';

/** What the paths of a command line stand for. */
export interface Targets {
  /** Every file once, sorted. */
  readonly files: readonly Target[];
  readonly unreadable: readonly (UnreadFile & { readonly path: string })[];
  /** Paths that the user gave and that lead to nothing. */
  readonly missing: readonly { readonly path: string; readonly message: string }[];
}

export interface Target {
  readonly uri: string;
  /** Absolute, with `/` between its parts. */
  readonly path: string;
  /** Whether the user named the file itself. */
  readonly isNamed: boolean;
}

/** The files that paths, folders and globs stand for. Standard input is not among them. */
export async function targetsOf(paths: readonly string[], files: WorkspaceFiles): Promise<Targets> {
  const found = new Map<string, Target>();
  const unreadable = new Map<string, UnreadFile & { readonly path: string }>();
  const missing: { path: string; message: string }[] = [];
  for (const path of paths) {
    const target = await targetOf(path, files);
    if ('message' in target) {
      missing.push({ path, message: target.message });
      continue;
    }
    for (const { uri, identity } of target.files) {
      // A file that is named and in a folder that is named, too, counts as named.
      const other = found.get(identity);
      const isNamed = target.isNamed || other?.isNamed === true;
      found.set(identity, { uri, path: pathOf(uri), ...other, isNamed });
    }
    for (const unread of target.unreadable)
      unreadable.set(unread.uri, { ...unread, path: pathOf(unread.uri) });
  }
  return { files: [...found.values()].sort(byPath), unreadable: [...unreadable.values()], missing };
}

/** The targets with files that were made meanwhile. */
export function withFiles(targets: Targets, uris: readonly string[]): Targets {
  const made = uris.map((uri) => ({ uri, path: pathOf(uri), isNamed: false }));
  return { ...targets, files: [...targets.files, ...made].sort(byPath) };
}

type Found =
  | {
      readonly files: readonly ListedFile[];
      readonly unreadable: readonly UnreadFile[];
      readonly isNamed: boolean;
    }
  | { readonly message: string };

async function targetOf(path: string, files: WorkspaceFiles): Promise<Found> {
  const absolute = slashes(resolve(path));
  try {
    const uri = uriOf(absolute);
    if (statSync(absolute).isDirectory()) return { ...(await files.list(uri)), isNamed: false };
    return { files: [{ uri, identity: identityOf(absolute) }], unreadable: [], isNamed: true };
  } catch (error) {
    return (await matchesOf(slashes(path), files)) ?? { message: reasonOf(error) };
  }
}

function identityOf(path: string): string {
  try {
    return slashes(realpathSync.native(path));
  } catch {
    // What a shell puts in place of `<(command)` is there, but has no real path.
    return path;
  }
}

/** What a glob stands for; undefined where a path is none. */
async function matchesOf(path: string, files: WorkspaceFiles): Promise<Found | undefined> {
  // Loaded only for who gives a glob: that takes time.
  const { default: picomatch } = await import('picomatch');
  const { base, glob, isGlob } = picomatch.scan(path);
  if (!isGlob) return undefined;
  const folder = slashes(resolve(base));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return { message: 'No file matches' };
  const isMatch = picomatch(glob, { dot: true, nonegate: true });
  const start = folder.endsWith('/') ? folder.length : folder.length + 1;
  const matches = ({ uri }: { readonly uri: string }) => isMatch(pathOf(uri).slice(start));
  const list = await files.list(uriOf(folder));
  const matching = list.files.filter(matches);
  const unreadable = list.unreadable.filter(matches);
  if (matching.length + unreadable.length === 0) return { message: 'No file matches' };
  return { files: matching, unreadable, isNamed: false };
}

function byPath(a: Target, b: Target): number {
  return a.path < b.path ? -1 : 1;
}

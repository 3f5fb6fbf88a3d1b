import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { decode, SIZE_LIMIT } from '../workspace/decode';
import type { FileText, WorkspaceFiles } from '../workspace/files';
import { ChartTemplates, isOtherText } from '../workspace/manifest-file';
import { uriOf } from '../workspace/node-files';
import { slashes } from '../workspace/walk';
import type { LintedText } from './lint-file';
import type { CleanFile, SkippedReport } from './report';
import type { Target } from './targets';

/** What is read of a target: a text to lint, or why there is none. */
export type Read =
  | { readonly lint: LintedText }
  | { readonly skipped: SkippedReport }
  /** The user named it, and it cannot be read. */
  | { readonly missing: SkippedReport }
  /** It need not be read: nothing was found in it when it was as it is. */
  | { readonly clean: CleanFile; readonly uri: string }
  /** No manifest, and nothing to say about it. */
  | { readonly isOther: true };

/**
 * Reads targets, in their order: each when it is asked for, so that no text is kept while others are linted. `cleanOf` may know
 * of a file that need not be read.
 */
export async function* textsOf(
  targets: readonly Target[],
  files: WorkspaceFiles,
  cleanOf: (uri: string, isTemplate: boolean) => CleanFile | undefined = () => undefined,
): AsyncIterable<Read> {
  const charts = new ChartTemplates(existsSync);
  const shown = new ShownPaths();
  for (const target of targets) {
    const clean = cleanOf(target.uri, charts.has(target.path));
    if (clean !== undefined) {
      yield { clean, uri: target.uri };
      continue;
    }
    for (const text of await files.readMany([target.uri])) yield readOf(target, text, charts, shown);
  }
}

/** Reads standard input to its end, as the file that `path` would be. */
export async function stdinText(input: AsyncIterable<Uint8Array>, path: string): Promise<Read> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const absolute = slashes(resolve(path));
  const target = { uri: uriOf(absolute), path: absolute, isNamed: true };
  try {
    for await (const chunk of input) {
      // Read to the end all the same: who writes would fail otherwise.
      if (length <= SIZE_LIMIT) chunks.push(chunk);
      length += chunk.length;
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return missing(path, `Standard input cannot be read: ${message}`);
  }
  return readOf(target, decode(target.uri, joined(chunks)), new ChartTemplates(existsSync), new ShownPaths());
}

/** What the user named and what leads to nothing. */
export function missing(path: string, message: string): Read {
  return missingFile(shownPath(slashes(resolve(path))), message);
}

/** An absolute path as findings show it: relative to the working folder, with `/`. */
export function shownPath(path: string): string {
  const folder = `${slashes(process.cwd())}/`;
  if (path.startsWith(folder)) return path.slice(folder.length);
  return slashes(relative('', path)) || '.';
}

/** Shows the paths of many files, each of which mostly lies beside the one before. */
class ShownPaths {
  private folder = '';
  private shown = '';

  of(path: string): string {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder !== this.folder) {
      this.folder = folder;
      this.shown = shownPath(folder);
      if (this.shown !== '' && !this.shown.endsWith('/')) this.shown += '/';
    }
    return this.shown + path.slice(folder.length);
  }
}

function readOf(
  { uri, path, isNamed }: Target,
  text: FileText,
  charts: ChartTemplates,
  shown: ShownPaths,
): Read {
  const file = shown.of(path);
  if ('code' in text) {
    const { code, message } = text;
    if (isNamed && code === 'unreadable') return missingFile(file, message);
    return { skipped: { file, code, message, isTold: false } };
  }
  if (isOtherText(path, text.text)) return { isOther: true };
  return { lint: { file, uri, text: text.text, isTemplate: charts.has(path) } };
}

function missingFile(file: string, message: string): Read {
  return { missing: { file, code: 'unreadable', message, isTold: true } };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let length = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return bytes;
}

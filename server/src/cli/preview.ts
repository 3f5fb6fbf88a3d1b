import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { pathOf } from '../workspace/node-files';
import type { PendingFile } from '../workspace/pending-files';
import type { FixedTexts } from './fix-targets';
import type { LintedText } from './lint-file';
import { type Read, shownPath } from './texts';

/** `before` is undefined for a new file. */
interface Change {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** Fixed texts that nobody writes, to be shown as unified diffs that `git apply` and `patch -p1` take. */
export class Preview implements FixedTexts {
  private readonly changes = new Map<string, Change>();

  replace({ uri, file, text }: LintedText, fixed: string): undefined {
    this.change(uri, file, text, fixed);
  }

  write(files: readonly PendingFile[]): undefined {
    for (const { uri, before, text } of files) this.change(uri, shownPath(pathOf(uri)), before?.text, text);
  }

  /** What would be read now of a file that was read as it is. */
  now(read: Read): Read {
    const change = 'lint' in read ? this.changes.get(read.lint.uri) : undefined;
    return 'lint' in read && change !== undefined ? { lint: { ...read.lint, text: change.after } } : read;
  }

  /** The diffs of all files, sorted. */
  diffs(): string {
    const all = [...this.changes.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
    return all.map(unifiedDiff).join('');
  }

  private change(uri: string, file: string, now: string | undefined, after: string): void {
    const known = this.changes.get(uri);
    this.changes.set(uri, { file, before: known === undefined ? now : known.before, after });
  }
}

function unifiedDiff({ file, before, after }: Change): string {
  if (before === after) return '';
  const isOutside = /^(?:\.\.\/|\/|[a-z]:)/i.test(file);
  const [from, to] = isOutside ? [file, file] : [`a/${file}`, `b/${file}`];
  return createTwoFilesPatch(
    before === undefined ? '/dev/null' : from,
    to,
    before ?? '',
    after,
    undefined,
    undefined,
    {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    },
  );
}

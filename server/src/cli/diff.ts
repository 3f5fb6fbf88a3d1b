import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { pathOf } from '../workspace/node-files';
import { PendingFiles } from '../workspace/pending-files';
import { counted } from './counted';
import { type Fixing, fixText } from './fix-text';
import type { FileReport, Format } from './report';
import { shownPath } from './texts';

/** What fixes would change, as unified diffs that `git apply` and `patch -p1` take. */
export class DiffFormat implements Format {
  readonly shownFixes = 'none';
  private readonly failures: string[] = [];
  /** What several files may ask of one: shown when all have. */
  private readonly pending = new PendingFiles();
  private changes = 0;
  private files = 0;

  constructor(
    private readonly fixing: Fixing,
    private readonly isQuiet: boolean,
  ) {}

  async file({ file, source }: FileReport): Promise<string> {
    const fixed = await fixText(source, this.fixing, this.pending);
    if (fixed === undefined) return '';
    if ('failure' in fixed) {
      this.failures.push(`kube-harden: the fixes of ${file} failed: ${fixed.failure}\n`);
      return '';
    }
    this.changes += fixed.applied.length;
    if (fixed.text === source.text) return '';
    this.files += 1;
    return unifiedDiff(file, source.text, fixed.text);
  }

  rest(): string {
    const others = this.pending.all();
    this.files += others.length;
    return others
      .map(({ uri, before, text }) => unifiedDiff(shownPath(pathOf(uri)), before?.text, text))
      .join('');
  }

  /** For people: it must not get into the diff. */
  end(): string {
    const changes = counted(this.changes, 'change');
    if (this.isQuiet) return this.failures.join('');
    return `${this.failures.join('')}${changes} in ${counted(this.files, 'file')}; nothing was written\n`;
  }
}

/** `before` is undefined for a new file. */
function unifiedDiff(file: string, before: string | undefined, after: string): string {
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

import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Linter } from '../../../rules/engine/lint';
import { counted } from './counted';
import { type FixLevel, fixText } from './fix-text';
import type { FileReport, Format } from './report';

/** What fixes would change, as unified diffs that `git apply` and `patch -p1` take. */
export class DiffFormat implements Format {
  readonly shownFixes = 'first';
  private readonly failures: string[] = [];
  private changes = 0;
  private files = 0;

  constructor(
    private readonly linter: Linter,
    private readonly level: FixLevel,
    private readonly isQuiet: boolean,
  ) {}

  file({ file, source }: FileReport): string {
    const fixed = fixText(source, this.linter, this.level);
    if (fixed === undefined) return '';
    if ('failure' in fixed) {
      this.failures.push(`kube-harden: the fixes of ${file} failed: ${fixed.failure}\n`);
      return '';
    }
    this.changes += fixed.applied.length;
    this.files += 1;
    return unifiedDiff(file, source.text, fixed.text);
  }

  /** For people: it must not get into the diff. */
  end(): string {
    const changes = counted(this.changes, 'change');
    if (this.isQuiet) return this.failures.join('');
    return `${this.failures.join('')}${changes} in ${counted(this.files, 'file')}; nothing was written\n`;
  }
}

function unifiedDiff(file: string, before: string, after: string): string {
  const isOutside = /^(?:\.\.\/|\/|[a-z]:)/i.test(file);
  const [from, to] = isOutside ? [file, file] : [`a/${file}`, `b/${file}`];
  return createTwoFilesPatch(from, to, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

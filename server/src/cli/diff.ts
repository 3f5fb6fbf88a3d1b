import { counted } from './counted';
import type { Format, SkippedReport, Summary } from './report';

/** Of a run that shows what fixes would change: the diffs say it all. */
export class DiffFormat implements Format {
  readonly shownFixes = 'none';

  constructor(private readonly isQuiet: boolean) {}

  file(): string {
    return '';
  }

  /** For people: it must not get into the diff. */
  end(_skipped: readonly SkippedReport[], { fixed }: Summary): string {
    if (this.isQuiet || fixed === undefined) return '';
    return `${counted(fixed.changes, 'change')} in ${counted(fixed.files, 'file')}; nothing was written\n`;
  }
}

import type { Source } from '../../../rules/yaml/source';
import type { Workspace } from '../workspace/workspace';
import { type AroundOf, aroundIn } from './around';
import { type LintedFile, type LintedText, lintFile } from './lint-file';
import type { Remembered } from './remembered';
import type { CleanFile, Format } from './report';

/** Of how many files at most it is noted what they have asked of others: files that lie together often ask the same. */
const ASKED = 64;

/** Lints texts with what the other files say, or looks up what came of that in an earlier run. */
export class TextLinter {
  private readonly aroundOf: AroundOf;
  private linted = 0;

  constructor(
    private readonly workspace: Workspace,
    private readonly shownFixes: Format['shownFixes'],
    private readonly remembered: Remembered | undefined,
  ) {
    this.aroundOf = aroundIn(workspace);
  }

  async lint(text: LintedText): Promise<LintedFile> {
    const known = this.remembered?.recall(text);
    if (known !== undefined) return known;
    // What some files have asked is kept for the next, and then forgotten all at once.
    if (this.linted++ % ASKED === 0) this.workspace.forgetQuestions();
    const { workspace, shownFixes, aroundOf } = this;
    const linter = (source: Source) => workspace.lintNoted(source) ?? workspace.lint(source);
    const linted = await lintFile(text, linter, shownFixes, aroundOf);
    this.remembered?.keep(text, linted);
    return linted;
  }

  /** What is to be told of a file that is as it was when nothing was found in it; undefined for all others. */
  clean(uri: string, isTemplate: boolean): CleanFile | undefined {
    return this.remembered?.clean(uri, isTemplate);
  }
}

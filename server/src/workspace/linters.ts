import { type Linter, linterOf } from '../../../rules/engine/lint';
import type { LintOptions } from '../../../rules/engine/problem';
import type { AnyRule } from '../../../rules/engine/rule';
import { type TextLinter, textLinterOf } from '../../../rules/engine/text-lint';

/** One linter for the same options, whoever asks: to make one takes time, and room. */
export class Linters {
  private readonly linters = new WeakMap<LintOptions, Linter>();
  private readonly textLinters = new WeakMap<LintOptions, TextLinter>();

  constructor(private readonly rules: readonly AnyRule[]) {}

  /** For whole texts. */
  of(options: LintOptions): Linter {
    const linter = this.linters.get(options) ?? linterOf(this.rules, options);
    this.linters.set(options, linter);
    return linter;
  }

  /** For texts that people type in. */
  ofTexts(options: LintOptions): TextLinter {
    const linter = this.textLinters.get(options) ?? textLinterOf(this.rules, options);
    this.textLinters.set(options, linter);
    return linter;
  }
}

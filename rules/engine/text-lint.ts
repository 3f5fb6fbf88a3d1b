import { readManifests } from '../kubernetes/manifest';
import type { Source } from '../yaml/source';
import { IGNORES_FILE, MARKER } from './ignore';
import { compareVersions, type TextPart } from './kept-parts';
import { type Judge, judgeOf, LENGTH_LIMIT, tooLarge } from './lint';
import { type FoundDocument, foundDocument, PartedResult, PartResult, type TextResult } from './part-result';
import type { LintOptions } from './problem';
import type { AnyRule } from './rule';
import type { Sight } from './workspace-index';

interface LintedPart extends TextPart {
  readonly found: FoundDocument;
}

/** What was found in a version of a text. The next version takes from it what has stayed. */
export interface TextLint {
  readonly result: TextResult;
  readonly uri: string;
  readonly text: string;
  readonly parts: readonly LintedPart[];
  readonly isPartial: boolean;
  /** Whether there may be ignore comments. */
  readonly mayIgnore: boolean;
}

/** Lints one version of a text after another: `before` is what it gave for the last one. */
export type TextLinter = (source: Source, sight: Sight, before?: TextLint) => TextLint;

/**
 * A linter for texts that people type in. It finds what any linter does, and looks only at documents that have changed, or
 * about which other files now say something else. What is known of the others moves with them when somebody asks for it.
 */
export function textLinterOf(rules: readonly AnyRule[], options: LintOptions): TextLinter {
  const judge = judgeOf(rules, options);
  return (source, sight, before) => {
    const { view, noted, isSame } = sight;
    const { uri, text } = source;
    const isPartial = options.isPartial || view.roleOf(uri).isPartial;
    const whole = { uri, text: '', parts: [], isPartial, mayIgnore: true };
    if (text.length > LENGTH_LIMIT) return { ...whole, result: tooLarge() };
    const isUsable = before?.uri === uri && before.isPartial === isPartial;
    const comparison = compareVersions(source, isUsable ? before : undefined);
    const isNewIgnore = comparison?.news.includes(MARKER) === true;
    if (comparison === undefined || (isNewIgnore && IGNORES_FILE.test(comparison.news)))
      return { ...whole, result: judge(source, readManifests(source, isPartial), view) };
    const mayIgnore = isNewIgnore || (isUsable && before.mayIgnore);
    const look = lookAgain(judge, { source, isPartial, mayIgnore }, sight.again);
    const parts = comparison.parts.map(({ known, slice, line }): LintedPart => {
      if (known !== undefined && isSame(known.found.asked)) return { slice, line, found: known.found };
      const read = () => readManifests(source, isPartial, [slice]);
      const { result, asked } = noted(() => judge(source, read(), view, mayIgnore));
      return { slice, line, found: foundDocument({ slice, line }, result, asked) };
    });
    const results = parts.map((part) => new PartResult(uri, part, part.found, look));
    return { uri, text, parts, isPartial, mayIgnore, result: new PartedResult(results) };
  };
}

interface KnownText {
  readonly source: Source;
  readonly isPartial: boolean;
  readonly mayIgnore: boolean;
}

/** Apart from the rest: it is kept as long as the version, and would hold on to all that is at hand there. */
function lookAgain(judge: Judge, { source, isPartial, mayIgnore }: KnownText, view: Sight['again']) {
  return ({ slice }: TextPart) => judge(source, readManifests(source, isPartial, [slice]), view(), mayIgnore);
}

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintOptions } from '../../../rules/engine/problem';
import type { Standards } from '../../../rules/engine/rule';
import { rules } from '../../../rules/index';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { credentialsFoundBy } from '../workspace/credentials';
import { hashOf, type ScanMemory } from '../workspace/scan-memory';
import type { Workspace } from '../workspace/workspace';
import type { Answers, Recalled } from '../workspace/workspace-host';
import type { LintedFile, LintedText } from './lint-file';
import type { CleanFile, Format, ReportedProblem, SkippedReport } from './report';

/**
 * What is kept of a linted file: nothing of its text but what messages say of it, so no edit of a fix. Nothing at all where what
 * it says to others may repeat a credential, such as one in a label.
 */
interface Kept extends CleanFile {
  readonly shownFixes: Format['shownFixes'];
  /** Of the files around, where it hangs on them. */
  readonly around?: string;
  readonly problems: readonly Omit<ReportedProblem, 'standards' | 'assist'>[];
  readonly skipped: readonly Omit<SkippedReport, 'file'>[];
}

/** Looks up what came of linting a file in an earlier run, for formats that show no edits of fixes. */
export class Remembered {
  private readonly digests = new Map<string, string>();
  private readonly known = new Map<string, string>();

  constructor(
    private readonly memory: ScanMemory,
    private readonly optionsFor: (uri: string) => LintOptions | undefined,
    private readonly workspace: Workspace,
    private readonly shownFixes: Format['shownFixes'],
  ) {}

  /** What linting a text would give; undefined where nobody can say without doing it. */
  recall(text: LintedText): LintedFile | undefined {
    const source = sourceIn(text);
    const options = this.optionsFor(source.uri);
    if (options === undefined) return undefined;
    const kept = this.valid(this.memory.found(source, options, this.answers), source.uri);
    if (kept === undefined) return undefined;
    const { documents, objects, accepted, problems, skipped } = kept;
    return {
      report: {
        file: text.file,
        source,
        positions: TextDocument.create(source.uri, source.language, 0, source.text),
        problems: problems.map((problem) => ({ ...problem, standards: standards.get(problem.rule) ?? {} })),
        others: [],
      },
      skipped: skipped.map((entry) => ({ ...entry, file: text.file })),
      failures: [],
      documents,
      objects,
      accepted,
      asked: undefined,
      hangsOnFolder: kept.around !== undefined,
    };
  }

  /** What is to be told of a file that is as it was when nothing was found in it; undefined for all others. */
  clean(uri: string, isTemplate: boolean): CleanFile | undefined {
    const kept = this.valid(this.memory.foundIn({ uri, isTemplate }, this.answers), uri);
    return kept?.problems.length === 0 && kept.skipped.length === 0 ? kept : undefined;
  }

  /** Keeps what came of linting a text for the next run, where it hangs on nothing but what was asked. */
  keep(text: LintedText, linted: LintedFile): void {
    const { report, skipped, documents, objects, accepted, asked } = linted;
    const source = sourceIn(text);
    const options = this.optionsFor(source.uri);
    const around = linted.hangsOnFolder ? this.around(source.uri) : undefined;
    const isUnsure = asked === undefined || (linted.hangsOnFolder && around === undefined);
    if (isUnsure || options === undefined || credentials.areAccepted(accepted)) return;
    const kept: Kept = {
      shownFixes: this.shownFixes,
      ...(around === undefined ? {} : { around }),
      documents,
      objects,
      ...(accepted === undefined ? {} : { accepted }),
      problems: report.problems.map(({ standards: _standards, assist: _assist, fixes, ...problem }) => ({
        ...problem,
        fixes: fixes.map(({ title, safety }) => ({ title, safety, edits: [] })),
      })),
      skipped: skipped.map(({ file: _file, ...entry }) => entry),
    };
    this.memory.keep(source, options, asked, kept);
    this.memory.hide(source, credentials.spansOf(report.problems));
  }

  private valid(found: Recalled | undefined, uri: string): Kept | undefined {
    // Nobody else keeps anything there, and the file it is read from is the user's own.
    const kept = found?.result as Kept | undefined;
    if (kept?.shownFixes !== this.shownFixes) return undefined;
    if (found?.isSure === true) return kept;
    if (kept.around !== undefined && kept.around !== this.around(uri)) return undefined;
    this.memory.confirm(uri);
    return kept;
  }

  /** No facts change while files are linted, so that each question is answered once. */
  private readonly answers: Answers = (questions) =>
    questions.map((question) => {
      const known = this.known.get(question) ?? this.workspace.answerTo(question);
      const short = known === undefined || this.known.has(question) ? known : hashOf(known);
      if (short !== undefined) this.known.set(question, short);
      return short;
    });

  /** Another text where something else lies around a file; undefined where something does of which only the name is known. */
  private around(uri: string): string | undefined {
    const near = this.workspace.near(uri);
    if (near.some((one) => this.optionsFor(one) === undefined)) return undefined;
    const key = near.join('\n');
    const known = this.digests.get(key) ?? this.memory.digest(near);
    this.digests.set(key, known);
    return known;
  }
}

const credentials = credentialsFoundBy(rules);

const standards: ReadonlyMap<string, Standards> = new Map(rules.map(({ meta }) => [meta.id, meta.standards]));

function sourceIn({ uri, text, isTemplate }: LintedText): Source {
  return sourceOf(uri, text, { isTemplate });
}

import type { Diagnostic } from 'vscode-languageserver';
import { type Range, TextDocument } from 'vscode-languageserver-textdocument';
import type { PartResult, TextResult } from '../../../rules/engine/part-result';
import type { Problem, Skipped } from '../../../rules/engine/problem';
import type { Source } from '../../../rules/yaml/source';
import { rangeOf } from '../positions';
import type { Settings } from './settings';

/** A problem and where the protocol says it is. */
export interface PlacedProblem {
  readonly problem: Problem;
  readonly range: Range;
}

/** A version of an open document, and how far it could be read. */
export interface ReadVersion {
  readonly source: Source;
  readonly settings: Settings;
  readonly skipped: readonly Skipped[];
}

/** What is known about one version of an open document. */
export class Analysis implements ReadVersion {
  readonly version: number;
  readonly source: Source;
  readonly settings: Settings;
  /** What is wrong in a configuration file. */
  readonly notes: readonly Diagnostic[];
  readonly #document: TextDocument;
  readonly #result: TextResult;
  #problems: readonly PlacedProblem[] | undefined;

  /** `source` is the text of the document as it stands now. */
  constructor(
    document: TextDocument,
    source: Source,
    settings: Settings,
    result: TextResult,
    notes: readonly Diagnostic[],
  ) {
    this.version = document.version;
    this.source = source;
    this.settings = settings;
    this.notes = notes;
    this.#document = document;
    this.#result = result;
  }

  /** In the order of the text. Only what stands in this document. */
  get problems(): readonly PlacedProblem[] {
    this.#problems ??= this.placed(this.#result.problems);
    return this.#problems;
  }

  /** What there is to say about each document of the text, where they were looked at one by one. */
  get parts(): readonly PartResult[] | undefined {
    return this.#result.parts;
  }

  get skipped(): readonly Skipped[] {
    return this.#result.skipped;
  }

  /** Some of the problems. */
  placed(problems: readonly Problem[]): readonly PlacedProblem[] {
    const document = this.#ownDocument();
    return problems
      .filter(({ place }) => place.uri === document.uri)
      .map((problem) => ({ problem, range: rangeOf(document, problem.place.span) }));
  }

  /** The document goes on to other versions, and an analysis stays what it was. */
  #ownDocument(): TextDocument {
    if (this.#document.version === this.version) return this.#document;
    const { uri, languageId } = this.#document;
    return TextDocument.create(uri, languageId, this.version, this.source.text);
  }
}

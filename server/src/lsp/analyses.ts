import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextResult } from '../../../rules/engine/part-result';
import type { LintResult } from '../../../rules/engine/problem';
import type { Source } from '../../../rules/yaml/source';
import { Analysis } from './analysis';
import type { Configuration } from './configuration';
import { type Reading, readingOf, readSource } from './manifest-documents';
import type { Settings } from './settings';

/** A document as it stands, with what is needed to lint it. */
export interface Ready {
  readonly document: TextDocument;
  readonly reading: Reading;
  readonly settings: Settings;
}

/** What `Analyses` works with. */
export interface Workshop {
  readonly open: (uri: string) => TextDocument | undefined;
  readonly exists: (uri: string) => Promise<boolean>;
  readonly configuration: Configuration;
  /** Takes what a document says to other files. */
  readonly take: (source: Source, settings: Settings) => void;
  /** Lints a text of a document that was taken, with its settings and what is known of other files. */
  readonly lint: (source: Source) => TextResult;
  /** What is wrong in a source that is a configuration file. */
  readonly notes: (source: Source) => readonly Diagnostic[];
  readonly reportFailures: (uri: string, failures: LintResult['failures']) => void;
}

/** Longest lint that may hold up the messages that have come in meanwhile. */
export const quickMilliseconds = 16;

/** Lints each version of each open document once, and keeps nothing of closed ones. */
export class Analyses {
  readonly #workshop: Workshop;
  readonly #readings = new Map<string, Promise<Reading | undefined>>();
  readonly #latest = new Map<string, Analysis>();
  readonly #milliseconds = new Map<string, number>();

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  /**
   * The document as it stands when its settings are known, for `lint` in the same turn; undefined where it is not open or
   * none of ours.
   */
  async ready(uri: string): Promise<Ready | undefined> {
    const opened = this.#workshop.open(uri);
    if (opened === undefined) return undefined;
    const reading = await this.#reading(opened);
    if (reading === undefined) return undefined;
    const settings = await this.#workshop.configuration.of(uri);
    const document = this.#workshop.open(uri);
    return document === undefined ? undefined : { document, reading, settings };
  }

  /** What is known about the document as it stands now. */
  async of(uri: string): Promise<Analysis | undefined> {
    const ready = await this.ready(uri);
    return ready === undefined ? undefined : this.lint(ready);
  }

  /** The analysis of a document, made now where this version has none with these settings yet. */
  lint({ document, reading, settings }: Ready): Analysis {
    const { uri, version } = document;
    const latest = this.#latest.get(uri);
    if (latest?.version === version && latest.settings.key === settings.key) return latest;
    const start = performance.now();
    const source = readSource(document, reading);
    this.#workshop.take(source, settings);
    const result = settings.isEnabled ? this.#workshop.lint(source) : nothing;
    const analysis = new Analysis(document, source, settings, result, this.#workshop.notes(source));
    this.#latest.set(uri, analysis);
    this.#milliseconds.set(uri, performance.now() - start);
    this.#workshop.reportFailures(uri, result.failures);
    return analysis;
  }

  /** How long the document took to lint the last time; 0 before the first. */
  millisecondsOf(uri: string): number {
    return this.#milliseconds.get(uri) ?? 0;
  }

  /** What other files say about a document has changed. */
  outdate(uri: string): void {
    this.#latest.delete(uri);
  }

  /** Forgets a document. */
  forget(uri: string): void {
    this.#readings.delete(uri);
    this.#latest.delete(uri);
    this.#milliseconds.delete(uri);
  }

  #reading(document: TextDocument): Promise<Reading | undefined> {
    const known = this.#readings.get(document.uri);
    if (known !== undefined) return known;
    const reading = readingOf(document, this.#workshop.exists);
    this.#readings.set(document.uri, reading);
    return reading;
  }
}

/** Names the version of the document with its settings. Needs no lint. */
export function stateOf({ document, reading, settings }: Ready): string {
  return `${settings.key}\n${reading.language} ${reading.isTemplate} ${document.version}\n`;
}

const nothing: LintResult = { problems: [], skipped: [], documents: 0, objects: 0, failures: [] };

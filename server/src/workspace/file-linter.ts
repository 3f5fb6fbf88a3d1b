import type { Fact } from '../../../rules/engine/facts';
import type { TextResult } from '../../../rules/engine/part-result';
import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import type { Asked } from '../../../rules/engine/questions';
import type { TextLint } from '../../../rules/engine/text-lint';
import { plainUri } from '../../../rules/engine/uri';
import type { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { textHash } from '../lsp/text-hash';
import { ActiveRules } from './active-rules';
import { type Credentials, credentialsFoundBy } from './credentials';
import type { ClosedText } from './fact-reader';
import {
  digestOf,
  type FileFindings,
  findingsOf,
  noDigest,
  noFindings,
  unreadFindings,
} from './file-findings';
import type { FileState, FileStates } from './file-states';
import type { Linters } from './linters';
import type { StaleEntries } from './stale-entries';
import type { FileMemory, WorkspaceHost } from './workspace-host';

const NOTHING: LintResult = { problems: [], skipped: [], documents: 0, objects: 0, failures: [] };

/** What is found in a text, and what was asked about others. */
export interface NotedResult extends LintResult {
  readonly asked: readonly Asked[];
}

/** What other options to lint with than are configured. Best the same function for the same change. */
export type OptionsChange = (configured: LintOptions) => LintOptions;

const asConfigured: OptionsChange = (configured) => configured;

/** Lints files with what an index knows of the others. */
export class FileLinter {
  /** What was found in the last versions of open documents. */
  private readonly versions = new Map<string, { readonly options: LintOptions; readonly lint: TextLint }>();
  private readonly changes = new WeakMap<LintOptions, Map<OptionsChange, LintOptions>>();
  private readonly credentials: Credentials;
  private readonly active: ActiveRules;

  constructor(
    private readonly host: WorkspaceHost,
    private readonly index: WorkspaceIndex,
    private readonly linters: Linters,
    private readonly stale: StaleEntries,
  ) {
    this.active = new ActiveRules(host.rules);
    this.credentials = credentialsFoundBy(host.rules);
  }

  /** Everything there is to say about a source; nothing where it is left out. */
  lint(source: Source): LintResult {
    const options = this.host.optionsFor(source.uri);
    if (options === undefined) return NOTHING;
    const linter = this.linters.of(options);
    return this.index.asking(plainUri(source.uri), options.closedWorld, ({ view }) => linter(source, view));
  }

  /** The same, and all that is asked about other files. */
  lintNoted(source: Source): NotedResult {
    const options = this.host.optionsFor(source.uri);
    if (options === undefined) return { ...NOTHING, asked: [] };
    const linter = this.linters.of(options);
    return this.index.asking(plainUri(source.uri), options.closedWorld, ({ view, noted }) => {
      const { result, asked } = noted(() => linter(source, view));
      return { ...result, asked };
    });
  }

  /** The same for the next version of a document that is open: it looks only at what has changed. */
  lintNext(source: Source): TextResult {
    const options = this.host.optionsFor(source.uri);
    if (options === undefined) return NOTHING;
    const key = plainUri(source.uri);
    const known = this.versions.get(key);
    const before = known?.options === options ? known.lint : undefined;
    const linter = this.linters.ofTexts(options);
    const lint = this.index.asking(key, options.closedWorld, (sight) => linter(source, sight, before));
    this.versions.set(key, { options, lint });
    this.judge(key, options, () => {
      const { skipped, failures, accepted = [] } = lint.result;
      return skipped.length === 0 && failures.length === 0 ? accepted : undefined;
    });
    return lint.result;
  }

  /** Forgets the last version of a document. */
  forget(key: string): void {
    this.versions.delete(key);
  }

  /**
   * What there would be to say about a text that may never be saved, linted as configured or as `change` makes of that. Notes
   * nothing of what it asks.
   */
  tryOut(source: Source, change: OptionsChange = asConfigured, asked?: Map<string, Asked>): LintResult {
    const configured = this.host.optionsFor(source.uri);
    if (configured === undefined) return NOTHING;
    const options = this.changed(configured, change);
    const view = this.index.glance(plainUri(source.uri), options.closedWorld, asked);
    return this.linters.of(options)(source, view);
  }

  /** What there would be to say about a text with other facts than those in the index. Notes nothing of what it asks. */
  tryVersion(source: Source, facts: readonly Fact[]): LintResult {
    return this.index.tried(plainUri(source.uri), facts, () => this.tryOut(source));
  }

  /** Whether a source is known to be a patch or another fragment. */
  isPartial(uri: string): boolean {
    return (
      this.host.optionsFor(uri)?.isPartial === true || this.index.glance(uri, false).roleOf(uri).isPartial
    );
  }

  /** One object for all that is linted with it: linters are kept by object. */
  private changed(options: LintOptions, change: OptionsChange): LintOptions {
    if (change === asConfigured) return options;
    const known = this.changes.get(options) ?? new Map<OptionsChange, LintOptions>();
    this.changes.set(options, known);
    const changed = known.get(change) ?? change(options);
    known.set(change, changed);
    return changed;
  }

  /** The same for a text that is only tried, and that has other facts than those in the index. */
  try(source: Source, facts: readonly Fact[]): LintResult {
    return this.index.tried(plainUri(source.uri), facts, () => this.lint(source));
  }

  /** What is kept of it. A bug in the engine costs one file's findings. */
  found(source: Source): FileFindings {
    return this.kept(source, () => this.lint(source));
  }

  /** The same for the next version of a document that is open. */
  foundNext(source: Source): FileFindings {
    return this.kept(source, () => this.lintNext(source));
  }

  /** What is kept of it, and kept in a memory for later scans. */
  private foundFor(memory: FileMemory, source: Source): FileFindings {
    const options = this.host.optionsFor(source.uri);
    let asked: readonly Asked[] | undefined;
    const found = this.kept(source, () => {
      const result = this.lintNoted(source);
      const isKept = result.failures.length === 0 && !this.credentials.areAccepted(result.accepted);
      if (isKept) asked = result.asked;
      return result;
    });
    if (asked === undefined || options === undefined) return found;
    memory.keep(source, options, asked, found);
    memory.hide(source, this.credentials.spansOf(found.problems.map(({ problem }) => problem)));
    return found;
  }

  /**
   * Takes what a memory knows of a closed file that has the text its facts are from. Gives whether that is news; undefined where
   * nobody can say without linting.
   */
  recall(key: string, files: FileStates, memory: FileMemory): boolean | undefined {
    const state = files.get(key);
    const options = state === undefined ? undefined : this.host.optionsFor(state.uri);
    if (state === undefined || state.open !== undefined || options === undefined) return undefined;
    const file = { uri: state.uri, isTemplate: files.isTemplate(key) };
    const known = this.index.asking(key, options.closedWorld, ({ ask }) =>
      memory.foundIn(file, (questions) => questions.map((one) => shortly(ask(one), memory)), state.factsHash),
    );
    if (known === undefined) return undefined;
    state.textHash = state.factsHash;
    // Nobody else keeps anything there.
    const findings = known.result as FileFindings;
    const isNone = findings.hash === noFindings.hash && findings.accepted?.length === 0;
    return this.take(state, isNone ? noFindings : findings);
  }

  private take(state: FileState, findings: FileFindings | undefined): boolean {
    const before = state.isUntold ? undefined : (state.digest ?? noDigest).hash;
    state.isUntold = false;
    const options = findings && this.host.optionsFor(state.uri);
    if (options === undefined) this.stale.forget(plainUri(state.uri));
    else this.judge(plainUri(state.uri), options, () => findings?.accepted);
    state.findings = findings;
    state.digest = findings && digestOf(findings);
    return before !== (state.digest ?? noDigest).hash;
  }

  /** Notes which of what baselines accept is found no more. Where nobody has seen all of a file, none of it is. */
  private judge(key: string, options: LintOptions, acceptedIn: () => LintResult['accepted']): void {
    if (options.baselines.length === 0) {
      this.stale.forget(key);
      return;
    }
    const accepted = acceptedIn();
    const hasRun = (rule: string) => accepted !== undefined && this.active.in(options).has(rule);
    this.stale.note(key, options.baselines, { found: accepted ?? [], hasRun });
  }

  private kept(source: Source, lint: () => LintResult): FileFindings {
    try {
      const result = lint();
      if (result.failures.length > 0) this.host.reportFailures?.(source.uri, result.failures);
      return findingsOf(source, result);
    } catch (error) {
      this.host.reportFailures?.(source.uri, [{ rule: 'workspace', document: 0, error }]);
      return noFindings;
    }
  }

  /** Keeps what a lint of a closed file finds. Gives whether that is news. */
  keep(closed: ClosedText, files: FileStates, memory?: FileMemory): boolean {
    const { state, text } = closed;
    const hash = 'text' in text ? textHash(text.text) : undefined;
    // Mostly the file is still as it was when its facts were read: then one text is kept for both.
    state.textHash = hash === state.factsHash ? state.factsHash : hash;
    return this.take(state, this.findingsIn(closed, files, memory));
  }

  private findingsIn(
    { key, state: { uri }, text }: ClosedText,
    files: FileStates,
    memory: FileMemory | undefined,
  ): FileFindings | undefined {
    if (this.host.optionsFor(uri) === undefined) return undefined;
    if ('code' in text) return unreadFindings(text);
    const source = files.sourceOf(key, uri, text.text);
    if (source === undefined) return undefined;
    return memory === undefined ? this.found(source) : this.foundFor(memory, source);
  }
}

function shortly(asked: Asked | undefined, memory: FileMemory): string | undefined {
  return asked === undefined ? undefined : memory.short(asked);
}

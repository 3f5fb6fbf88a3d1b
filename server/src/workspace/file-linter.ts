import { type Linter, linterOf } from '../../../rules/engine/lint';
import type { LintOptions, LintResult } from '../../../rules/engine/problem';
import { plainUri } from '../../../rules/engine/uri';
import type { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { textHash } from '../lsp/text-hash';
import type { ClosedText } from './fact-reader';
import { type FileFindings, findingsOf, noFindings, unreadFindings } from './file-findings';
import type { FileStates } from './file-states';
import type { WorkspaceHost } from './workspace-host';

const NOTHING: LintResult = { problems: [], skipped: [], documents: 0, objects: 0, failures: [] };

/** Lints files with what an index knows of the others. */
export class FileLinter {
  private readonly linters = new WeakMap<LintOptions, Linter>();

  constructor(
    private readonly host: WorkspaceHost,
    private readonly index: WorkspaceIndex,
  ) {}

  /** Everything there is to say about a source; nothing where it is left out. */
  lint(source: Source): LintResult {
    const options = this.host.optionsFor(source.uri);
    if (options === undefined) return NOTHING;
    const linter = this.linters.get(options) ?? linterOf(this.host.rules, options);
    this.linters.set(options, linter);
    return linter(source, this.index.viewFor(plainUri(source.uri), options.closedWorld));
  }

  /** What is kept of it. A bug in the engine costs one file's findings. */
  found(source: Source): FileFindings {
    try {
      const result = this.lint(source);
      if (result.failures.length > 0) this.host.reportFailures?.(source.uri, result.failures);
      return findingsOf(source, result);
    } catch (error) {
      this.host.reportFailures?.(source.uri, [{ rule: 'workspace', document: 0, error }]);
      return noFindings;
    }
  }

  /** Keeps what a lint of a closed file finds. Gives whether that is news. */
  keep(closed: ClosedText, files: FileStates): boolean {
    const { state, text } = closed;
    const before = state.isUntold === true ? undefined : (state.findings?.hash ?? noFindings.hash);
    state.isUntold = false;
    state.textHash = 'text' in text ? textHash(text.text) : undefined;
    state.findings = this.findingsIn(closed, files);
    return before !== (state.findings?.hash ?? noFindings.hash);
  }

  private findingsIn({ key, state: { uri }, text }: ClosedText, files: FileStates): FileFindings | undefined {
    if (this.host.optionsFor(uri) === undefined) return undefined;
    if ('code' in text) return unreadFindings(text);
    const source = files.sourceOf(key, uri, text.text);
    return source === undefined ? undefined : this.found(source);
  }
}

import type { RemoteConsole } from 'vscode-languageserver';
import type { LintResult } from '../../../rules/engine/problem';
import { describeError } from './guard';

/** What the server tells the client's log. It says nothing twice that would be the same each time. */
export class Log {
  readonly #console: RemoteConsole;
  readonly #told = new Set<string>();

  constructor(console: RemoteConsole) {
    this.#console = console;
  }

  /** Something that failed and should not have. */
  readonly report = (what: string, error: unknown): void => {
    this.#console.error(`${what} failed: ${describeError(error)}`);
  };

  /** Something that somebody may want to look up. */
  readonly note = (message: string): void => {
    this.#console.info(message);
  };

  /** Something the user can put right; told once. */
  readonly warn = (message: string): void => {
    if (this.#isNews(message)) this.#console.warn(message);
  };

  /** Rules that failed in a document; each rule's first failure is told. */
  readonly reportRules = (uri: string, failures: LintResult['failures']): void => {
    for (const { rule, document, error } of failures) {
      if (this.#isNews(rule)) this.report(`Rule ${rule} in document ${document + 1} of ${uri}`, error);
    }
  };

  #isNews(name: string): boolean {
    const isNews = !this.#told.has(name);
    this.#told.add(name);
    return isNews;
  }
}

import type { TextResult } from '../../../rules/engine/part-result';
import type { LintResult } from '../../../rules/engine/problem';
import { plainUri } from '../../../rules/engine/uri';
import { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { FactReader } from './fact-reader';
import { FileLinter } from './file-linter';
import { FileStates } from './file-states';
import { Linters } from './linters';
import { StaleEntries } from './stale-entries';
import { type WorkspaceHost, withoutConfigFiles } from './workspace-host';

/** What lies in no folder is told to nobody. */
const nobodyTold = new StaleEntries(() => {});

/** Open documents that lie in no folder of the workspace. Each is linted as if it were all there is. */
export class LooseTexts {
  /** Of the document that was linted last, and of no other. */
  private readonly index = new WorkspaceIndex();
  private readonly reader: FactReader;
  private readonly linter: FileLinter;
  private last: string | undefined;

  constructor(given: WorkspaceHost) {
    const host = withoutConfigFiles(given);
    const linters = new Linters(host.rules);
    this.reader = new FactReader(host, new FileStates(), linters);
    this.linter = new FileLinter(host, this.index, linters, nobodyTold);
  }

  /** Everything there is to say about the next version of a document. */
  lint(source: Source): TextResult {
    this.index.update(this.alone(source), this.reader.nextFactsIn(source));
    return this.linter.lintNext(source);
  }

  /** What there would be to say about another version of a document, which may never be saved. */
  tryVersion(source: Source): LintResult {
    this.alone(source);
    return this.linter.tryVersion(source, this.reader.factsIn(source));
  }

  /** Forgets a document. */
  forget(uri: string): void {
    const key = plainUri(uri);
    this.index.remove(key);
    this.reader.forget(key);
    this.linter.forget(key);
  }

  /** Leaves nothing in the index but what is known of one document. Gives its key. */
  private alone({ uri }: Source): string {
    const key = plainUri(uri);
    if (this.last !== undefined && this.last !== key) this.index.remove(this.last);
    this.last = key;
    return key;
  }
}

import type { LintResult } from '../../../rules/engine/problem';
import { plainUri } from '../../../rules/engine/uri';
import { WorkspaceIndex } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { FactReader } from './fact-reader';
import { FileLinter } from './file-linter';
import { FileStates } from './file-states';
import type { Linters } from './linters';
import type { WorkspaceHost } from './workspace-host';

/** What is kept of one text: what it says, to itself alone. */
interface LooseText {
  readonly index: WorkspaceIndex;
  readonly reader: FactReader;
  readonly linter: FileLinter;
}

/** Open documents that lie in no folder of the workspace. Each is linted as if it were all there is. */
export class LooseTexts {
  private readonly texts = new Map<string, LooseText>();

  constructor(
    private readonly host: WorkspaceHost,
    private readonly linters: Linters,
  ) {}

  /** Everything there is to say about the next version of a document. */
  lint(source: Source): LintResult {
    const key = plainUri(source.uri);
    const { index, reader, linter } = this.texts.get(key) ?? this.add(key);
    index.update(key, reader.nextFactsIn(source));
    return linter.lintNext(source);
  }

  /** Forgets a document. */
  forget(uri: string): void {
    this.texts.delete(plainUri(uri));
  }

  private add(key: string): LooseText {
    const index = new WorkspaceIndex();
    const reader = new FactReader(this.host, new FileStates(), this.linters);
    const text = { index, reader, linter: new FileLinter(this.host, index, this.linters) };
    this.texts.set(key, text);
    return text;
  }
}

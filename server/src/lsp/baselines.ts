import type { Connection } from 'vscode-languageserver';
import { type BaselineEntries, fileIn } from '../../../rules/engine/baseline';
import { changedBaseline, type JudgedFile } from '../../../rules/engine/baseline-update';
import { plainUri } from '../../../rules/engine/uri';
import type { BaselineAnswer, BaselineParams } from '../protocol';
import { outcomeOf } from '../workspace/baseline-outcome';
import type { ConfigFiles } from '../workspace/config-files';
import { baselineName, newBaselineIn } from '../workspace/config-names';
import { Pause } from '../workspace/pause';
import type { ScanOptions } from '../workspace/workspace-host';
import type { ClientFeatures } from './client-features';
import type { Log } from './log';
import type { Roots } from './roots';
import { withProgress } from './scan-progress';
import { type Texts, textsNow } from './texts-now';

/** What `Baselines` works with. */
export interface BaselineParts extends Texts {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly configs: ConfigFiles;
  readonly roots: Roots;
  readonly exists: (uri: string) => Promise<boolean>;
}

/** How many files are read at once. */
const batchSize = 64;
/** How long work may go on without giving way. */
const workMilliseconds = 10;

/** Works out the baselines that the folders of the workspace should have, and writes none. */
export class Baselines {
  readonly #parts: BaselineParts;

  constructor(parts: BaselineParts) {
    this.#parts = parts;
  }

  /** What to write for each folder; nothing where the user has ended it. */
  async answer({ isPruned }: BaselineParams): Promise<readonly BaselineAnswer[]> {
    const { connection, features, log, workspace, roots } = this.#parts;
    const shown = { connection, isShown: features.showsProgress, report: log.report };
    const answers: BaselineAnswer[] = [];
    let isEnded = false;
    await withProgress(shown, 'Kube Harden: baseline', async (options) => {
      await workspace.caughtUp();
      for (const root of roots.all) answers.push(await this.#ofFolder(root, isPruned, options));
      isEnded = options.signal?.aborted === true;
    });
    return isEnded ? [] : answers;
  }

  async #ofFolder(root: string, isPruned: boolean, options: ScanOptions): Promise<BaselineAnswer> {
    const { workspace, configs, roots } = this.#parts;
    const uri = newBaselineIn(root);
    const file = configs.get(uri);
    if (file?.unread !== undefined || (file !== undefined && file.problems.length > 0)) {
      const reason = file.unread ?? file.problems[0]?.message;
      return { uri, message: `${baselineName} is left as it is: ${reason}.` };
    }
    const known = file?.baseline?.entries ?? {};
    const folder = plainUri(root);
    const listed = workspace.known().filter((one) => roots.of(one) === root);
    const names = new Map(listed.map((one) => [fileIn(folder, one) ?? '', one]));
    const gone = await this.#gone(root, Object.keys(known), names);
    const judged = await this.#judged(folder, known, names, options);
    const change = changedBaseline(known, judged, (name) => gone.has(name), isPruned);
    const { text } = change;
    const isSame = text === undefined || text === file?.source.text;
    const message = `${baselineName} ${outcomeOf(change)}.`;
    return { uri, ...(isSame ? {} : { text }), message };
  }

  /** Those that are there no more. */
  async #gone(root: string, known: readonly string[], names: ReadonlyMap<string, string>) {
    const gone = new Set<string>();
    for (const name of known) {
      const isThere = names.has(name) || (await this.#parts.exists(`${root}/${encoded(name)}`));
      if (!isThere) gone.add(name);
    }
    return gone;
  }

  /** What is found in the files that have findings, or are named already. */
  async #judged(
    folder: string,
    known: BaselineEntries,
    names: ReadonlyMap<string, string>,
    options: ScanOptions,
  ): Promise<ReadonlyMap<string, JudgedFile>> {
    const { workspace, configs } = this.#parts;
    const own = configs.get(newBaselineIn(folder))?.baseline;
    const pause = new Pause(workMilliseconds);
    const judged = new Map<string, JudgedFile>();
    const uris = [...names].flatMap(([name, uri]) =>
      Object.hasOwn(known, name) || workspace.problemCount(uri) > 0 ? [uri] : [],
    );
    for (let start = 0; start < uris.length; start += batchSize) {
      for (const { source } of await textsNow(uris.slice(start, start + batchSize), this.#parts)) {
        if (pause.isDue()) await pause.take();
        if (options.signal?.aborted === true) return judged;
        const one = workspace.judge(source, own);
        const name = fileIn(folder, source.uri);
        if (name !== undefined && one !== undefined) judged.set(name, one);
      }
      options.onProgress?.({ done: Math.min(start + batchSize, uris.length), total: uris.length });
    }
    return judged;
  }
}

/** A path as a URI has it. */
function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

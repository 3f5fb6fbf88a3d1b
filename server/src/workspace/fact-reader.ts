import { type Detacher, detacher } from '../../../rules/engine/detached';
import type { Fact } from '../../../rules/engine/facts';
import { factsIn, nextFactsIn, type TextFacts } from '../../../rules/engine/facts-in';
import type { LintOptions } from '../../../rules/engine/problem';
import { plainUri } from '../../../rules/engine/uri';
import type { FactChange } from '../../../rules/engine/workspace-index';
import type { Source } from '../../../rules/yaml/source';
import { textHash } from '../lsp/text-hash';
import type { FileState, FileStates } from './file-states';
import type { FileText } from './files';
import type { Linters } from './linters';
import { Pause } from './pause';
import type { FileMemory, ScanOptions, WorkspaceHost } from './workspace-host';

/** How many files are read at once where a batch costs a round trip: enough to be worth it, few enough to stay small. */
export const BATCH = 64;

/** How long work may go on without giving way. */
export const WORK_MS = 10;

/** The text of a closed file, with what is known about it. */
export interface ClosedText {
  readonly key: string;
  readonly state: FileState;
  readonly text: FileText;
}

/** Reads closed files, and the facts in them. Gives way to other work every 10 ms. */
export class FactReader {
  /** What the last versions of open documents said. */
  private readonly versions = new Map<string, { readonly options: LintOptions; readonly facts: TextFacts }>();

  constructor(
    private readonly host: Pick<WorkspaceHost, 'files' | 'optionsFor'>,
    private readonly files: FileStates,
    private readonly linters: Linters,
  ) {}

  /** The facts of those files that are closed; of as many as there was time for. */
  async factsOf(
    keys: readonly string[],
    { signal, onProgress, memory: given }: ScanOptions,
  ): Promise<readonly FactChange[]> {
    const pause = new Pause(WORK_MS);
    const { batch = BATCH } = this.host.files;
    const changes: FactChange[] = [];
    const detached = this.detacher();
    const memory = given?.begin(keys.length) === true ? given : undefined;
    for (let start = 0; start < keys.length && signal?.aborted !== true; start += batch) {
      const some = keys.slice(start, start + batch);
      const known =
        memory === undefined ? [] : some.flatMap((key) => this.unread(key, detached, memory) ?? []);
      changes.push(...known);
      if (pause.isDue()) await pause.take();
      const others =
        known.length === some.length ? [] : some.filter((key) => known.every(({ uri }) => uri !== key));
      const stamps = new Map(memory === undefined ? [] : others.map((key) => [key, this.stampOf(key)]));
      for (const closed of await this.texts(others)) {
        if (pause.isDue()) await pause.take();
        const { key } = closed;
        changes.push(changeTo(key, this.factsOfText(closed, detached, memory, stamps.get(key))));
      }
      onProgress?.({ done: Math.min(start + batch, keys.length), total: keys.length });
    }
    return changes;
  }

  /** The facts of those files that are closed and do not have the text any more that was read and linted last. */
  async newFactsOf(keys: readonly string[]): Promise<readonly (FactChange & { isUnreadable: boolean })[]> {
    const pause = new Pause(WORK_MS);
    const { batch = BATCH } = this.host.files;
    const changes: (FactChange & { isUnreadable: boolean })[] = [];
    const detached = this.detacher();
    for (let start = 0; start < keys.length; start += batch) {
      for (const closed of await this.texts(keys.slice(start, start + batch))) {
        if (pause.isDue()) await pause.take();
        const { key, state, text } = closed;
        // A file is linted when there is time, perhaps with a newer text than the one its facts are from.
        const hash = 'text' in text ? textHash(text.text) : undefined;
        if (hash !== undefined && hash === state.factsHash && hash === state.textHash) continue;
        const isUnreadable = 'code' in text && text.code === 'unreadable';
        changes.push({ uri: key, facts: this.factsOfText(closed, detached)(), isUnreadable });
      }
    }
    return changes;
  }

  /** The texts of those files that are closed. */
  async texts(keys: readonly string[]): Promise<readonly ClosedText[]> {
    const closed = keys.flatMap((key) => {
      const state = this.files.get(key);
      return state === undefined || state.open !== undefined ? [] : [{ key, state }];
    });
    if (closed.length === 0) return [];
    const texts = await this.host.files.readMany(closed.map(({ state }) => state.uri));
    return closed.flatMap((file, index) => {
      const text = texts[index];
      return text === undefined ? [] : [{ ...file, text }];
    });
  }

  /** The sources of those files that are closed, as the disk has them now; of what can be read and holds manifests. */
  async sources(keys: readonly string[]): Promise<readonly Source[]> {
    const texts = await this.texts(keys);
    return texts.flatMap(({ key, state, text }) => {
      // Editors show no byte order mark, so that nothing is in its place.
      const shown = 'text' in text ? text.text.replace(/^\ufeff/, '') : undefined;
      const source = shown === undefined ? undefined : this.files.sourceOf(key, state.uri, shown);
      return source === undefined ? [] : [source];
    });
  }

  /** The facts of a text; none of one that is left out. */
  factsIn(source: Source): readonly Fact[] {
    const options = this.host.optionsFor(source.uri);
    return options === undefined ? [] : factsIn(source, (one) => this.linters.of(options)(one));
  }

  /** The same for the next version of a document that is open. */
  nextFactsIn(source: Source): readonly Fact[] {
    const options = this.host.optionsFor(source.uri);
    const key = plainUri(source.uri);
    const known = this.versions.get(key);
    const before = known?.options === options ? known?.facts : undefined;
    if (options === undefined) return [];
    const facts = nextFactsIn(source, (one) => this.linters.of(options)(one), before);
    this.versions.set(key, { options, facts });
    return facts.facts;
  }

  /** Forgets the last version of a document. */
  forget(key: string): void {
    this.versions.delete(key);
  }

  private factsOfText(
    { key, state, text }: ClosedText,
    detached: Detacher,
    memory?: FileMemory,
    stamp?: string,
  ): () => readonly Fact[] {
    const hash = 'text' in text ? textHash(text.text) : undefined;
    state.factsHash = hash;
    const source = 'text' in text ? this.files.sourceOf(key, state.uri, text.text) : undefined;
    const options = this.host.optionsFor(state.uri);
    if (source === undefined || options === undefined || hash === undefined) return () => [];
    if (memory === undefined) return later(detached(this.factsIn(source)));
    return detachedLater(
      memory.facts(source, options, { stamp, hash }, () => this.factsIn(source)),
      detached,
    );
  }

  /** The facts of a file that need not be read; undefined where it has to be. */
  private unread(key: string, detached: Detacher, memory: FileMemory): FactChange | undefined {
    const state = this.files.get(key);
    const options = state === undefined ? undefined : this.host.optionsFor(state.uri);
    if (state === undefined || state.open !== undefined || options === undefined) return undefined;
    const stamp = this.stampOf(key);
    const file = { uri: state.uri, isTemplate: this.files.isTemplate(key) };
    const known = stamp === undefined ? undefined : memory.unread(file, options, stamp);
    if (known === undefined) return undefined;
    state.factsHash = known.hash;
    return changeTo(key, detachedLater(known.facts, detached));
  }

  private stampOf(key: string): string | undefined {
    const state = this.files.get(key);
    return state === undefined ? undefined : this.host.files.stampOf?.(state.uri);
  }

  /** What copies facts to be kept, for as long as files are read: URIs of files are kept in any case. */
  private detacher(): Detacher {
    return detacher((text) => {
      const uri = this.files.get(text)?.uri;
      return uri === text ? uri : undefined;
    });
  }
}

/** Made apart from where texts are at hand: functions hold on to all that is used by any other one made beside them. */
function later<T>(value: T): () => T {
  return () => value;
}

function detachedLater<T>(make: () => T, detached: Detacher): () => T {
  return () => detached(make());
}

/** New facts, which may be asked for once, or never. */
function changeTo(uri: string, facts: () => readonly Fact[]): FactChange {
  return {
    uri,
    get facts() {
      return facts();
    },
  };
}

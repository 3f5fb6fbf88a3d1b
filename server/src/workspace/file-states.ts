import { folderOf, nameOf, plainUri } from '../../../rules/engine/uri';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { textHash } from '../lsp/text-hash';
import type { FileFindings, FindingsDigest } from './file-findings';
import type { ListedFile } from './files';
import { chartFilesAbove, isOtherText } from './manifest-file';

/** What is kept of one file. */
export interface FileState {
  /** As the host names it. */
  readonly uri: string;
  readonly isListed: boolean;
  /** The text of an open document; the disk's does not count then. */
  readonly open: Source | undefined;
  /** Of the text that a closed file's findings are about. */
  textHash: string | undefined;
  /** Of the text of a closed file that its facts were last read from. */
  factsHash: string | undefined;
  /** Of what was found in a closed file; undefined where it was not linted, or is left out. */
  digest: FindingsDigest | undefined;
  /** What was found in a closed file, until somebody has taken it. */
  findings: FileFindings | undefined;
  /** True where nobody knows what was last said about it: what is found next is news in any case. */
  isUntold: boolean;
}

/** Which files came and went, by their plain URIs. */
export interface ListChange {
  readonly fresh: readonly string[];
  readonly gone: readonly string[];
}

/** The files of a workspace by their plain URIs: those that are listed, and those that are open. */
export class FileStates {
  private readonly states = new Map<string, FileState>();

  get(key: string): FileState | undefined {
    return this.states.get(key);
  }

  keys(): readonly string[] {
    return [...this.states.keys()];
  }

  all(): readonly FileState[] {
    return [...this.states.values()];
  }

  open(key: string, uri: string, source: Source): void {
    this.states.set(key, newState(uri, this.states.get(key)?.isListed ?? false, source));
  }

  /** Whether the file is still one of the workspace when it is closed. */
  close(key: string, { uri, isListed }: FileState): boolean {
    if (isListed) this.states.set(key, { ...newState(uri, isListed, undefined), isUntold: true });
    return isListed;
  }

  delete(key: string): void {
    this.states.delete(key);
  }

  /** Whether a file's facts are those of this text. While its fixes are tried, they are not. */
  isAsRead({ uri, text }: Source): boolean {
    const state = this.states.get(plainUri(uri));
    return state?.open === undefined ? state?.factsHash === textHash(text) : state.open.text === text;
  }

  /** Takes the list of all files there are. Those that are gone stay until they are deleted. */
  take(listed: readonly ListedFile[]): ListChange {
    const byKey = new Map(listed.map(({ uri }) => [plainUri(uri), uri]));
    const fresh = [...byKey.keys()].filter((key) => this.states.get(key)?.isListed !== true);
    const gone = this.keys().filter((key) => this.states.get(key)?.isListed === true && !byKey.has(key));
    for (const key of fresh) {
      const { uri = byKey.get(key) ?? key, open } = this.states.get(key) ?? {};
      this.states.set(key, newState(uri, true, open));
    }
    for (const key of gone) {
      const { uri = key, open } = this.states.get(key) ?? {};
      this.states.set(key, newState(uri, false, open));
    }
    return { fresh, gone };
  }

  /** Whether any file lies in a folder. */
  hasBelow(folder: string): boolean {
    return this.keys().some((key) => key.startsWith(`${folder}/`));
  }

  /** The files that are templates by a chart's file being there, and are none without it. */
  templatesOf(chartFile: string): readonly string[] {
    if (nameOf(chartFile) !== 'Chart.yaml') return [];
    const folder = `${folderOf(chartFile)}/templates/`;
    return this.keys().filter((key) => key.startsWith(folder));
  }

  /** The text of a closed file as the engine takes it; undefined where it holds no manifests. */
  sourceOf(key: string, uri: string, text: string): Source | undefined {
    return isOtherText(key, text) ? undefined : sourceOf(uri, text, { isTemplate: this.isTemplate(key) });
  }

  /** Whether a file is a template of a chart. */
  isTemplate(key: string): boolean {
    return chartFilesAbove(key).some((chart) => this.states.get(chart)?.isListed === true);
  }
}

/** All states have the same properties from the start: those that come later take more room. */
function newState(uri: string, isListed: boolean, open: Source | undefined): FileState {
  return {
    uri,
    isListed,
    open,
    textHash: undefined,
    factsHash: undefined,
    digest: undefined,
    findings: undefined,
    isUntold: false,
  };
}

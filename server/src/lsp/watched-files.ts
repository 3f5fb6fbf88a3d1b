import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  type Disposable,
  FileChangeType,
  type FileEvent,
  type FileSystemWatcher,
  WatchKind,
} from 'vscode-languageserver';
import { folderUri } from '../workspace/folder-uri';
import type { ClientFeatures } from './client-features';
import type { Report } from './guard';

/** What has happened to files since the last time; each file is in one of the lists at most. */
export interface FileChanges {
  /** Files that are new or have another text, and folders that are new. */
  readonly changed: readonly string[];
  /** Files that are gone, and folders with all that was in them. */
  readonly deleted: readonly string[];
}

/** Events come in flocks: a branch switch is thousands. Those of so many milliseconds are one change. */
const gatherMilliseconds = 50;

/** Gathers what the client tells about files, and hands it on in one go. */
export class WatchedFiles {
  readonly #last = new Map<string, FileChangeType>();
  readonly #hand: (changes: FileChanges) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(hand: (changes: FileChanges) => void) {
    this.#hand = hand;
  }

  readonly add = ({ changes }: DidChangeWatchedFilesParams): void => {
    for (const { uri, type } of changes as readonly FileEvent[]) this.#last.set(uri, type);
    this.#timer ??= setTimeout(() => this.#flush(), gatherMilliseconds);
  };

  #flush(): void {
    this.#timer = undefined;
    const changed: string[] = [];
    const deleted: string[] = [];
    for (const [uri, type] of this.#last) (type === FileChangeType.Deleted ? deleted : changed).push(uri);
    this.#last.clear();
    this.#hand({ changed, deleted });
  }
}

/** Asks the client to watch the files of some folders, in place of those it was asked to watch before. */
export class Watching {
  readonly #connection: Connection;
  readonly #features: ClientFeatures;
  readonly #report: Report;
  #registered: Promise<Disposable | undefined> = Promise.resolve(undefined);

  constructor(connection: Connection, features: ClientFeatures, report: Report) {
    this.#connection = connection;
    this.#features = features;
    this.#report = report;
  }

  /** Never rejects. Does nothing where the client cannot be asked. */
  async watch(folders: readonly string[]): Promise<void> {
    if (!this.#features.watchesFiles) return;
    const before = this.#registered;
    this.#registered = before.then((old) => this.#replace(old, folders));
    await this.#registered;
  }

  async #replace(old: Disposable | undefined, folders: readonly string[]): Promise<Disposable | undefined> {
    try {
      old?.dispose();
      if (folders.length === 0) return undefined;
      const watchers = watchersOf(this.#features.relativePatterns ? folders : []);
      return await this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    } catch (error) {
      this.#report('client/registerCapability', error);
      return undefined;
    }
  }
}

/** Relative to each folder; with no folders, to whatever the client takes for its workspace. */
function watchersOf(folders: readonly string[]): FileSystemWatcher[] {
  if (folders.length === 0) return patterns.map(([globPattern, kind]) => ({ globPattern, kind }));
  return folders
    .map(folderUri)
    .flatMap((baseUri) => patterns.map(([pattern, kind]) => ({ globPattern: { baseUri, pattern }, kind })));
}

const patterns: readonly (readonly [string, WatchKind])[] = [
  // Manifests, kustomizations, charts and our own configuration are all of these.
  ['**/*.{yaml,yml,json,jsonl,ndjson,kubeconfig}', WatchKind.Create | WatchKind.Change | WatchKind.Delete],
  [
    '**/{Kustomization,kubeconfig,*admin.conf,*kubelet.conf,controller-manager.conf,scheduler.conf}',
    WatchKind.Create | WatchKind.Change | WatchKind.Delete,
  ],
  ['**/.kube-harden.{yaml,yml,json}', WatchKind.Create | WatchKind.Change | WatchKind.Delete],
  ['**/.gitignore', WatchKind.Create | WatchKind.Change | WatchKind.Delete],
  // A folder that comes or goes is one event, which says nothing about the files in it.
  ['**/*', WatchKind.Create | WatchKind.Delete],
];

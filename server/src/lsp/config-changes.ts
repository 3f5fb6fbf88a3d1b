import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ConfigFiles } from '../workspace/config-files';
import { isConfigFile } from '../workspace/config-names';
import type { ClientFeatures } from './client-features';
import type { Log } from './log';
import type { OpenDocuments } from './open-documents';
import type { Overview } from './overview';
import type { Pusher } from './push';
import type { Roots } from './roots';
import type { WorkspaceSession } from './workspace-session';

/** What has to hear of changes. */
export interface ConfigChangesParts {
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly open: OpenDocuments;
  readonly configs: ConfigFiles;
  readonly workspace: WorkspaceSession;
  readonly overview: Overview;
  readonly pusher: Pusher | undefined;
  readonly roots: Roots;
}

/** How long files that are not open wait for more changes: each lints all of them anew. */
const gatherMilliseconds = 150;

/** Sees to it that a configuration file holds as it stands in the editor where it is open, else as it was saved. */
export class ConfigChanges {
  readonly #parts: ConfigChangesParts;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ConfigChangesParts) {
    this.#parts = parts;
  }

  /** A document is open, and may have another text than before. */
  changed(document: TextDocument): void {
    const { uri } = document;
    if (isConfigFile(uri)) this.#apply(this.#parts.configs.set(uri, { uri, text: document.getText() }));
  }

  /** A document was closed: what the disk says counts again. */
  closed(uri: string): void {
    if (isConfigFile(uri)) this.#follow(this.#parts.configs.reload([uri]));
  }

  /** Looks at the disk, for clients that tell nothing of it, and for what lies outside of what they watch. */
  look(): void {
    const { features, configs, roots } = this.#parts;
    if (!features.watchesFiles || roots.all.length === 0) this.#follow(configs.reloadAll());
  }

  #follow(change: Promise<boolean>): void {
    change.then(
      (isChanged) => this.#apply(isChanged),
      (error) => this.#parts.log.report('The configuration', error),
    );
  }

  #apply(isChanged: boolean): void {
    if (!isChanged) return;
    const { open, overview, pusher, workspace, log } = this.#parts;
    for (const uri of open.all()) pusher?.push(uri);
    overview.refresh();
    const lintAll = async () => {
      await workspace.reconfigure(true);
      overview.reports.changeAll();
    };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      lintAll().catch((error) => log.report('The configuration', error));
    }, gatherMilliseconds);
  }
}

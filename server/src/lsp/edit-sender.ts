import {
  type Connection,
  MessageType,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientFeatures } from './client-features';
import type { Report } from './guard';

/** Asks the client to make edits, and tells the user what came of it. */
export class EditSender {
  readonly #connection: Connection;
  readonly #features: ClientFeatures;
  readonly #open: (uri: string) => TextDocument | undefined;
  readonly #report: Report;

  constructor(
    connection: Connection,
    features: ClientFeatures,
    open: (uri: string) => TextDocument | undefined,
    report: Report,
  ) {
    this.#open = open;
    this.#connection = connection;
    this.#features = features;
    this.#report = report;
  }

  /**
   * Sends an edit, under a name that the client shows where it can be undone. Gives whether it was made: not where the user
   * has declined it, or a file has changed meanwhile.
   */
  async send(label: string, edit: WorkspaceEdit): Promise<boolean> {
    const metadata = this.#features.editMetadata ? { metadata: { isRefactoring: true } } : {};
    try {
      const { applied, failureReason } = await this.#connection.workspace.applyEdit({
        label,
        edit,
        ...metadata,
      });
      const reason = this.#isFresh(edit) ? failureReason : 'a file has changed meanwhile';
      // Without a reason the user has declined it.
      if (!applied && reason !== undefined) this.tell(`Nothing was changed: ${reason}.`, MessageType.Warning);
      return applied;
    } catch (error) {
      this.#report('workspace/applyEdit', error);
      return false;
    }
  }

  /** Whether the documents still have the versions that an edit is for. */
  #isFresh({ documentChanges = [] }: WorkspaceEdit): boolean {
    return documentChanges.every((change) => {
      if (!('textDocument' in change)) return true;
      const { uri, version } = change.textDocument;
      return version === null || this.#open(uri)?.version === version;
    });
  }

  /** Shows the user a message. */
  tell(message: string, type: MessageType = MessageType.Info): void {
    const shown = this.#connection.sendNotification(ShowMessageNotification.type, { type, message });
    shown.catch((error) => this.#report('window/showMessage', error));
  }
}

import { Uri, window, workspace } from 'vscode';
import { type ConfigFileAnswer, type ConfigFileParams, configFileRequest } from '../../server/src/protocol';
import type { Session } from './session';

/** Opens the configuration file that holds for the file in front, or for the first folder; makes it where there is none. */
export async function openConfig(session: Session): Promise<void> {
  const inFront = window.activeTextEditor?.document.uri;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const near = inFront?.scheme === 'untitled' ? undefined : inFront;
  const of = near ?? (folder && Uri.joinPath(folder, '.kube-harden.yaml'));
  if (of === undefined) {
    await window.showInformationMessage('Open a folder or a file first: the configuration lies beside it.');
    return;
  }
  const asked: ConfigFileParams = { uri: of.toString() };
  const { uri, text } = await session.request<ConfigFileAnswer>(configFileRequest, asked);
  const file = Uri.parse(uri);
  if (text !== undefined) await workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await window.showTextDocument(file);
}

import { Uri, window, workspace } from 'vscode';
import { type BaselineAnswer, type BaselineParams, baselineRequest } from '../../server/src/protocol';
import type { Session } from './session';

const open = 'Open';

/** Writes the baselines of the workspace's folders: with all that is found now, or only without what is found no more. */
export async function writeBaselines(session: Session, isPruned: boolean): Promise<void> {
  const asked: BaselineParams = { isPruned };
  const answers = await session.request<readonly BaselineAnswer[]>(baselineRequest, asked);
  for (const { uri, text } of answers) {
    if (text !== undefined) await workspace.fs.writeFile(Uri.parse(uri), new TextEncoder().encode(text));
  }
  // Nobody has to answer what is only told.
  for (const answer of answers) void tell(answer);
}

async function tell({ uri, text, message }: BaselineAnswer): Promise<void> {
  const chosen = await (text === undefined
    ? window.showInformationMessage(message)
    : window.showInformationMessage(message, open));
  if (chosen === open) await window.showTextDocument(Uri.parse(uri));
}

import { commands, window } from 'vscode';
import { type FixWorkspaceArgument, fixWorkspaceCommand } from '../../server/src/protocol';
import type { Session } from './session';

/** Makes all safe fixes of the file in front. */
export async function fixFile(): Promise<void> {
  if (window.activeTextEditor === undefined) {
    window.showInformationMessage('Open a file first: its safe fixes are made.');
    return;
  }
  await commands.executeCommand('editor.action.sourceAction', {
    kind: 'source.fixAll.kubeHarden',
    apply: 'first',
  });
}

/** Makes the fixes of all files of the workspace; those that may stop a workload when the user has agreed to them. */
export function fixWorkspace(session: Session, safety: FixWorkspaceArgument['safety']): Promise<void> {
  return session.execute(fixWorkspaceCommand, { safety } satisfies FixWorkspaceArgument);
}

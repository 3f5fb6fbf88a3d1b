import { PositionEncodingKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { fixWorkspaceCommand, hardenCommand, showFileCommand } from '../protocol';
import { actionKinds } from './action-kinds';
import type { ClientFeatures } from './client-features';

/** What the server can do for this client. */
export function capabilitiesFor(features: ClientFeatures): ServerCapabilities {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    hoverProvider: true,
    // Editors suggest nothing by themselves in comments; these are where the name of a rule starts.
    completionProvider: { triggerCharacters: [' ', ','] },
    codeActionProvider: {
      codeActionKinds: [...new Set(Object.values(actionKinds))],
      resolveProvider: features.resolvesEdits,
    },
    codeLensProvider: {},
    ...(features.appliesEdits ? { executeCommandProvider } : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    // A client that is sent diagnostics must not think that it should ask as well.
    ...(features.pullsDiagnostics ? { diagnosticProvider } : {}),
  };
}

const executeCommandProvider = { commands: [hardenCommand, fixWorkspaceCommand, showFileCommand] };

const diagnosticProvider = {
  identifier: 'kubeHarden',
  interFileDependencies: false,
  workspaceDiagnostics: true,
};

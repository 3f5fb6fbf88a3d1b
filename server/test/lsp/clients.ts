import type { ClientCapabilities } from 'vscode-languageserver/node';
import type { ClientKind } from './harness';

const common = { codeDescriptionSupport: true, relatedInformation: true };

/** Asks for diagnostics and is asked for settings, like VS Code. */
export const pulling: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: {
      documentChanges: true,
      snippetEditSupport: true,
      changeAnnotationSupport: { groupsOnLabel: true },
      metadataSupport: true,
    },
    applyEdit: true,
    codeLens: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: common,
    codeAction: {
      disabledSupport: true,
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/** Is sent diagnostics, and can do little else. */
export const pushed: ClientCapabilities = {
  workspace: { configuration: true },
  textDocument: { publishDiagnostics: { ...common, versionSupport: true } },
};

/** Tells its settings by itself. */
export const telling: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true }, applyEdit: true },
  textDocument: { diagnostic: {}, codeAction: { dataSupport: true } },
};

/** The clients that everything must work with. */
export const clients: readonly (readonly [string, ClientKind])[] = [
  ['a client that pulls diagnostics', { capabilities: pulling }],
  ['a client that is sent diagnostics', { capabilities: pushed }],
  ['a client that tells its settings by itself', { capabilities: telling }],
];

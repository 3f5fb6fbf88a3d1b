import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol';

/** What the client at the other end can do, as far as anything here depends on it. */
export interface ClientFeatures {
  /** It asks for diagnostics. Where it does not, they are sent to it. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly codeDescription: boolean;
  readonly relatedInformation: boolean;
  /** It answers which settings hold for a document. */
  readonly configuration: boolean;
  /** It must be asked to tell about changed settings. */
  readonly registersConfigurationChanges: boolean;
  readonly workspaceFolders: boolean;
  /** It can be asked to tell about changed files. */
  readonly watchesFiles: boolean;
  /** It takes patterns that are relative to a folder. */
  readonly relativePatterns: boolean;
  /** It shows progress that nobody asked for. */
  readonly showsProgress: boolean;
  readonly documentChanges: boolean;
  /** It shows what each part of an edit is for, and asks about those that need it. */
  readonly changeAnnotations: boolean;
  /** It makes edits that the server asks for. */
  readonly appliesEdits: boolean;
  /** It takes what an edit is for along with it. */
  readonly editMetadata: boolean;
  readonly refreshesCodeLenses: boolean;
  /** It makes new files as part of an edit. */
  readonly createsFiles: boolean;
  /** It opens a file that the server names. */
  readonly showsDocuments: boolean;
  readonly snippetEdits: boolean;
  readonly disabledActions: boolean;
  readonly resolvesEdits: boolean;
  readonly markdownHovers: boolean;
  readonly options: InitializationOptions;
}

/** Reads what a client says about itself when it starts the server. */
export function clientFeaturesOf(parameters: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = parameters.capabilities;
  const diagnostics = [textDocument?.diagnostic, textDocument?.publishDiagnostics];
  const action = textDocument?.codeAction;
  const resolved = action?.resolveSupport?.properties ?? [];
  return {
    pullsDiagnostics: isRecord(textDocument?.diagnostic),
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    codeDescription: diagnostics.some((capability) => capability?.codeDescriptionSupport === true),
    relatedInformation: diagnostics.some((capability) => capability?.relatedInformation === true),
    configuration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    showsProgress: parameters.capabilities.window?.workDoneProgress === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    changeAnnotations: isRecord(workspace?.workspaceEdit?.changeAnnotationSupport),
    appliesEdits: workspace?.applyEdit === true,
    editMetadata: workspace?.workspaceEdit?.metadataSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    showsDocuments: parameters.capabilities.window?.showDocument?.support === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    disabledActions: action?.disabledSupport === true,
    resolvesEdits: action?.dataSupport === true && resolved.includes('edit'),
    markdownHovers: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    options: optionsOf(parameters.initializationOptions),
  };
}

function optionsOf(given: unknown): InitializationOptions {
  if (!isRecord(given)) return {};
  const { showRuleCommand, docsBase, settings } = given;
  return {
    ...(typeof showRuleCommand === 'string' ? { showRuleCommand } : {}),
    ...(typeof docsBase === 'string' ? { docsBase } : {}),
    ...(settings === undefined ? {} : { settings }),
  };
}

/** Whether something that came over the wire is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { CodeAction, CodeActionParams, Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnyRule } from '../../../rules/engine/rule';
import { type ConfigFileAnswer, type ConfigFileParams, configFileRequest } from '../protocol';
import type { ConfigFiles } from '../workspace/config-files';
import { isConfigFile, newConfigIn } from '../workspace/config-names';
import type { FileText, WorkspaceFiles } from '../workspace/files';
import type { ClientFeatures } from './client-features';
import type { CodeActions } from './code-actions';
import { completionsAt } from './completion';
import { configActions } from './config-document';
import type { Guard } from './guard';
import type { StaleNotes } from './stale-notes';

/** What the configuration part of a session works with. */
export interface ConfigParts {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly rules: readonly AnyRule[];
  readonly open: (uri: string) => TextDocument | undefined;
  readonly configs: ConfigFiles;
  readonly stale: StaleNotes;
  readonly actions: CodeActions;
}

/** Answers what clients ask about configuration files, and what they ask about actions in all files. */
export function answerConfig(
  { connection, features, rules, open, configs, stale, actions }: ConfigParts,
  guard: Guard,
): void {
  const actionsAt = async (asked: CodeActionParams): Promise<CodeAction[]> => {
    const document = open(asked.textDocument.uri);
    if (document === undefined || !isConfigFile(document.uri)) return await actions.at(asked);
    const form = { open, isVersioned: features.documentChanges };
    return [...configActions(document, asked, rules, form), ...stale.actions(document, asked, form)];
  };
  connection.onCodeAction(guard('textDocument/codeAction', actionsAt));
  connection.onCompletion(
    guard('textDocument/completion', async ({ textDocument, position }) => {
      const document = open(textDocument.uri);
      return document === undefined ? [] : [...completionsAt(document, position, rules)];
    }),
  );
  const configFile = async ({ uri }: ConfigFileParams): Promise<ConfigFileAnswer> => {
    await configs.load(uri);
    const nearest = configs.holding(uri).at(-1);
    return nearest === undefined
      ? { uri: newConfigIn(configs.topOf(uri)), text: newText }
      : { uri: nearest.uri };
  };
  connection.onRequest(configFileRequest, guard(configFileRequest, configFile));
}

/** What a new configuration file says: nothing that does not hold without it. */
const newText = `# Settings of Kube Harden for this folder and what is below it.
profile: recommended

# Severities of single rules: off, info, warning or error.
rules: {}
`;

/** Reads texts as they stand in the editor where they are open, else as they were saved. */
export async function readOpenFirst(
  uris: readonly string[],
  open: (uri: string) => TextDocument | undefined,
  files: Pick<WorkspaceFiles, 'readMany'>,
): Promise<readonly FileText[]> {
  const saved = uris.filter((uri) => open(uri) === undefined);
  const read = saved.length === 0 ? [] : await files.readMany(saved);
  return uris.flatMap((uri) => {
    const document = open(uri);
    const text = document === undefined ? read[saved.indexOf(uri)] : { uri, text: document.getText() };
    return text === undefined ? [] : [text];
  });
}

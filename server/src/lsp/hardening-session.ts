import {
  type Connection,
  ErrorCodes,
  type ExecuteCommandParams,
  Range,
  ResponseError,
} from 'vscode-languageserver';
import {
  fixWorkspaceCommand,
  hardenCommand,
  type ShowFileArgument,
  showFileCommand,
  type WorkloadsParams,
  workloadsRequest,
} from '../protocol';
import { type HardenRequest, hardenRequestOf } from './action-data';
import type { Analyses } from './analyses';
import { type ClientFeatures, isRecord } from './client-features';
import { CodeLenses } from './code-lenses';
import { EditSender } from './edit-sender';
import type { Guard } from './guard';
import { HardenActions, levelNames } from './harden-actions';
import { Hardenings } from './hardening';
import type { Log } from './log';
import type { OpenDocuments } from './open-documents';
import { Standings } from './standings';
import { WorkspaceFixes } from './workspace-fixes';
import type { WorkspaceSession } from './workspace-session';

/** What the hardening part of a session works with. */
export interface HardeningParts {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly log: Log;
  readonly open: OpenDocuments;
  readonly analyses: Analyses;
  readonly workspace: WorkspaceSession;
}

/** What runs the commands. */
interface Commands {
  readonly connection: Connection;
  readonly analyses: Analyses;
  readonly actions: HardenActions;
  readonly sender: EditSender;
  readonly fixes: WorkspaceFixes;
  readonly log: Log;
}

/** Answers what clients ask about workloads, and runs the commands that change files. Gives the actions on workloads. */
export function answerHardening(parts: HardeningParts, guard: Guard): HardenActions {
  const { connection, features, log, open, analyses, workspace } = parts;
  const hardenings = new Hardenings(workspace);
  const actions = new HardenActions(hardenings, features, open.get);
  const { tryOut, isStill, isPartial } = workspace;
  const standings = new Standings({ tryOut, isStill, isPartial, isOpen: open.has }, hardenings);
  const lenses = new CodeLenses({ analyses, hardenings, standings, actions, features });
  const sender = new EditSender(connection, features, open.get, log.report);
  const commands = {
    connection,
    analyses,
    actions,
    sender,
    fixes: new WorkspaceFixes({ ...parts, sender }),
    log,
  };
  connection.onCodeLens(
    guard('textDocument/codeLens', ({ textDocument }, token) => lenses.in(textDocument.uri, token)),
  );
  const workloads = guard(workloadsRequest, ({ uri }: WorkloadsParams) => lenses.summaries(uri));
  connection.onRequest(workloadsRequest, workloads);
  connection.onExecuteCommand(guard('workspace/executeCommand', (asked) => execute(commands, asked)));
  return actions;
}

/** Some clients handle nothing else while they wait for a command, so the edit comes after the answer. */
async function execute(commands: Commands, { command, arguments: given }: ExecuteCommandParams) {
  const [argument] = given ?? [];
  const work = workOf(commands, command, argument);
  if (work === undefined) {
    throw new ResponseError(ErrorCodes.InvalidParams, `There is no such command: ${command}`);
  }
  setTimeout(() => {
    work().catch((error) => commands.log.report(command, error));
  }, 0);
  return null;
}

function workOf(commands: Commands, command: string, argument: unknown): (() => Promise<void>) | undefined {
  if (command === hardenCommand) {
    const request = hardenRequestOf(argument);
    return request === undefined ? undefined : () => harden(commands, request);
  }
  if (command === showFileCommand) {
    const asked = showFileArgumentOf(argument);
    return asked && (() => showFile(commands, asked));
  }
  if (command !== fixWorkspaceCommand) return undefined;
  const safety = isRecord(argument) && argument.safety === 'any' ? 'any' : 'safe';
  return () => commands.fixes.run({ safety });
}

async function harden({ analyses, actions, sender }: Commands, request: HardenRequest): Promise<void> {
  const analysis = await analyses.of(request.uri);
  const made = analysis && actions.edit(analysis, request);
  if (made === undefined) sender.tell('The file has changed, and this workload is not in it any more.');
  else if ('refused' in made) {
    sender.tell('The file has changed, and nothing is left to be done to this workload.');
  } else await sender.send(`Harden to ${levelNames[request.aim]}`, made.edit);
}

async function showFile({ connection }: Commands, { uri, selection }: ShowFileArgument): Promise<void> {
  await connection.window.showDocument({ uri, selection, takeFocus: true });
}

function showFileArgumentOf(given: unknown): ShowFileArgument | undefined {
  if (!isRecord(given) || typeof given.uri !== 'string' || !Range.is(given.selection)) return undefined;
  return { uri: given.uri, selection: given.selection };
}

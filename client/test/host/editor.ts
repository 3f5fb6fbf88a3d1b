import assert from 'node:assert/strict';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  extensions,
  languages,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { Api } from '../../src/start';

const patience = 15_000;

/** Polls until `probe` gives something true. `what` says in the failure what never came. */
export async function until<Value>(
  what: string,
  probe: () => Value | Promise<Value>,
): Promise<NonNullable<Value>> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Within ${patience / 1000} s there was never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The extension under test, as other extensions see it, once it runs. */
export async function extensionUnderTest(): Promise<{ path: string; api: Api }> {
  const extension = extensions.getExtension<Api>('kube-harden.kube-harden');
  assert.ok(extension, 'the extension is not installed');
  const api = await extension.activate();
  return { path: extension.extensionPath, api };
}

/** Opens a file of the sample workspace in an editor. */
export async function openSample(name: string): Promise<TextEditor> {
  return window.showTextDocument(sample(name));
}

/** A file or folder of the sample workspace, there or not. */
export function sample(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return Uri.joinPath(folder.uri, ...name.split('/'));
}

/** Writes a file, of the sample workspace where only its name is given, behind the editor's back. */
export function write(file: Uri | string, text: string): Thenable<void> {
  const uri = typeof file === 'string' ? sample(file) : file;
  return workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Throws away what a test has typed and closes every editor. */
export async function closeEverything(): Promise<void> {
  while (window.activeTextEditor !== undefined) {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** The findings of a document, in order, each as `rule: underlined text`. */
export function findings(document: TextDocument): string[] {
  return findingsOf(document).map(
    (diagnostic) => `${ruleOf(diagnostic)}: ${document.getText(diagnostic.range)}`,
  );
}

/** Waits until a document has a finding of `rule`. */
export function findingOf(document: TextDocument, rule: string): Promise<Diagnostic> {
  return until(`${rule} in ${document.uri}`, () =>
    findingsOf(document).find((diagnostic) => ruleOf(diagnostic) === rule),
  );
}

/** Waits until a document has no finding of `rule`. */
export async function noFindingOf(document: TextDocument, rule: string): Promise<void> {
  await until(`${document.uri} without ${rule}`, () =>
    findingsOf(document).every((diagnostic) => ruleOf(diagnostic) !== rule),
  );
}

/** Waits until the findings of a document are what `accept` wants, and answers them. */
export function findingsWhen(
  document: TextDocument,
  accept: (found: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  return until(`other findings than ${findings(document).join(', ')}`, () => {
    const found = findingsOf(document);
    return accept(found) ? found : undefined;
  });
}

/** The rule that a diagnostic names in its code. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Where `text` stands in a document; `within` is a longer text that occurs once and has it. */
export function rangeOf(document: TextDocument, within: string, text: string): Range {
  const start = document.getText().indexOf(within);
  assert.notEqual(start, -1, `${within} is not in ${document.uri}`);
  assert.equal(document.getText().indexOf(within, start + 1), -1, `${within} occurs twice`);
  const offset = start + within.indexOf(text);
  return new Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** Waits for the actions offered on a finding of `rule`, in the order of the menu. */
export async function actionsOn(document: TextDocument, rule: string): Promise<readonly CodeAction[]> {
  const { range } = await findingOf(document, rule);
  return until(`actions for ${rule}`, async () => {
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      CodeActionKind.QuickFix.value,
      50,
    );
    return actions.length > 0 ? actions : undefined;
  });
}

/** Applies the action whose title is, or matches, `title`. */
export async function applyAction(actions: readonly CodeAction[], title: string | RegExp): Promise<void> {
  const titles = actions.map((action) => action.title);
  const action = actions.find((candidate) =>
    typeof title === 'string' ? candidate.title === title : title.test(candidate.title),
  );
  assert.ok(action, `there is no ${title} in ${titles.join(', ')}`);
  if (action.edit !== undefined) assert.ok(await workspace.applyEdit(action.edit));
  if (action.command !== undefined) {
    await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

/** Replaces the one occurrence of `old` in a document, as typing would. */
export async function replaceText(document: TextDocument, old: string, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, old, old), text);
  assert.ok(await workspace.applyEdit(edit));
}

/** Changes a user setting of the extension and waits until it is stored. */
export async function configure(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration('kubeHarden').update(name, value, true);
}

function findingsOf(document: TextDocument): readonly Diagnostic[] {
  return languages
    .getDiagnostics(document.uri)
    .filter(({ code }) => code !== undefined)
    .sort((a, b) => a.range.start.compareTo(b.range.start) || ruleOf(a).localeCompare(ruleOf(b)));
}

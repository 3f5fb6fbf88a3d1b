import {
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ConfigProblem } from '../../../rules/engine/config-reading';
import type { AnyRule } from '../../../rules/engine/rule';
import { type Source, sourceOf } from '../../../rules/yaml/source';
import { rangeOf } from '../positions';
import { problemsIn } from '../workspace/config-files';
import { actionKinds, isWanted } from './action-kinds';
import { type EditForm, workspaceEditOf } from './workspace-edit';

/** What does not count in a configuration file or a baseline, open or not, as clients show it. */
export function configDiagnostics(source: Source, rules: readonly AnyRule[]): Diagnostic[] {
  const document = TextDocument.create(source.uri, source.language, 0, source.text);
  return problemsIn(source, rules).map((problem) => diagnosticOf(problem, document));
}

/** The actions on the problems at a range of an open configuration file. */
export function configActions(
  document: TextDocument,
  { range, context }: CodeActionParams,
  rules: readonly AnyRule[],
  form: Omit<EditForm, 'hasStops'>,
): CodeAction[] {
  const kind = actionKinds.fix;
  if (!isWanted(kind, context.only)) return [];
  const { uri } = document;
  const text = document.getText();
  return problemsIn(sourceOf(uri, text), rules).flatMap((problem): CodeAction[] => {
    const { replacement, span } = problem;
    if (replacement === undefined || !touches(rangeOf(document, span), range)) return [];
    const quote = /^["']/.exec(text.slice(span.start))?.[0] ?? '';
    const edits = [{ uri, span, text: quote + replacement + quote, placeholders: [] }];
    const edit = workspaceEditOf(edits, { ...form, hasStops: false });
    const diagnostics = [diagnosticOf(problem, document)];
    const title = `Change to ${replacement}`;
    return edit === undefined ? [] : [{ title, kind, diagnostics, isPreferred: true, edit }];
  });
}

function diagnosticOf({ message, span }: ConfigProblem, document: TextDocument): Diagnostic {
  const severity = DiagnosticSeverity.Error;
  return { range: rangeOf(document, span), severity, code: 'config', source: 'kube-harden', message };
}

/** Whether two ranges have something in common, if only a place between two characters. */
export function touches({ start, end }: Range, other: Range): boolean {
  const isBehind = (a: Range['start'], b: Range['start']) =>
    a.line > b.line || (a.line === b.line && a.character > b.character);
  return !isBehind(start, other.end) && !isBehind(other.start, end);
}

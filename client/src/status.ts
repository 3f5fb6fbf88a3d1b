import { Disposable, LanguageStatusSeverity, languages } from 'vscode';
import type { RuleSummary } from '../../server/src/protocol';
import { documentSelector } from './documents';
import type { Session, SessionState } from './session';

const restart = { command: 'kubeHarden.restartServer', title: 'Restart Server' };
const showOutput = { command: 'kubeHarden.showOutput', title: 'Show Output' };

/** Shows what the server is doing beside the language of the document, until it is disposed. */
export function showStatus(session: Session, rules: () => Promise<readonly RuleSummary[]>): Disposable {
  const item = languages.createLanguageStatusItem('kubeHarden.status', documentSelector);
  item.name = 'Kube Harden';
  const show = (state: SessionState) => {
    item.busy = state.kind === 'starting';
    item.severity = severityOf(state);
    item.text = 'Kube Harden';
    item.detail = detailOf(state);
    item.command = state.kind === 'running' || state.kind === 'starting' ? showOutput : restart;
    if (state.kind === 'running') countRules();
  };
  const countRules = async () => {
    const count = (await rules().catch(() => [])).length;
    if (count > 0 && session.state.kind === 'running') item.detail = `Running, ${count} rules`;
  };
  show(session.state);
  return Disposable.from(item, session.onDidChangeState(show));
}

function severityOf(state: SessionState): LanguageStatusSeverity {
  if (state.kind === 'failed') return LanguageStatusSeverity.Error;
  if (state.kind === 'stopped') return LanguageStatusSeverity.Warning;
  return LanguageStatusSeverity.Information;
}

function detailOf(state: SessionState): string {
  switch (state.kind) {
    case 'starting':
      return 'Starting';
    case 'running':
      return 'Running';
    case 'stopped':
      return 'Stopped';
    case 'failed':
      return state.reason;
  }
}

import { window } from 'vscode';
import {
  hardenCommand,
  type WorkloadSummary,
  type WorkloadsParams,
  workloadsRequest,
} from '../../server/src/protocol';
import type { Session } from './session';

/** Lets the user choose how far to harden the workload at the cursor, and shows the edit that does it. */
export async function hardenWorkload(session: Session): Promise<void> {
  const editor = window.activeTextEditor;
  const asked: WorkloadsParams = { uri: editor?.document.uri.toString() ?? '' };
  const all =
    editor === undefined ? [] : await session.request<readonly WorkloadSummary[]>(workloadsRequest, asked);
  if (all.length === 0) {
    window.showInformationMessage('There is no workload in the editor: nothing that runs containers.');
    return;
  }
  const workload = await pickWorkload(all, editor?.selection.active.line ?? 0);
  if (workload === undefined) return;
  const { name, standing, choices } = workload;
  const items = choices.flatMap(({ level, distance, argument }) =>
    argument === undefined ? [] : [{ label: level, description: distance, argument }],
  );
  if (items.length === 0) {
    window.showInformationMessage(`${name}: ${standing ?? 'nothing can be changed for certain'}.`);
    return;
  }
  const placeHolder = standing === undefined ? name : `${name} · ${standing}`;
  const picked = await window.showQuickPick(items, { title: `Harden ${name} to`, placeHolder });
  if (picked !== undefined) await session.execute(hardenCommand, picked.argument);
}

/** The workload at a line; the user picks one where none stands there and there are several. */
async function pickWorkload(
  all: readonly WorkloadSummary[],
  line: number,
): Promise<WorkloadSummary | undefined> {
  const [first, ...others] = all;
  const here = all.find(({ lines }) => lines.first <= line && line <= lines.last);
  if (here !== undefined || others.length === 0) return here ?? first;
  const items = all.map((workload) => ({
    label: workload.name,
    description: workload.standing ?? '',
    workload,
  }));
  return (await window.showQuickPick(items, { placeHolder: 'Workload to harden' }))?.workload;
}

/** What fixing the workspace comes to. */
export interface WorkspaceFixed {
  /** How many problems are solved, in how many files. */
  readonly problems: number;
  readonly files: number;
  /** Problems that have a fix which is not certain to be right. */
  readonly refused: number;
  /** Files that have changed since they were looked at. */
  readonly stale: number;
}

/** What the user is told before an edit is shown, or instead of one. */
export function messageBefore(fixed: WorkspaceFixed): string {
  if (fixed.files === 0) return `Nothing in the workspace can be fixed for certain.${rest(fixed)}`;
  return `${count(fixed)} can be fixed. Tick in the preview what you want: what may stop a workload is not ticked.${rest(fixed)}`;
}

/** What the user is told when an edit was made. */
export function messageAfter(fixed: WorkspaceFixed): string {
  return `Fixed ${count(fixed)}.${rest(fixed)}`;
}

function count({ problems, files }: WorkspaceFixed): string {
  return `${numbered(problems, 'problem')} in ${numbered(files, 'file')}`;
}

function rest({ refused, stale }: WorkspaceFixed): string {
  const stays = refused === 1 ? 'stays' : 'stay';
  return [
    refused === 0
      ? ''
      : ` ${numbered(refused, 'problem')} ${stays}: no edit is certain to be right. The log says why.`,
    stale === 0
      ? ''
      : ` ${numbered(stale, 'file')} changed meanwhile and ${stale === 1 ? 'is' : 'are'} left alone.`,
  ].join('');
}

function numbered(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The kinds of the actions there are. Suppressions have their own, so that keys bound to fixes never pick them. */
export const actionKinds = {
  fix: 'quickfix.kubeHarden',
  suppress: 'quickfix.suppress.kubeHarden',
  turnOff: 'quickfix.suppress.kubeHarden',
  documentation: 'quickfix.documentation.kubeHarden',
  harden: 'refactor.rewrite.kubeHarden',
  fixAll: 'source.fixAll.kubeHarden',
} as const;

/** Whether a client that asks only for these kinds wants this one. A kind stands for all below it. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (only === undefined) return true;
  return only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** Whether a client wants any kind at or below this one. */
export function isAnyWanted(kind: string, only: readonly string[] | undefined): boolean {
  return isWanted(kind, only) || only?.some((wanted) => wanted.startsWith(`${kind}.`)) === true;
}

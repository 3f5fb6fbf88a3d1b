import type { BaselineChange } from '../../../rules/engine/baseline-update';

/** What becomes of a baseline in words, behind its name: `accepts 38 findings: 2 new, 1 found no more`. */
export function outcomeOf({ total, added, removed }: BaselineChange): string {
  const changes = [
    ...(added > 0 ? [`${added} new`] : []),
    ...(removed > 0 ? [`${removed} found no more`] : []),
  ];
  const what = changes.length === 0 ? 'as before' : changes.join(', ');
  return `accepts ${total} finding${total === 1 ? '' : 's'}: ${what}`;
}

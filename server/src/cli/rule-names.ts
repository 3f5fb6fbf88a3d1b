import type { AnyRule } from '../../../rules/engine/rule';
import { rules } from '../../../rules/index';
import { unknownWord } from './usage';

/** The rule of an id, or of one it had earlier. Throws a `UsageError` where there is none. */
export function ruleOf(id: string): AnyRule {
  const found = rules.find(({ meta }) => meta.id === id || meta.formerly?.includes(id));
  if (found !== undefined) return found;
  throw unknownWord(
    'rule',
    id,
    rules.map(({ meta }) => meta.id),
  );
}

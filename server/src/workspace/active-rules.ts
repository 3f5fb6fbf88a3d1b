import { activeIds } from '../../../rules/engine/findings';
import type { LintOptions } from '../../../rules/engine/problem';
import type { AnyRule } from '../../../rules/engine/rule';

/** Knows which rules options leave on. */
export class ActiveRules {
  private readonly known = new WeakMap<LintOptions, ReadonlySet<string>>();

  constructor(private readonly rules: readonly AnyRule[]) {}

  /** Their ids. */
  in(options: LintOptions): ReadonlySet<string> {
    const ids = this.known.get(options) ?? activeIds(this.rules, options);
    this.known.set(options, ids);
    return ids;
  }
}

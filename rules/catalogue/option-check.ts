import { safeFix, unsafeFix } from '../engine/fix';
import type { Finding, Fix } from '../engine/rule';
import type { Component } from '../kubernetes/component';
import type { Option } from '../kubernetes/option';
import type { Operation } from '../yaml/operation';

/** What a rule says about a boolean option, and what it does about it. */
export interface Expected {
  readonly value: boolean;
  /** Where it is given and is not as it should be. */
  readonly given: string;
  /** Where it is not given and its absence is not as it should be; left out where absence is fine. */
  readonly missing?: string;
  /** The title of the fix that gives it the value. */
  readonly fix: string;
  readonly safety: Fix['safety'];
}

/** The finding about a boolean option of a component that certainly is not as expected. */
export function* expectBoolean(
  component: Component,
  flag: string,
  { value, given, missing, fix, safety }: Expected,
): Iterable<Finding> {
  const option = component.option(flag);
  const { boolean } = option;
  if (boolean.state === 'unknown' || (boolean.state === 'known' && boolean.value === value)) return;
  const message = option.isGiven ? given : missing;
  if (message === undefined) return;
  yield { at: option, message, fixes: fixesOf(fix, safety, option.set(String(value))) };
}

/** The finding about an option that must not be given at all. */
export function* expectNone(
  option: Option,
  {
    message,
    fix,
    safety,
  }: { readonly message: string; readonly fix: string; readonly safety: Fix['safety'] },
): Iterable<Finding> {
  if (option.isGiven) yield { at: option, message, fixes: fixesOf(fix, safety, option.remove()) };
}

/** A fix of these operations; none where there are none, because the place is not edited. */
export function fixesOf(
  title: string,
  safety: Fix['safety'],
  operations: readonly Operation[],
): readonly Fix[] {
  if (operations.length === 0) return [];
  return [safety === 'safe' ? safeFix(title, ...operations) : unsafeFix(title, ...operations)];
}

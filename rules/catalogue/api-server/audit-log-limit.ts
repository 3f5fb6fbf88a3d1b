import type { Finding } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import type { KubernetesVersion } from '../../kubernetes/version';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

/** A limit on what is kept of the audit log. */
export interface AuditLogLimit {
  readonly flag: string;
  /** The least that a rule accepts. */
  readonly least: number;
  /** What a smaller value does. */
  readonly low: (value: number) => string;
  /** What not being given does before 1.36. */
  readonly missing: string;
  /** Whether giving it where it is not given takes nothing away that was kept before. */
  readonly isAddedSafely: boolean;
}

/**
 * The finding about a limit that is too low or not given, where the audit log is written to a file. Zero is no limit. Since
 * 1.36 the API server has limits of its own that are enough.
 */
export function* expectAuditLogLimit(
  apiserver: Component,
  target: KubernetesVersion,
  limit: AuditLogLimit,
): Iterable<Finding> {
  const file = knownValue(apiserver.option('audit-log-path').value) ?? '';
  if (file === '' || file === '-') return;
  const option = apiserver.option(limit.flag);
  const value = option.integer;
  const operations = option.set(String(limit.least));
  const title = `Set --${limit.flag} to ${limit.least}`;
  if (value.state === 'absent') {
    if (target.atLeast('1.36')) return;
    const safety = limit.isAddedSafely ? 'safe' : 'unsafe';
    yield { at: option, message: limit.missing, fixes: fixesOf(title, safety, operations) };
  } else if (value.state === 'known' && value.value > 0 && value.value < limit.least) {
    yield { at: option, message: limit.low(value.value), fixes: fixesOf(title, 'safe', operations) };
  }
}

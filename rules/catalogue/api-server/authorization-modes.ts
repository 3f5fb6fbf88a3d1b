import type { Finding } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import type { Option } from '../../kubernetes/option';
import { knownValue } from '../../yaml/field';
import type { Operation } from '../../yaml/operation';
import { fixesOf } from '../option-check';

/** The list of authorization modes. */
export function modesOf(apiserver: Component): Option {
  return apiserver.option('authorization-mode');
}

/** Whether the API server certainly is given no authorization mode and no file that has some: it then allows everything. */
export function hasNoMode(apiserver: Component): boolean {
  const { items } = modesOf(apiserver);
  return items.length === 0 && apiserver.option('authorization-config').value.state === 'absent';
}

/** The finding about an authorization mode that certainly is not among the modes. `meaning` says what follows. */
export function* expectMode(apiserver: Component, mode: string, meaning: string): Iterable<Finding> {
  const modes = modesOf(apiserver);
  const isEmpty = modes.items.length === 0;
  if (modes.mayInclude(mode) || (isEmpty && !hasNoMode(apiserver))) return;
  yield {
    at: modes.named,
    message: `${meaning}: ${mode} is not an authorization mode`,
    fixes: isEmpty
      ? fixesOf('Authorize with Node and RBAC', 'unsafe', modes.set('Node,RBAC'))
      : fixesOf(`Authorize with ${mode} too`, 'unsafe', modes.addItem(mode)),
  };
}

/** What takes an authorization mode away, and has Node and RBAC decide where nothing is left that RBAC was among. */
export function withoutMode(modes: Option, unwanted: string): readonly Operation[] {
  const own = modes.items.map(knownValue).filter((mode) => mode !== undefined);
  if (own.length < modes.items.length) return [];
  const kept = own.filter((mode) => mode !== unwanted);
  return modes.setItems(kept.includes('RBAC') ? kept : [...new Set([...kept, 'Node', 'RBAC'])]);
}

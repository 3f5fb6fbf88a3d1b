import type { Component } from '../../kubernetes/component';
import { knownValue } from '../../yaml/field';

/** Whether an API server certainly reaches etcd, or what stands in for it, over sockets of its own node alone. */
export function usesSockets(apiserver: Component): boolean {
  const { items } = apiserver.option('etcd-servers');
  return items.length > 0 && items.every((item) => /^unixs?:/.test(knownValue(item) ?? ''));
}

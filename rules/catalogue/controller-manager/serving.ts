import type { Finding } from '../../engine/rule';
import { isLoopback } from '../../kubernetes/address';
import type { Component } from '../../kubernetes/component';
import { isKnown, knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

/** Whether a component certainly listens on the network of its node, and not on one of its own pod. */
export function isOnNodeNetwork({ container }: Component): boolean {
  return container === undefined || isKnown(container.pod.hostNetwork, true);
}

/** The finding about a component, called `name`, that others than its own node reach. */
export function* expectLoopback(component: Component, name: string): Iterable<Finding> {
  const option = component.option('bind-address');
  const { value } = option;
  const address = knownValue(value);
  if (!isOnNodeNetwork(component) || value.state === 'unknown') return;
  if (address !== undefined && (address === '' || isLoopback(address))) return;
  const fixes = fixesOf('Listen on the loopback interface only', 'unsafe', option.set('127.0.0.1'));
  if (address !== undefined) {
    yield { at: option, message: `${name} listens at ${address}, where other machines reach it`, fixes };
    return;
  }
  const message = `${name} listens on every interface of its node: --bind-address is not set`;
  yield { at: option, message, severity: 'info', fixes };
}

/** The finding about a component, called `name`, that is told to serve without TLS and without authentication. */
export function* expectNoInsecurePort(component: Component, name: string): Iterable<Finding> {
  const port = component.option('port');
  const address = component.option('address');
  const number = port.integer;
  // A scheduler with a configuration file never looked at these flags; port 0 means no port.
  if (component.option('config').isGiven || number.state === 'unknown' || isKnown(number, 0)) return;
  if (!port.isGiven && knownValue(address.value) === undefined) return;
  const given = [port, address].filter(({ isGiven }) => isGiven);
  const flags = given.map((option) => `--${option.name}`).join(' and ');
  const removals = given.map((option) => option.remove());
  yield {
    at: port.isGiven ? port : address,
    message: `${name} is told to serve without TLS and authentication by ${flags}`,
    fixes: fixesOf(
      `Remove ${flags}`,
      'unsafe',
      removals.some(({ length }) => length === 0) ? [] : removals.flat(),
    ),
  };
}

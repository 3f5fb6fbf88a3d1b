import type { Finding } from '../engine/rule';
import { isStrongCipherSuite, STRONG_CIPHER_SUITES } from '../kubernetes/cipher-suites';
import type { Component } from '../kubernetes/component';
import { knownValue, mayBe } from '../yaml/field';
import { fixesOf } from './option-check';

/** Whether a component looks at its list of cipher suites: TLS 1.3 has a list of its own. */
export function takesCipherSuites(component: Component): boolean {
  const version = component.option('tls-min-version');
  return !version.isGiven || !mayBe(version.value, 'VersionTLS13');
}

/** The findings about the weak ones among the cipher suites that a component is told to offer. */
export function* weakCipherSuites(
  component: Component,
  flag: string,
  /** What the component is called in messages: `API server`. */
  name: string,
): Iterable<Finding> {
  if (!takesCipherSuites(component)) return;
  const option = component.option(flag);
  const { items } = option;
  const operations = option.removeItems((item) => !isStrongCipherSuite(item));
  const isAnyStrong = items.some((item) => item.state === 'known' && isStrongCipherSuite(item.value));
  const fixes = isAnyStrong
    ? fixesOf('Remove the weak cipher suites', 'unsafe', operations)
    : fixesOf(
        'Offer strong cipher suites',
        'unsafe',
        operations.length > 0 ? option.set(STRONG_CIPHER_SUITES.join(',')) : [],
      );
  for (const item of items) {
    const suite = knownValue(item);
    if (suite === undefined || isStrongCipherSuite(suite)) continue;
    yield { at: item, message: `${name} offers the weak cipher suite ${suite}`, fixes };
  }
}

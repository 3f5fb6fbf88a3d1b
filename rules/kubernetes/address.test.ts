import { expect, test } from 'vitest';
import { hostOf, isEveryAddress, isLoopback, withoutPort } from './address';

test.each(['127.0.0.1', '127.1', '::1', '[::1]', '0:0:0:0:0:0:0:1', 'localhost'])(
  '%s is loopback',
  (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(isEveryAddress(host)).toBe(false);
  },
);

test.each(['0.0.0.0', '::', '[::]', '0:0:0:0:0:0:0:0', ''])('%j is every address', (host) => {
  expect(isEveryAddress(host)).toBe(true);
  expect(isLoopback(host)).toBe(false);
});

test.each(['10.0.0.1', '2001:db8::1', 'node', '128.0.0.1'])('%s is neither', (host) => {
  expect(isLoopback(host) || isEveryAddress(host)).toBe(false);
});

test.each([
  ['http://0.0.0.0:2379', '0.0.0.0'],
  ['https://[::1]:2379/a', '[::1]'],
  ['http://:2379', ''],
  ['http://a:b@etcd/', 'etcd'],
  ['etcd:2379', undefined],
])('the host of %s is %s', (url, expected) => {
  expect(hostOf(url)).toBe(expected);
});

test.each([
  ['127.0.0.1:10249', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]:10249', '[::1]'],
  ['::1', '::1'],
  [':10249', ''],
])('%s without its port is %j', (address, expected) => {
  expect(withoutPort(address)).toBe(expected);
});

import { expect, test } from 'vitest';
import { Cidr } from './cidr';

function contains(block: string, other: string): boolean | undefined {
  const inner = Cidr.parse(other) ?? Cidr.ofAddress(other);
  return inner === undefined ? undefined : Cidr.parse(block)?.contains(inner);
}

test.each([
  ['0.0.0.0/0', '169.254.169.254', true],
  ['10.0.0.0/0', '169.254.169.254', true],
  ['169.254.0.0/16', '169.254.169.254', true],
  ['169.254.169.254/32', '169.254.169.254', true],
  ['169.254.169.252/31', '169.254.169.254', false],
  ['169.254.169.252/30', '169.254.169.254', true],
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['::/0', 'fd00:ec2::254', true],
  ['fd00:ec2::/32', 'fd00:ec2::254', true],
  ['fd00:ec2:1::/48', 'fd00:ec2::254', false],
  ['::/0', '169.254.169.254', false],
  ['0.0.0.0/0', 'fd00:ec2::254', false],
  ['::ffff:0:0/96', '169.254.169.254', true],
  ['::ffff:169.254.0.0/112', '169.254.169.254', true],
  ['169.254.0.0/16', '::ffff:169.254.169.254', true],
  ['::ffff:0:0/95', '169.254.169.254', false],
])('%s contains %s: %s', (block, other, expected) => {
  expect(contains(block, other)).toBe(expected);
});

test.each([
  '10.0.0.0',
  '10.0.0/8',
  '010.0.0.0/8',
  '0x0a.0.0.0/8',
  '10.0.0.0/33',
  '1/8',
  'fe80::%eth0/64',
  '::/129',
  'all',
  '',
])('%j is no block', (text) => {
  expect(Cidr.parse(text)).toBeUndefined();
});

test('an address is the block of that address alone', () => {
  expect(Cidr.ofAddress('10.0.0.1')?.isSingle).toBe(true);
  expect(Cidr.ofAddress('fd00::1')?.isSingle).toBe(true);
  expect(Cidr.ofAddress('lb.example')).toBeUndefined();
});

test('a block is any address of its family, or internal, by all of its addresses', () => {
  const facts = (text: string) => [
    Cidr.parse(text)?.family,
    Cidr.parse(text)?.isAny,
    Cidr.parse(text)?.isInternal,
  ];
  expect(facts('0.0.0.0/0')).toEqual(['IPv4', true, false]);
  expect(facts('::ffff:0.0.0.0/96')).toEqual(['IPv4', true, false]);
  expect(facts('::/0')).toEqual(['IPv6', true, false]);
  expect(facts('0.0.0.0/1')).toEqual(['IPv4', false, false]);
  expect(facts('172.20.0.0/16')).toEqual(['IPv4', false, true]);
  expect(facts('172.0.0.0/8')).toEqual(['IPv4', false, false]);
  expect(facts('fd12::/16')).toEqual(['IPv6', false, true]);
});

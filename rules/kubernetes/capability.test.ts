import { expect, test } from 'vitest';
import { capabilityMeantBy, isCapability } from './capability';

test.each([
  ['NET_RAW', 'NET_RAW'],
  ['net_raw', 'NET_RAW'],
  ['CAP_NET_RAW', 'NET_RAW'],
  ['cap_net_raw', 'NET_RAW'],
  ['all', 'ALL'],
  ['NET_CAP_RAW', 'NET_CAP_RAW'],
])('%s means %s', (spelling, name) => {
  expect(capabilityMeantBy(spelling)).toBe(name);
});

test('a capability is known by its one right spelling', () => {
  expect(['ALL', 'SYSLOG', 'CHECKPOINT_RESTORE'].every(isCapability)).toBe(true);
  expect(['all', 'CAP_SYSLOG', 'NET_ROW', ''].some(isCapability)).toBe(false);
});

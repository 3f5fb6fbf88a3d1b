import { expect, test } from 'vitest';
import { isAllowedSysctl, safeSysctls, sysctlName } from './sysctl';
import { KubernetesVersion } from './version';

test.each([
  ['net.core.somaxconn', 'net.core.somaxconn'],
  ['net/core/somaxconn', 'net.core.somaxconn'],
  ['net/ipv4/conf/eth0.1/forwarding', 'net.ipv4.conf.eth0/1.forwarding'],
  ['net.ipv4.conf.eth0/1.forwarding', 'net.ipv4.conf.eth0/1.forwarding'],
  ['', ''],
])('%s is the kernel parameter %s', (written, name) => {
  expect(sysctlName(written)).toBe(name);
});

test.each([
  ['net.core.somaxconn', true],
  ['net/core/somaxconn', true],
  ['kernel.msgmax', true],
  ['kernel.shmmax', false],
  ['net.core.somaxconnect', false],
])('a kubelet that lists kernel.msg* and net.core.somaxconn allows %s: %s', (name, expected) => {
  expect(isAllowedSysctl(name, ['kernel.msg*', 'net.core.somaxconn'])).toBe(expected);
});

test('the safe parameters are those of the version', () => {
  const at = (version: string) => safeSysctls(KubernetesVersion.parse(version) ?? KubernetesVersion.latest);
  expect(at('1.26')).not.toContain('net.ipv4.tcp_rmem');
  expect(at('1.32')).toContain('net.ipv4.tcp_rmem');
});

import { expect, test } from 'vitest';
import { holdsRuntimeSocket, isSensitivePath } from './node-path';

test('knows sensitive directories, what is in them and what they are in', () => {
  for (const path of [
    '/',
    '//',
    '/.',
    '/etc',
    '/etc/',
    '/etc/kubernetes/pki',
    '//etc//ssl/',
    '/./etc',
    '/srv/../etc/passwd',
    '/var',
    '/var/lib',
    '/var/lib/kubelet/pods',
    '/var/run/secrets',
    'C:\\',
    'c:',
    'C:/',
    'C:\\Windows\\System32',
    'c:\\var\\lib\\kubelet',
    'D:\\var',
  ]) {
    expect([path, isSensitivePath(path)]).toEqual([path, true]);
  }
});

test('takes no other directory for a sensitive one', () => {
  for (const path of [
    '/srv',
    '/mnt/etc',
    '/etcetera',
    '/data',
    '/var/lib/postgresql',
    '/var/lib/kubelet2',
    '/ETC',
    '/Users/it',
    '/etc/../srv',
    'C:\\data',
    'c:/k',
    '\\\\.\\pipe\\docker_engine',
  ]) {
    expect([path, isSensitivePath(path)]).toEqual([path, false]);
  }
});

test('knows the sockets of container runtimes and what holds them', () => {
  for (const path of [
    '/var/run/docker.sock',
    '/run/docker.sock',
    '/run//docker.sock/',
    '/run/containerd',
    '/run/containerd/containerd.sock',
    '/var/run/crio/crio.sock',
    '/run/cri-dockerd.sock',
    '/run/k3s/containerd/containerd.sock',
    '/run',
    '/var/run/',
    '/var',
    '/',
    '\\\\.\\pipe\\docker_engine',
    '//./pipe/containerd-containerd',
    '\\\\.\\PIPE\\',
  ]) {
    expect([path, holdsRuntimeSocket(path)]).toEqual([path, true]);
  }
});

test('takes nothing else for such a socket', () => {
  for (const path of [
    '/run/docker',
    '/run/docker.sock.d',
    '/run/containerd/containerd.sock.ttrpc',
    '/srv/run/docker.sock',
    '/var/lib/docker',
    '\\\\.\\pipe\\csi-proxy-filesystem-v1',
    'C:\\',
  ]) {
    expect([path, holdsRuntimeSocket(path)]).toEqual([path, false]);
  }
});

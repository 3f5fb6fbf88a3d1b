import { expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import { rules } from '../../index';
import { sourceOf } from '../../yaml/source';

/** What one rule says about a text; options are the rule's own. */
function saidBy(rule: string, text: string, options: Readonly<Record<string, unknown>> = {}) {
  const only = { ...defaultOptions, only: [rule], ruleOptions: { [rule]: options } };
  return lint(sourceOf('file:///a.yaml', text), rules, only).problems;
}

function kubelet(line: string): string {
  return `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${line}`;
}

function cluster(line: string): string {
  return `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n${line}`;
}

test.each([
  ['kubelet-allowed-unsafe-sysctls', kubelet('allowedUnsafeSysctls: [kernel.msgmax]'), 'warning'],
  ['kubelet-allowed-unsafe-sysctls', kubelet('allowedUnsafeSysctls: ["kernel.*"]'), 'error'],
  ['kubelet-static-pod-url', kubelet('staticPodURL: https://boot.example/a'), 'warning'],
  ['kubelet-static-pod-url', kubelet('staticPodURL: http://boot.example/a'), 'error'],
  ['kubelet-tls-cipher-suites', kubelet('tlsCipherSuites: [AES256]'), 'warning'],
  ['kubelet-tls-cipher-suites', kubelet('tlsCipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA]'), 'error'],
  ['kubeadm-certificate-validity-long', cluster('certificateValidityPeriod: 26280h'), 'info'],
  ['kubeadm-certificate-validity-long', cluster('certificateValidityPeriod: 26281h'), 'error'],
])('how grave %s is depends on the value', (rule, text, expected) => {
  expect(saidBy(rule, text).map(({ severity }) => severity)).toEqual([expected]);
});

test('the bounds for logs of containers can be configured', () => {
  const text = kubelet('containerLogMaxFiles: 3\ncontainerLogMaxSize: 5Mi');
  expect(saidBy('kubelet-log-rotation', text)).toEqual([]);
  const said = saidBy('kubelet-log-rotation', text, { minimumFiles: 4, minimumSize: '8Mi' });
  expect(said.map(({ message }) => message)).toEqual([
    'Kubelet keeps fewer than 4 log files of a container',
    'Kubelet keeps less than 8Mi in a log file of a container',
  ]);
});

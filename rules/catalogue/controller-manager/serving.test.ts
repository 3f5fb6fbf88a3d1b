import { expect, test } from 'vitest';
import type { AnyRule } from '../../engine/rule';
import { optionsOf, problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import lookupSkipped from '../scheduler/component-authn-lookup-skipped';
import extenderInsecure from '../scheduler/scheduler-extender-insecure';
import bindAddress from './controller-manager-bind-address';
import insecurePort from './controller-manager-insecure-port';

test.each([
  ['every address by default is information', '--profiling=false', ['info']],
  ['every address by choice is a warning', '--bind-address=0.0.0.0', ['warning']],
  ['an address that the component refuses is nothing', '--bind-address=', []],
])('%s', (_, flag, severities) => {
  expect(severitiesOf(bindAddress, podOf(flag))).toEqual(severities);
});

test('a component without the flags of the insecure port has none', () => {
  expect(severitiesOf(insecurePort, podOf('--secure-port=10257'))).toEqual([]);
});

test('an empty kubeconfig is taken away where kubeadm then gives one, and nowhere else', () => {
  const configuration = `
    apiVersion: kubeadm.k8s.io/v1beta3
    kind: ClusterConfiguration
    controllerManager: {extraArgs: {authentication-kubeconfig: ""}}
  `;
  expect(fixesOf(lookupSkipped, dedent(configuration))).toEqual(['Remove --authentication-kubeconfig']);
  expect(fixesOf(lookupSkipped, podOf('--authentication-kubeconfig='))).toEqual([]);
});

test.each([
  ['localhost:8888', 'info'],
  ['extender.example', 'warning'],
])('an extender at %s is of severity %s', (host, severity) => {
  const configuration = `
    apiVersion: kubescheduler.config.k8s.io/v1
    kind: KubeSchedulerConfiguration
    extenders: [{urlPrefix: "http://${host}"}]
  `;
  expect(severitiesOf(extenderInsecure, dedent(configuration))).toEqual([severity]);
});

function podOf(flag: string): string {
  return dedent(`
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec:
      hostNetwork: true
      containers:
        - {name: a, image: i, command: [kube-controller-manager, ${flag}]}
  `);
}

function severitiesOf(rule: AnyRule, text: string): readonly string[] {
  return problemsOf(text, rule, optionsOf({})).map(({ severity }) => severity);
}

function fixesOf(rule: AnyRule, text: string): readonly string[] {
  return problemsOf(text, rule, optionsOf({})).flatMap(({ fixes }) => fixes.map(({ title }) => title));
}

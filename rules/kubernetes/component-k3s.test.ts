import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';
import { dedent } from '../testing/marked';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';

const CONFIG = `
  write-kubeconfig-mode: "0600"
  protect-kernel-defaults: true
  secrets-encryption: false
  kube-apiserver-arg:
    - anonymous-auth=true
    - --audit-log-path=/var/log/audit.log
    - profiling
    - enable-admission-plugins+=AlwaysAdmit
  kubelet-arg: read-only-port=10255
  kubelet-arg+:
    - event-qps=5
`;
const FILE = 'file:///nodes/etc/rancher/k3s/config.yaml';

describe('a configuration file of k3s', () => {
  const apiserver = componentIn(CONFIG, 'kube-apiserver', FILE);
  const kubelet = componentIn(CONFIG, 'kubelet', FILE);

  test('gives arguments as a list, or as one text', () => {
    expect(told(apiserver, 'anonymous-auth')).toBe('true');
    expect(told(apiserver, 'audit-log-path')).toBe('/var/log/audit.log');
    expect(told(apiserver, 'profiling')).toBe('true [profiling]');
    expect(told(kubelet, 'read-only-port')).toBe('10255');
    expect(told(kubelet, 'event-qps')).toBe('5');
    expect(told(kubelet, 'protect-kernel-defaults')).toBe('true');
  });

  test('adds to values that are not in view', () => {
    const plugins = apiserver.option('enable-admission-plugins');
    expect(plugins.items.map(knownValue)).toEqual(['AlwaysAdmit', undefined]);
    expect(plugins.value.state).toBe('unknown');
    expect(plugins.addItem('NodeRestriction')).toEqual([]);
  });

  test('says nothing of what it does not give, but that Secrets are not encrypted', () => {
    expect(apiserver.option('audit-log-maxage').value.state).toBe('unknown');
    expect(told(apiserver, 'encryption-provider-config')).toBe('absent [false]');
    const rke2 = componentIn(CONFIG, 'kube-apiserver', FILE.replace('k3s', 'rke2'));
    expect(rke2.option('encryption-provider-config').value.state).toBe('unknown');
    const silent = CONFIG.replace('--audit-log-path', 'audit-log-maxage=10 #');
    const audit = componentIn(silent, 'kube-apiserver', FILE.replace('k3s', 'rke2')).option('audit-log-path');
    expect(knownValue(audit.value)).toBe('/var/lib/rancher/rke2/server/logs/audit.log');
  });

  test('is changed within its arguments', () => {
    const result = changed(CONFIG, [
      ...apiserver.option('anonymous-auth').set('false'),
      ...apiserver.option('audit-log-path').remove(),
      ...apiserver.option('profiling').set('false'),
    ]);
    expect(result).toContain('  - anonymous-auth=false\n  - profiling=false\n');
    expect(changed(CONFIG, kubelet.option('read-only-port').set('0'))).toContain(
      'kubelet-arg: read-only-port=0\n',
    );
  });
});

describe('a file', () => {
  test.each([
    ['file:///etc/rancher/k3s/config.yaml', 'K3sConfig'],
    ['file:///files/rke2/config.yaml', 'RKE2Config'],
    ['file:///etc/rancher/rke2/config.yaml.d/90-audit.yaml', 'RKE2Config'],
    ['file:///config.yaml', undefined],
    ['file:///k3s/values.yaml', undefined],
    ['file:///k3s/config.yaml.d/a/b.yaml', undefined],
  ])('at %s is %s', (uri, kind) => {
    const { manifests } = readManifests(sourceOf(uri, 'kubelet-arg: [read-only-port=0]\n'));
    expect(manifests[0]?.kind).toBe(kind);
  });

  test.each([
    'server: https://a:6443\n',
    'kind: Config\nkubelet-arg: [a=b]\n',
    'apiVersion: v1\nkubelet-arg: [a=b]\n',
  ])('at the place of k3s with other content is none of it: %j', (text) => {
    expect(readManifests(sourceOf(FILE, dedent(text))).manifests).toEqual([]);
  });
});

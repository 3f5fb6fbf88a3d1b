import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';
import { dedent } from '../testing/marked';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { isControlPlane, kubeadmConfigsOf } from './component-kubeadm';
import { kubeadmConfigsBeside } from './kubeadm-beside';
import { readManifests } from './manifest';

describe('a kubeadm configuration', () => {
  const mapping = `
    apiVersion: kubeadm.k8s.io/v1beta3
    kind: ClusterConfiguration
    apiServer:
      extraArgs:
        profiling: "true"
        enable-admission-plugins: PodNodeSelector
  `;
  const list = `
    apiVersion: kubeadm.k8s.io/v1beta4
    kind: ClusterConfiguration
    apiServer:
      extraArgs:
        - name: profiling
          value: "true"
  `;

  test('gives arguments as a mapping', () => {
    const component = componentIn(mapping, 'kube-apiserver');
    expect(told(component, 'profiling')).toBe('true ["true"]');
    expect(told(component, 'enable-admission-plugins')).toBe('PodNodeSelector');
    expect(told(component, 'authorization-mode')).toBe('Node,RBAC [extraArgs]');
    expect(told(component, 'audit-log-path')).toBe('absent [extraArgs]');
    expect(changed(mapping, component.option('profiling').set('false'))).toBe(
      dedent(mapping).replace('"true"', '"false"'),
    );
    expect(changed(mapping, component.option('audit-log-maxage').set('30'))).toContain(
      'audit-log-maxage: "30"',
    );
  });

  test('gives arguments as a list', () => {
    const component = componentIn(list, 'kube-apiserver');
    expect(told(component, 'profiling')).toBe('true ["true"]');
    expect(told(component, 'anonymous-auth')).toBe('absent [extraArgs]');
    expect(changed(list, component.option('anonymous-auth').set('false'))).toBe(
      `${dedent(list)}    - name: anonymous-auth\n      value: "false"\n`,
    );
  });

  test('tells the API server about an etcd that others run', () => {
    const external = `
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: ClusterConfiguration
      etcd:
        external:
          endpoints: ["https://a:2379", "http://b:2379"]
          caFile: /ca.crt
          certFile: ""
    `;
    const component = componentIn(external, 'kube-apiserver');
    const servers = component.option('etcd-servers');
    expect(servers.items.map(knownValue)).toEqual(['https://a:2379', 'http://b:2379']);
    expect(changed(external, servers.set('https://a:2379,https://b:2379'))).toContain('https://b:2379');
    expect(told(component, 'etcd-cafile')).toBe('/ca.crt');
    expect(told(component, 'etcd-certfile')).toBe(' [""]');
    expect(told(component, 'etcd-keyfile')).toBe('absent [external]');
    expect(changed(external, component.option('etcd-keyfile').set('/key'))).toContain('keyFile: /key\n');
    expect(told(component, 'client-ca-file')).toBe('/etc/kubernetes/pki/ca.crt [apiVersion]');
  });

  test('says nothing of flags of the kubelet that it does not give', () => {
    const kubelet = componentIn(
      `
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: JoinConfiguration
      nodeRegistration:
        kubeletExtraArgs:
          read-only-port: "10255"
      `,
      'kubelet',
    );
    expect(told(kubelet, 'read-only-port')).toBe('10255 ["10255"]');
    expect(kubelet.option('anonymous-auth').value.state).toBe('unknown');
  });

  test('is found in an object of Cluster API', () => {
    const component = componentIn(
      `
      apiVersion: controlplane.cluster.x-k8s.io/v1beta1
      kind: KubeadmControlPlane
      metadata: {name: a}
      spec:
        kubeadmConfigSpec:
          clusterConfiguration:
            controllerManager:
              extraArgs: {profiling: "false"}
      `,
      'kube-controller-manager',
    );
    expect(told(component, 'profiling')).toBe('false ["false"]');
  });
});

describe('a node that kubeadm sets up', () => {
  test.each([
    ['kubeadm.k8s.io/v1beta4', 'InitConfiguration', '', true],
    ['kubeadm.k8s.io/v1beta4', 'JoinConfiguration', '', false],
    ['kubeadm.k8s.io/v1beta4', 'JoinConfiguration', 'controlPlane: {}', true],
    [
      'controlplane.cluster.x-k8s.io/v1beta1',
      'KubeadmControlPlane',
      'spec: {kubeadmConfigSpec: {joinConfiguration: {a: b}}}',
      true,
    ],
    ['bootstrap.cluster.x-k8s.io/v1beta1', 'KubeadmConfig', 'spec: {joinConfiguration: {a: b}}', false],
  ])('of %s %s with "%s" is of the control plane: %s', (apiVersion, kind, more, expected) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n${more}\n`;
    const configs = readManifests(sourceOf('file:///a.yaml', text)).manifests.flatMap(kubeadmConfigsOf);
    expect(configs.map(isControlPlane)).toEqual([expected]);
  });

  test('is described in one file', () => {
    const text = dedent(`
      apiVersion: kubelet.config.k8s.io/v1beta1
      kind: KubeletConfiguration
      ---
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: JoinConfiguration
    `);
    const [kubelet] = readManifests(sourceOf('file:///a.yaml', text)).manifests;
    const beside = kubelet === undefined ? [] : kubeadmConfigsBeside(kubelet);
    expect(beside.map(({ kind }) => kind)).toEqual(['JoinConfiguration']);
  });
});

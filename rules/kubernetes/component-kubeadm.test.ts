import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';
import { dedent } from '../testing/marked';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { componentsOf } from './component';
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

  test('leaves open what becomes of an argument that is merged with a default', () => {
    const merged = dedent(list).replace('v1beta4', 'v1');
    expect(told(componentIn(merged, 'kube-apiserver'), 'profiling')).toBe('true ["true"]');
    const component = componentIn(`${merged}      mergeMethod: append\n`, 'kube-apiserver');
    expect(told(component, 'profiling')).toBe('unknown [extraArgs]');
    expect(component.option('profiling').isGiven).toBe(false);
    expect(told(component, 'anonymous-auth')).toBe('absent [extraArgs]');
  });

  test('gives an argument that its list lacks one value', () => {
    const plugins = componentIn(list, 'kube-apiserver').option('enable-admission-plugins');
    expect(changed(list, [...plugins.addItem('A'), ...plugins.addItem('B')])).toContain(
      'two changes disagree',
    );
  });

  test('gives etcd by its environment what no flag does', () => {
    const etcd = (args: string) =>
      componentIn(
        `
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        etcd:
          local:
            extraArgs: ${args}
            extraEnvs:
              - {name: ETCD_AUTO_TLS, value: "true"}
              - {name: ETCD_CLIENT_CERT_AUTH, value: "false"}
              - {name: ETCD_LISTEN_METRICS_URLS, value: "http://0.0.0.0:2381"}
        `,
        'etcd',
      );
    expect(told(etcd('[]'), 'auto-tls')).toBe('true ["true"]');
    expect(told(etcd('[{name: auto-tls, value: "false"}]'), 'auto-tls')).toBe('false ["false"]');
    expect(told(etcd('[]'), 'client-cert-auth')).toContain('true');
    expect(told(etcd('[]'), 'listen-metrics-urls')).toContain('absent');
  });

  test('for members of an etcd alone is about nothing else', () => {
    const alone = `
      apiVersion: kubeadm.k8s.io/v1beta4
      kind: ClusterConfiguration
      etcd:
        local:
          extraArgs:
            - name: initial-cluster
              value: a=https://10.0.0.6:2380,b=https://10.0.0.7:2380
    `;
    expect(componentNamesIn(alone)).toEqual(['etcd']);
    expect(componentNamesIn(`${alone}  controlPlaneEndpoint: api.example:6443\n`)).toContain(
      'kube-apiserver',
    );
    expect(componentNamesIn(alone.replace('initial-cluster', 'metrics'))).toContain('kube-apiserver');
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

  test.each([
    ['clusterConfiguration/apiServer/extraArgs', 'unknown', 'absent'],
    ['clusterConfiguration/apiServer/extraArgs/profiling', 'unknown', 'absent'],
    ['clusterConfiguration', 'unknown', 'unknown'],
    ['files/-', 'absent', 'absent'],
  ])('lacks nothing for certain where a ClusterClass patches %s', (pointer, apiserver, scheduler) => {
    const text = `
      apiVersion: cluster.x-k8s.io/v1beta1
      kind: ClusterClass
      spec:
        patches:
          - name: a
            definitions:
              - jsonPatches:
                  - op: add
                    path: "/spec/template/spec/kubeadmConfigSpec/${pointer}"
      ---
      apiVersion: controlplane.cluster.x-k8s.io/v1beta2
      kind: KubeadmControlPlaneTemplate
      spec:
        template:
          spec:
            kubeadmConfigSpec:
              clusterConfiguration:
                scheduler: {}
    `;
    const state = (name: 'kube-apiserver' | 'kube-scheduler') =>
      componentIn(text, name).option('profiling').value.state;
    expect([state('kube-apiserver'), state('kube-scheduler')]).toEqual([apiserver, scheduler]);
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

function componentNamesIn(text: string): readonly string[] {
  const { manifests } = readManifests(sourceOf('file:///a.yaml', dedent(text)));
  return manifests.flatMap(componentsOf).map(({ name }) => name);
}

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

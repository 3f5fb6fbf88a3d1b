import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { componentsOf } from './component';
import { readManifests } from './manifest';

const CONFIG = `
  apiVersion: k0s.k0sproject.io/v1beta1
  kind: ClusterConfig
  spec:
    api:
      extraArgs:
        profiling: "true"
    storage:
      etcd:
        extraArgs: {auto-tls: "true"}
    workerProfiles:
      - name: custom
        values:
          readOnlyPort: 10255
`;

describe("k0s' configuration", () => {
  test('adds arguments to those that k0s gives', () => {
    const apiserver = componentIn(CONFIG, 'kube-apiserver');
    expect(told(apiserver, 'profiling')).toBe('true ["true"]');
    expect(apiserver.option('anonymous-auth').value.state).toBe('unknown');
    expect(changed(CONFIG, apiserver.option('profiling').set('false'))).toContain('profiling: "false"\n');
    expect(told(componentIn(CONFIG, 'etcd'), 'auto-tls')).toBe('true ["true"]');
  });

  test('has kubelets in its worker profiles', () => {
    const kubelet = componentIn(CONFIG, 'kubelet');
    expect(told(kubelet, 'read-only-port')).toBe('10255');
    expect(kubelet.option('authorization-mode').value.state).toBe('unknown');
  });

  test('stands in a file of k0sctl, too', () => {
    const text = `
      apiVersion: k0sctl.k0sproject.io/v1beta1
      kind: Cluster
      spec:
        k0s:
          config:
            apiVersion: k0s.k0sproject.io/v1beta1
            kind: ClusterConfig
            spec: {scheduler: {extraArgs: {profiling: "true"}}}
    `;
    const { manifests } = readManifests(sourceOf('file:///k0sctl.yaml', dedent(text)));
    expect(manifests.flatMap(componentsOf).map(({ name }) => name)).toEqual(['kube-scheduler']);
  });
});

describe("eksctl's configuration", () => {
  test('has kubelets in its node groups', () => {
    const kubelet = componentIn(
      `
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        nodeGroups:
          - name: a
            kubeletExtraConfig:
              authentication: {anonymous: {enabled: true}}
      `,
      'kubelet',
    );
    expect(told(kubelet, 'anonymous-auth')).toBe('true');
    expect(kubelet.option('read-only-port').value.state).toBe('unknown');
  });
});

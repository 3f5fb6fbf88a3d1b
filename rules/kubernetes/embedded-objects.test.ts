import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';

/** The kinds of the objects in a text. */
function kindsIn(text: string): readonly string[] {
  return readManifests(sourceOf('file:///a.yaml', dedent(text))).manifests.map(({ kind }) => kind);
}

function configMap(name: string, namespace: string, content: string): string {
  return `
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: ${name}, namespace: ${namespace}}
    data:
      kubelet: |
        ${content}
        authentication:
          anonymous:
            enabled: true
  `;
}

const KUBELET = 'apiVersion: kubelet.config.k8s.io/v1beta1\n        kind: KubeletConfiguration';

describe("a ConfigMap of kubeadm's", () => {
  test('has a configuration, which counts as a file of its own', () => {
    const text = configMap('kubelet-config', 'kube-system', KUBELET);
    const kubelet = componentIn(text, 'kubelet');
    expect(told(kubelet, 'anonymous-auth')).toBe('true');
    expect(told(kubelet, 'authorization-mode')).toBe('Webhook [apiVersion]');
    expect(kubelet.path).toEqual(['data', 'kubelet']);
    expect(changed(text, kubelet.option('anonymous-auth').set('false'))).toContain('      enabled: false\n');
  });

  test('has a configuration of kubeadm, whose defaults count', () => {
    const apiserver = componentIn(
      `
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kubeadm-config}
      data:
        ClusterConfiguration: |
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              profiling: "false"
      `,
      'kube-apiserver',
    );
    expect(told(apiserver, 'profiling')).toBe('false ["false"]');
    expect(told(apiserver, 'authorization-mode')).toBe('Node,RBAC [extraArgs]');
  });

  test.each([
    ['kubelet-config-1.23', 'kube-system', KUBELET, 2],
    ['kube-proxy', 'kube-system', KUBELET, 2],
    ['kube-proxy-config', 'kube-system', KUBELET, 2],
    ['kubelet-config', 'other', KUBELET, 1],
    ['samples', 'kube-system', KUBELET, 1],
    ['kubelet-config', 'kube-system', 'apiVersion: v1\n        kind: Pod', 1],
  ])('%s in %s is looked into by name and content', (name, namespace, content, count) => {
    expect(kindsIn(configMap(name, namespace, content))).toHaveLength(count);
  });
});

describe('files that are written to nodes', () => {
  const policy = `
            apiVersion: audit.k8s.io/v1
            kind: Policy
            rules: []`;

  test.each([
    ['', ['KubeadmControlPlane', 'Policy']],
    ['append: true', ['KubeadmControlPlane']],
    ['append: false', ['KubeadmControlPlane', 'Policy']],
    ['encoding: gzip', ['KubeadmControlPlane']],
  ])('are looked into where they are whole: "%s"', (more, kinds) => {
    const text = `
      apiVersion: controlplane.cluster.x-k8s.io/v1beta1
      kind: KubeadmControlPlane
      spec:
        kubeadmConfigSpec:
          files:
            - path: /etc/kubernetes/audit-policy.yaml
              ${more}
              content: |${policy.replaceAll('\n            ', '\n                ')}
    `;
    expect(kindsIn(text)).toEqual(kinds);
  });

  test('may have values that something puts in later', () => {
    const text = `
      apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
      kind: KubeadmConfig
      spec:
        files:
          - path: /etc/kubernetes/encryption.yaml
            content: |
              apiVersion: apiserver.config.k8s.io/v1
              kind: EncryptionConfiguration
              key: ${'$'}{KEY}
    `;
    expect(kindsIn(text)).toEqual(['KubeadmConfig', 'EncryptionConfiguration']);
  });

  test.each([
    ['/etc/kubernetes/patches/kubeletconfiguration0+strategic.yaml', 'unknown'],
    ['/etc/kubernetes/kubelet.conf.d/10-pods.conf', 'unknown'],
    ['/var/lib/kubelet/config.yaml', '-1'],
  ])('may be parts of one by their names: %s', (path, expected) => {
    const text = `
      apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
      kind: KubeadmConfig
      spec:
        files:
          - path: ${path}
            content: |
              apiVersion: kubelet.config.k8s.io/v1beta1
              kind: KubeletConfiguration
              maxPods: 250
    `;
    expect(told(componentIn(text, 'kubelet'), 'pod-max-pids')).toMatch(expected);
  });

  test('may be those of kOps', () => {
    const text = `
      apiVersion: kops.k8s.io/v1alpha2
      kind: Cluster
      spec:
        fileAssets:
          - name: encryption
            content: |
              kind: EncryptionConfig
              apiVersion: v1
          - name: script
            content: |
              kind: of a script
    `;
    expect(kindsIn(text)).toEqual(['Cluster', 'EncryptionConfig']);
  });
});

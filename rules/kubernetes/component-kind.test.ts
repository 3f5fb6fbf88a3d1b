import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';

describe('a Cluster of kind', () => {
  const patches = `
    apiVersion: kind.x-k8s.io/v1alpha4
    kind: Cluster
    kubeadmConfigPatches:
      - |
        kind: ClusterConfiguration
        apiServer:
          extraArgs:
            anonymous-auth: "true" # for the trial
    nodes:
      - role: control-plane
        kubeadmConfigPatches:
          - |
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            readOnlyPort: 10255
            ---
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: InitConfiguration
            nodeRegistration:
              kubeletExtraArgs:
                - name: anonymous-auth
                  value: "true"
  `;

  test('has patches, which say nothing of what they leave out', () => {
    const apiserver = componentIn(patches, 'kube-apiserver');
    expect(told(apiserver, 'anonymous-auth')).toBe('true ["true"]');
    expect(apiserver.option('authorization-mode').value.state).toBe('unknown');
    expect(apiserver.option('basic-auth-file').isGiven).toBe(false);
    const kubelet = componentIn(patches, 'kubelet');
    expect(told(kubelet, 'read-only-port')).toBe('10255');
    expect(kubelet.option('authorization-mode')).toMatchObject({
      value: { state: 'unknown' },
      isGiven: false,
    });
    expect(kubelet.option('tls-cipher-suites')).toMatchObject({
      value: { state: 'unknown' },
      isGiven: false,
    });
    expect(kubelet.option('feature-gates')).toMatchObject({ value: { state: 'unknown' }, isGiven: false });
  });

  test('is changed within the text of its patches', () => {
    const apiserver = componentIn(patches, 'kube-apiserver');
    const result = changed(patches, apiserver.option('anonymous-auth').set('false'));
    expect(result).toContain('        anonymous-auth: "false" # for the trial\n');
    const kubelet = componentIn(patches, 'kubelet');
    expect(changed(patches, kubelet.option('read-only-port').set('0'))).toContain(
      '        readOnlyPort: 0\n',
    );
  });

  test('has patches that are operations', () => {
    const text = `
      apiVersion: kind.x-k8s.io/v1alpha4
      kind: Cluster
      kubeadmConfigPatchesJSON6902:
        - group: kubeadm.k8s.io
          version: v1beta4
          kind: ClusterConfiguration
          patch: |
            - op: add
              path: /apiServer/extraArgs/-
              value: {name: profiling, value: "true"}
            - op: remove
              path: /apiServer/extraArgs/token-auth-file
            - op: add
              path: /apiServer/extraArgs/authorization-mode
              value: AlwaysAllow
            - op: replace
              path: /controllerManager/extraArgs
              value: {bind-address: 0.0.0.0}
      nodes:
        - role: worker
          kubeadmConfigPatchesJSON6902:
            - group: kubelet.config.k8s.io
              version: v1beta1
              kind: KubeletConfiguration
              patch: |
                - op: add
                  path: /authentication/anonymous/enabled
                  value: true
    `;
    const apiserver = componentIn(text, 'kube-apiserver');
    expect(told(apiserver, 'profiling')).toBe('true ["true"]');
    expect(told(apiserver, 'authorization-mode')).toBe('AlwaysAllow');
    expect(apiserver.option('token-auth-file').isGiven).toBe(false);
    expect(changed(text, apiserver.option('profiling').set('false'))).toContain('value: "false"}');
    expect(apiserver.option('profiling').remove()).toEqual([]);
    expect(told(componentIn(text, 'kube-controller-manager'), 'bind-address')).toBe('0.0.0.0');
    const kubelet = componentIn(text, 'kubelet');
    expect(told(kubelet, 'anonymous-auth')).toBe('true');
    expect(changed(text, kubelet.option('anonymous-auth').set('false'))).toContain('value: false\n');
    expect(kubelet.option('read-only-port').value.state).toBe('unknown');
  });

  test('gives feature gates to all components, and one of them speaks for all', () => {
    const text = `
      apiVersion: kind.x-k8s.io/v1alpha4
      kind: Cluster
      featureGates: {AllAlpha: true}
    `;
    expect(told(componentIn(text, 'kube-apiserver'), 'feature-gates')).toBe('AllAlpha=true [featureGates]');
    expect(() => componentIn(text, 'kubelet')).toThrow();
  });
});

import { describe, expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';
import { dedent } from '../testing/marked';
import { knownValue } from '../yaml/field';
import { sourceOf } from '../yaml/source';
import { componentsOf } from './component';
import { readManifests } from './manifest';

const CONFIG = `
  version: v1alpha1
  machine:
    type: controlplane
    kubelet:
      extraArgs:
        anonymous-auth: true
      extraConfig:
        readOnlyPort: 10255
      defaultRuntimeSeccompProfileEnabled: false
  cluster:
    apiServer:
      extraArgs:
        profiling: "true"
        authorization-mode: Webhook
      auditPolicy:
        apiVersion: audit.k8s.io/v1
        kind: Policy
        rules: []
      admissionControl:
        - name: PodSecurity
          configuration:
            apiVersion: pod-security.admission.config.k8s.io/v1
            kind: PodSecurityConfiguration
`;

describe("Talos' configuration", () => {
  const { manifests } = readManifests(sourceOf('file:///controlplane.yaml', dedent(CONFIG)));
  const kubelets = manifests.flatMap(componentsOf).filter(({ name }) => name === 'kubelet');

  test('adds arguments to those that Talos gives', () => {
    const apiserver = componentIn(CONFIG, 'kube-apiserver');
    expect(told(apiserver, 'profiling')).toBe('true ["true"]');
    expect(apiserver.option('anonymous-auth').value.state).toBe('unknown');
    expect(changed(CONFIG, apiserver.option('profiling').set('false'))).toContain('profiling: "false"\n');
    const modes = apiserver.option('authorization-mode');
    expect(modes.items.map(knownValue)).toEqual(['Webhook', undefined]);
    expect(modes.addItem('Node')).toEqual([]);
  });

  test("gives flags of the kubelet, and fields of the kubelet's file", () => {
    expect(kubelets.map(({ surface }) => surface)).toEqual(['extra', 'file']);
    const [flags, file] = kubelets;
    expect(flags && told(flags, 'anonymous-auth')).toBe('true');
    expect(file && told(file, 'read-only-port')).toBe('10255');
    expect(file && told(file, 'seccomp-default')).toBe('false');
    expect(file?.option('authorization-mode').value.state).toBe('unknown');
    expect(changed(CONFIG, file?.option('seccomp-default').set('true') ?? [])).toContain(
      'defaultRuntimeSeccompProfileEnabled: true\n',
    );
  });

  test('carries configuration files of the API server', () => {
    expect(manifests.map(({ kind }) => kind)).toEqual([
      'MachineConfig',
      'Policy',
      'PodSecurityConfiguration',
    ]);
    expect(manifests[1]?.root.path).toEqual(['cluster', 'apiServer', 'auditPolicy']);
  });

  test.each([
    'version: v1alpha1\nmachine:\n  type: big\n',
    'version: v1\nmachine:\n  type: worker\n',
    'kind: A\nversion: v1alpha1\nmachine:\n  type: worker\n',
    'version: v1alpha1\ncluster: shop\n',
  ])('is not %j', (text) => {
    expect(readManifests(sourceOf('file:///a.yaml', text)).manifests).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { changed, componentIn, told } from '../testing/components';

const CLUSTER = `
  apiVersion: kops.k8s.io/v1alpha2
  kind: Cluster
  metadata:
    name: shop.example
  spec:
    kubeAPIServer:
      anonymousAuth: true
      auditLogMaxBackups: 3
      clientCAFile: /srv/ca.crt
      enableAdmissionPlugins: [NodeRestriction, AlwaysAdmit]
      enableProfiling: true
      featureGates:
        AllAlpha: "true"
    kubelet:
      readOnlyPort: 10255
      streamingConnectionIdleTimeout: 0s
`;

test('a Cluster of kOps gives options by fields that are named for flags', () => {
  const apiserver = componentIn(CLUSTER, 'kube-apiserver');
  expect(told(apiserver, 'anonymous-auth')).toBe('true');
  expect(told(apiserver, 'audit-log-maxbackup')).toBe('3');
  expect(told(apiserver, 'client-ca-file')).toBe('/srv/ca.crt');
  expect(told(apiserver, 'profiling')).toBe('true');
  expect(told(apiserver, 'enable-admission-plugins')).toBe(
    'NodeRestriction,AlwaysAdmit [enableAdmissionPlugins]',
  );
  expect(told(apiserver, 'feature-gates')).toBe('AllAlpha=true [featureGates]');
});

test('a Cluster of kOps says nothing of options that it does not give', () => {
  const apiserver = componentIn(CLUSTER, 'kube-apiserver');
  expect(apiserver.option('audit-log-path')).toMatchObject({ value: { state: 'unknown' }, isGiven: false });
  const kubelet = componentIn(CLUSTER, 'kubelet');
  expect(kubelet.option('streaming-connection-idle-timeout').value.state).toBe('unknown');
});

test('a Cluster of kOps is changed in the types of its fields', () => {
  const apiserver = componentIn(CLUSTER, 'kube-apiserver');
  const result = changed(CLUSTER, [
    ...apiserver.option('anonymous-auth').set('false'),
    ...apiserver.option('enable-admission-plugins').removeItems((item) => item === 'AlwaysAdmit'),
    ...componentIn(CLUSTER, 'kubelet').option('read-only-port').set('0'),
  ]);
  expect(result).toContain('anonymousAuth: false\n');
  expect(result).toContain('enableAdmissionPlugins: [NodeRestriction]\n');
  expect(result).toContain('readOnlyPort: 0\n');
});

test('an InstanceGroup of kOps gives options of its kubelets', () => {
  const text = `
    apiVersion: kops.k8s.io/v1alpha2
    kind: InstanceGroup
    spec:
      kubelet: {anonymousAuth: true}
  `;
  expect(told(componentIn(text, 'kubelet'), 'anonymous-auth')).toBe('true');
});

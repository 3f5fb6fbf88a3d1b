import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { readManifests } from './manifest';
import { securityMappingsOf, shapesOf } from './security-mapping';

/** The path and the type of every mapping. */
function mappings(text: string): readonly string[] {
  return readManifests(sourceOf('x.yaml', text)).manifests.flatMap((manifest) =>
    securityMappingsOf(manifest).map(({ type, view }) => `${view.path.join('.')} ${type}`),
  );
}

test('a type has the fields that the API has, with what it takes there', () => {
  expect(shapesOf('SecurityContext').get('runAsUser')).toEqual({ of: 'integer', isList: false });
  expect(shapesOf('SecurityContext').get('fsGroup')).toBeUndefined();
  expect(shapesOf('PodSecurityContext').get('sysctls')).toEqual({ of: 'Sysctl', isList: true });
  expect(shapesOf('ServicePort').get('targetPort')).toEqual({ of: 'any', isList: false });
  expect([...shapesOf('EphemeralContainer').keys()]).toContain('targetContainerName');
  expect([...shapesOf('Volume').keys()]).toContain('hostPath');
});

test('mappings of a pod are found wherever it is, an outer one first', () => {
  const spec =
    '{securityContext: {sysctls: [{}]}, containers: [{ports: [{}], securityContext: {capabilities: {}}}]}';
  const found = [
    ' PodSpec',
    '.securityContext PodSecurityContext',
    '.securityContext.sysctls.0 Sysctl',
    '.containers.0 Container',
    '.containers.0.ports.0 ContainerPort',
    '.containers.0.securityContext SecurityContext',
    '.containers.0.securityContext.capabilities Capabilities',
  ];
  expect(mappings(`{apiVersion: v1, kind: Pod, spec: ${spec}}`)).toEqual(found.map((each) => `spec${each}`));
  expect(mappings(`{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: ${spec}}}}`)).toEqual(
    found.map((each) => `spec.template.spec${each}`),
  );
});

test('of a workflow only the containers are those of a pod', () => {
  const templates = '[{container: {image: i, securityContext: {}}}]';
  expect(
    mappings(
      `{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {volumes: [{}], templates: ${templates}}}`,
    ),
  ).toEqual([
    'spec.templates.0.container Container',
    'spec.templates.0.container.securityContext SecurityContext',
  ]);
});

test('other kinds have such mappings where the API says so, and in its own groups alone', () => {
  expect(mappings('{apiVersion: v1, kind: Service, spec: {ports: [{}]}}')).toEqual([
    'spec ServiceSpec',
    'spec.ports.0 ServicePort',
  ]);
  expect(mappings('{apiVersion: serving.knative.dev/v1, kind: Service, spec: {ports: [{}]}}')).toEqual([]);
  expect(mappings('{apiVersion: v1, kind: ServiceAccount}')).toEqual([' ServiceAccount']);
  expect(
    mappings(
      '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {ingress: [{from: [{ipBlock: {}}]}]}}',
    ),
  ).toEqual([
    'spec NetworkPolicySpec',
    'spec.ingress.0 NetworkPolicyIngressRule',
    'spec.ingress.0.from.0 NetworkPolicyPeer',
    'spec.ingress.0.from.0.ipBlock IPBlock',
  ]);
  const group = 'rbac.authorization.k8s.io/v1';
  expect(mappings(`{apiVersion: ${group}, kind: ClusterRole, rules: [{}]}`)).toEqual(['rules.0 PolicyRule']);
  expect(mappings(`{apiVersion: ${group}, kind: RoleBinding, roleRef: {}, subjects: [{}]}`)).toEqual([
    'subjects.0 Subject',
    'roleRef RoleRef',
  ]);
  expect(mappings('{apiVersion: v1, kind: ConfigMap, data: {spec: {}}}')).toEqual([]);
});

import { expect, test } from 'vitest';
import { readManifests } from '../../kubernetes/manifest';
import { sourceOf } from '../../yaml/source';
import { apiRemovalOf, isSameShape } from './removed-versions';

test.each([
  ['extensions/v1beta1', 'NetworkPolicy', '1.16', true],
  ['extensions/v1beta1', 'PodSecurityPolicy', '1.16', true],
  ['extensions/v1beta1', 'Ingress', '1.22', false],
  ['networking.k8s.io/v1beta1', 'IngressClass', '1.22', true],
  ['rbac.authorization.k8s.io/v1alpha1', 'ClusterRole', '1.23', true],
  ['rbac.authorization.k8s.io/v1alpha1', 'ClusterRoleBinding', '1.23', false],
  ['rbac.authorization.k8s.io/v1beta1', 'RoleBinding', '1.22', true],
  ['admissionregistration.k8s.io/v1beta1', 'ValidatingWebhookConfiguration', '1.22', false],
  ['admissionregistration.k8s.io/v1beta1', 'MutatingWebhookConfiguration', '1.22', false],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', '1.22', false],
  ['apiregistration.k8s.io/v1beta1', 'APIService', '1.22', true],
  ['audit.k8s.io/v1alpha1', 'Policy', '1.24', true],
  ['audit.k8s.io/v1beta1', 'Policy', '1.24', true],
  ['policy/v1beta1', 'PodSecurityPolicy', '1.25', true],
  ['policy/v1beta1', 'PodDisruptionBudget', undefined, true],
  ['admissionregistration.k8s.io/v1alpha1', 'ValidatingAdmissionPolicy', '1.32', false],
  ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy', '1.34', true],
  ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicyBinding', '1.34', true],
  ['admissionregistration.k8s.io/v1beta1', 'MutatingAdmissionPolicy', undefined, true],
  ['certificates.k8s.io/v1beta1', 'ClusterTrustBundle', undefined, true],
  ['networking.k8s.io/v1', 'Ingress', undefined, false],
])('%s %s', (apiVersion, kind, since, isSame) => {
  const [manifest] = readManifests(
    sourceOf('x.yaml', `{apiVersion: ${apiVersion}, kind: ${kind}}`),
  ).manifests;
  if (manifest === undefined) throw new Error('no manifest');
  expect(apiRemovalOf(manifest)?.since).toBe(since);
  expect(isSameShape(manifest)).toBe(isSame);
});

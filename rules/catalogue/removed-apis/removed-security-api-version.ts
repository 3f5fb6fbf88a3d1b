import { safeFix, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { apiRemovalOf, isSameShape } from './removed-versions';
import { asksForVersions } from './version-guard';

export default defineRule({
  meta: {
    id: 'removed-security-api-version',
    chapter: 'removed-apis',
    scope: 'object',
    title: 'API version that is gone',
    summary:
      'objects that restrict or grant something, in a version of their API that the cluster no longer serves',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: { nsa: ['UPG'], owasp: { '2025': ['K07'] }, cwe: ['CWE-477'] },
    why: `
      The API server refuses an object in a version that it does not serve. The old copy may stay in the cluster
      for a while, but what you change in the file never arrives: a NetworkPolicy that is not applied holds
      nobody back.

      The fix changes the version where that is all there is to it. Ingresses, webhook configurations and some
      requests for certificates have other fields in the new version.
    `,
    whenNotToFix: `
      For a cluster older than the removal. Set the target version to that of the cluster.
    `,
    examples: [
      {
        title: 'Objects that only need another version',
        manifest: `
          apiVersion: extensions/v1beta1
          #           ^^^^^^^^^^^^^^^^^^ NetworkPolicy of extensions/v1beta1 is not served since 1.16: networking.k8s.io/v1 is
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes: [Ingress]
          ---
          apiVersion: rbac.authorization.k8s.io/v1beta1
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Role of rbac.authorization.k8s.io/v1beta1 is not served since 1.22: rbac.authorization.k8s.io/v1 is
          kind: Role
          metadata:
            name: reader
          rules: []
          ---
          apiVersion: admissionregistration.k8s.io/v1beta1
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ValidatingAdmissionPolicyBinding of admissionregistration.k8s.io/v1beta1 is not served since 1.34: admissionregistration.k8s.io/v1 is
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions: [Deny]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes: [Ingress]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: reader
          rules: []
          ---
          apiVersion: admissionregistration.k8s.io/v1
          kind: ValidatingAdmissionPolicyBinding
          metadata:
            name: owner
          spec:
            policyName: owner
            validationActions: [Deny]
        `,
      },
      {
        title: 'A request that names its signer and its usages, as the new version asks',
        manifest: `
          apiVersion: certificates.k8s.io/v1beta1
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ CertificateSigningRequest of certificates.k8s.io/v1beta1 is not served since 1.22: certificates.k8s.io/v1 is
          kind: CertificateSigningRequest
          metadata:
            name: node
          spec:
            signerName: kubernetes.io/kubelet-serving
            usages: [server auth]
            request: LS0tLS1CRUdJTg==
        `,
        fixed: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: node
          spec:
            signerName: kubernetes.io/kubelet-serving
            usages: [server auth]
            request: LS0tLS1CRUdJTg==
        `,
      },
      {
        title: 'A request that the new version would refuse',
        manifest: `
          apiVersion: certificates.k8s.io/v1beta1
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ CertificateSigningRequest of certificates.k8s.io/v1beta1 is not served since 1.22: certificates.k8s.io/v1 is
          kind: CertificateSigningRequest
          metadata:
            name: old
          spec:
            signerName: kubernetes.io/legacy-unknown
            usages: [server auth]
            request: LS0tLS1CRUdJTg==
        `,
        fixed: `
          apiVersion: certificates.k8s.io/v1beta1
          kind: CertificateSigningRequest
          metadata:
            name: old
          spec:
            signerName: kubernetes.io/legacy-unknown
            usages: [server auth]
            request: LS0tLS1CRUdJTg==
        `,
      },
      {
        title: 'A binding of the alpha version, whose subjects are written otherwise',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1alpha1
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RoleBinding of rbac.authorization.k8s.io/v1alpha1 is not served since 1.23: rbac.authorization.k8s.io/v1 is
          kind: RoleBinding
          metadata:
            name: reader
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1alpha1
          kind: RoleBinding
          metadata:
            name: reader
        `,
      },
      {
        title: 'An Ingress, whose fields are others now, and a policy that has no successor',
        manifest: `
          apiVersion: networking.k8s.io/v1beta1
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^ Ingress of networking.k8s.io/v1beta1 is not served since 1.22: networking.k8s.io/v1 is
          kind: Ingress
          metadata:
            name: web
          ---
          apiVersion: policy/v1beta1
          #           ^^^^^^^^^^^^^^ PodSecurityPolicy of policy/v1beta1 is not served since 1.25
          kind: PodSecurityPolicy
          metadata:
            name: restricted
        `,
      },
      {
        title: 'A cluster that still serves the version',
        kubernetesVersion: '1.21',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1beta1
          kind: Role
          metadata:
            name: reader
          rules: []
        `,
      },
      {
        title: 'A chart that asks the cluster first',
        manifest: `
          {{- if semverCompare "<1.22-0" .Values.kubeVersion }}
          apiVersion: rbac.authorization.k8s.io/v1beta1
          kind: Role
          metadata:
            name: reader
          rules: []
          {{- end }}
        `,
      },
      {
        title: 'Versions that are served, beta though they may be',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: deny
          spec:
            podSelector: {}
            policyTypes: [Ingress]
          ---
          apiVersion: networking.k8s.io/v1beta1
          kind: ServiceCIDR
          metadata:
            name: more
        `,
      },
    ],
  },

  *check(manifest, { target }) {
    const removal = apiRemovalOf(manifest);
    if (removal === undefined || !target.atLeast(removal.since)) return;
    if (asksForVersions(manifest.document)) return;
    const { apiVersion, kind, root } = manifest;
    const at = root.string('apiVersion');
    const { successor } = removal;
    const message = `${kind} of ${apiVersion} is not served since ${removal.since}`;
    yield {
      at,
      message: successor === undefined ? message : `${message}: ${successor} is`,
      ...(successor !== undefined && isSameShape(manifest)
        ? { fixes: [safeFix(`Use ${successor}`, set(at, successor))] }
        : {}),
    };
  },
});

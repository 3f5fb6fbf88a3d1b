import { defineRule } from '../../engine/rule';
import { subjectOf } from '../../kubernetes/certificate-request';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'csr-system-masters',
    chapter: 'admission',
    scope: 'CertificateSigningRequest',
    title: 'Certificate for an identity of the system',
    summary:
      'requests for certificates of the group `system:masters`, or of other `system:` names by the signer for users',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      The name is signed into the request. Make a new one with the subject of a user, and grant that what it
      needs by RBAC.
    `,
    standards: { cis: { '1.12': ['5.1.7'] }, cwe: ['CWE-250'], attack: ['T1098'] },
    why: `
      A certificate's organizations are the groups of its owner, its common name is the user. A member of
      \`system:masters\` may do anything and no RBAC rule can take it back; other names that start with
      \`system:\` belong to the cluster's own components. A certificate with one of them cannot be revoked
      and works until it expires.
    `,
    whenNotToFix: `
      Never approve such a request. Certificates of the control plane come from \`kubeadm\`, not from the API.
    `,
    examples: [
      {
        title: 'A member of system:masters',
        manifest: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIa01JR0xBZ0VBTUNreEZ6QVZCZ05WQkFvTURuTjVjM1JsYlRwdFlYTjBaWEp6TVE0d0RBWURWUVFEREFWaApiR2xqWlRCWk1CTUdCeXFHU000OUFnRUdDQ3FHU000OUF3RUhBMElBQkRCb1VRdy9QVFc5QlZqQ0hIQ2dCb21SCmd4cm1qSzBFNnRvSHVtWXhSK0NqK1dTTDF2TkFxMGdCbGVRZUZNTUlqT0M0dEg1U0Q3Q3EwU1VYam1GQWp6K2cKQURBS0JnZ3Foa2pPUFFRREFnTklBREJGQWlBWXpzYzN5eTZ6bGhvVDZqRmxKR29RV2xjTzdEZi9BenI5UkJzbgpvZFdrQlFJaEFMRURsTmtxNy82UEVRMTZ2OStwSTZTNkRoWmpwbS9UTmp4KzhLVWVSLzhPCi0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
          #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Certificate is for the group system:masters
        `,
      },
      {
        title: "A user of the control plane's name, and one of a group of the system",
        manifest: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: controller
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIeU1JR1pBZ0VBTURjeEREQUtCZ05WQkFvTUEyUmxkakVuTUNVR0ExVUVBd3dlYzNsemRHVnRPbXQxWW1VdApZMjl1ZEhKdmJHeGxjaTF0WVc1aFoyVnlNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUVuZ2QxCnM3NGEyOWs4Slh3YmdrS1JhKzJSVWtMc0tJZ2RLTGd5dGZaL1QxaTJqVnl4Mm96R2xhTjNNVlZaWEExNEE2UWkKMVhYeHI5eTRhb1ZtdFRBSG9xQUFNQW9HQ0NxR1NNNDlCQU1DQTBnQU1FVUNJQXRZSGhnSm9QRUtTYmFNYXk1awpYY3Q4QmpLeTl4cG9zVkNzTm1sMHc2U1pBaUVBdU5yNHY1VGJiVjl3SjVKYTNocmZQNkhmbWhiSzY4QVIvUkkyClEzYkMweUk9Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
          #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Certificate is for the user system:kube-controller-manager
          ---
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIaU1JR0pBZ0VBTUNjeEZUQVRCZ05WQkFvTURITjVjM1JsYlRwdWIyUmxjekVPTUF3R0ExVUVBd3dGWVd4cApZMlV3V1RBVEJnY3Foa2pPUFFJQkJnZ3Foa2pPUFFNQkJ3TkNBQVJQam1NZzQzLy9nTmExbE15M1k4cHN0R2Y3Cm54aDBjZjMxZzl2NkszcFlQTWhnZmE2NHpHTk16UkprSjViSTlvSmM2RWtMWEdCd2JyUXR5VUM2N0gyRW9BQXcKQ2dZSUtvWkl6ajBFQXdJRFNBQXdSUUloQVA2bXpFOHZhTUM5NzYrZVBITlJTMU4wcXBCNFlRdmNROExJWUNHdApPR2FMQWlCVnZCRVpXRFp4eG9BREJkVkNGendFVTJxZlRlclhiS3NybEttZitOWjVFdz09Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
          #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Certificate is for the group system:nodes
        `,
      },
      {
        title: 'A user of a group of their own, a node by the signer for nodes, and a request that is none',
        manifest: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIYU1JR0FBZ0VBTUI0eEREQUtCZ05WQkFvTUEyUmxkakVPTUF3R0ExVUVBd3dGWVd4cFkyVXdXVEFUQmdjcQpoa2pPUFFJQkJnZ3Foa2pPUFFNQkJ3TkNBQVRqWTNLcTZCRHhKZUpLTkFYY0tnMEpkMnBndEVuR29GNDIyVjVDCkVpMkZpN0daajdWWStHZzl4TFlqVDMrUXJCUlltQUdYZmE5ZlNPZVA1YTI3a09MMG9BQXdDZ1lJS29aSXpqMEUKQXdJRFNRQXdSZ0loQUk4NE9VZzJNSVRnVzVCa2JKVHhwS3FXK2l1Q2dSWTdmZW9hakFwdnlvc0lBaUVBNGZsWAovQ2ZyKzhYcWttek0vOUZQNFRWTzVuV0x6WmlkNnQvNER3L1ZkNGc9Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
          ---
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: node-1
          spec:
            signerName: kubernetes.io/kube-apiserver-client-kubelet
            usages: [client auth]
            request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIc01JR1NBZ0VBTURBeEZUQVRCZ05WQkFvTURITjVjM1JsYlRwdWIyUmxjekVYTUJVR0ExVUVBd3dPYzNsegpkR1Z0T201dlpHVTZiakV3V1RBVEJnY3Foa2pPUFFJQkJnZ3Foa2pPUFFNQkJ3TkNBQVNPa3BENVd6WFp0a1BKClptRCtZY2lrSDVNTHk4N2FjUURQdXdnUXBvUnN1aitGaFpwanFoaHh2MnpiS0E3VENzdnQrVXZ2VW90bzJqaVoKa1RoOFB6M0RvQUF3Q2dZSUtvWkl6ajBFQXdJRFNRQXdSZ0loQVBFckZmOWlwenZvNUhzWTZadzFTWjEzdUJjUAphdDE5REp5MG9wWHJISnNvQWlFQWlLcW5OUkNMNml3VmVjOEwvUkFlY01EYjJRWEFKWGNWd1V3WmVaRnowK2s9Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0tLQo=
          ---
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: none
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: c3lzdGVtOm1hc3RlcnM=
        `,
      },
    ],
  },

  *check({ root }) {
    const spec = root.map('spec');
    const request = spec.string('request');
    const subject = request.state === 'known' ? subjectOf(request.value) : undefined;
    if (subject === undefined) return;
    const isForUsers = isKnown(spec.string('signerName'), 'kubernetes.io/kube-apiserver-client');
    const group = subject.organizations.find(
      (name) => name === 'system:masters' || (isForUsers && name.startsWith('system:')),
    );
    const user = subject.commonNames.find((name) => isForUsers && name.startsWith('system:'));
    if (group !== undefined) yield { at: request, message: `Certificate is for the group ${group}` };
    else if (user !== undefined) yield { at: request, message: `Certificate is for the user ${user}` };
  },
});

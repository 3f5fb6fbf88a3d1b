import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

const YEAR = 366 * 24 * 60 * 60;

export default defineRule({
  meta: {
    id: 'csr-expiration-missing',
    chapter: 'admission',
    scope: 'CertificateSigningRequest',
    title: "User's certificate that lives long",
    summary: "requests for users' certificates that ask for no expiration, or for one beyond a year",
    severity: 'info',
    default: 'on',
    fix: 'assist',
    standards: { tob: ['TOB-K8S-028', 'TOB-K8S-TM15'], cwe: ['CWE-613'] },
    why: `
      Kubernetes cannot revoke a client certificate. One that leaks, or whose owner leaves, opens the API until
      it expires. A request of the signer \`kubernetes.io/kube-apiserver-client\` without
      \`expirationSeconds\` gets what the controller manager is set to, a year by default.
    `,
    whenNotToFix: `
      Where the controller manager's \`--cluster-signing-duration\` is short already: it is the longest that
      any request can get.
    `,
    examples: [
      {
        title: 'A certificate of a year',
        manifest: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          #       ^^^^^ Certificate lives as long as the cluster allows: expirationSeconds is not set
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTg==
        `,
        fixed: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTg==
            expirationSeconds: 86400
        `,
      },
      {
        title: 'A certificate of ten years',
        manifest: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTg==
            expirationSeconds: 315360000
          #                    ^^^^^^^^^ Certificate lives for 3650 days
        `,
        fixed: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTg==
            expirationSeconds: 86400
        `,
      },
      {
        title: 'A certificate of a day',
        manifest: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: alice
          spec:
            signerName: kubernetes.io/kube-apiserver-client
            usages: [client auth]
            request: LS0tLS1CRUdJTg==
            expirationSeconds: 86400
        `,
      },
      {
        title: "A kubelet's certificate, which it renews itself",
        manifest: `
          apiVersion: certificates.k8s.io/v1
          kind: CertificateSigningRequest
          metadata:
            name: node-1
          spec:
            signerName: kubernetes.io/kube-apiserver-client-kubelet
            usages: [client auth]
            request: LS0tLS1CRUdJTg==
        `,
      },
    ],
  },

  *check({ root, nameSpan }) {
    const spec = root.map('spec').underlinedAt(nameSpan);
    if (!isKnown(spec.string('signerName'), 'kubernetes.io/kube-apiserver-client')) return;
    const seconds = spec.integer('expirationSeconds');
    const isLong = seconds.state === 'known' && seconds.value > YEAR;
    if (seconds.state !== 'absent' && !isLong) return;
    yield {
      at: seconds,
      message: isLong
        ? `Certificate lives for ${Math.round(seconds.value / 86_400)} days`
        : 'Certificate lives as long as the cluster allows: expirationSeconds is not set',
      assist: { title: 'Let it expire', operations: [set(seconds, new Placeholder('86400'))] },
    };
  },
});

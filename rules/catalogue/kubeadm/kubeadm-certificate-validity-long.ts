import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { secondsOf } from '../../kubernetes/duration';
import { knownValue } from '../../yaml/field';

/** In hours. */
const YEAR = 365 * 24;

export default defineRule({
  meta: {
    id: 'kubeadm-certificate-validity-long',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Certificates that last for years',
    summary:
      'certificates of the cluster that are valid for longer than a year, or authorities for longer than ten',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-028'], nsa: ['NET-6'], owasp: { '2025': ['K07'] }, cwe: ['CWE-324'] },
    why: `
      Kubernetes cannot revoke certificates: whoever copies one may use it until it expires. kubeadm renews
      them with each upgrade, so a year is enough where the cluster is kept up to date. Beyond three years
      the finding is an error.
    `,
    whenNotToFix: `
      For a cluster that nobody can reach for an upgrade, and whose keys nobody else can reach either.
    `,
    examples: [
      {
        title: 'Certificates for two years',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          certificateValidityPeriod: 17520h0m0s
          #                          ^^^^^^^^^^ Certificates are valid for longer than a year
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          certificateValidityPeriod: 8760h0m0s
        `,
      },
      {
        title: 'Certificates for five years, by an authority for twenty',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          certificateValidityPeriod: 43800h
          #                          ^^^^^^ Certificates are valid for longer than a year
          caCertificateValidityPeriod: 175200h0m0s
          #                            ^^^^^^^^^^^ Certificate authorities are valid for longer than ten years
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          certificateValidityPeriod: 8760h0m0s
          caCertificateValidityPeriod: 87600h0m0s
        `,
      },
      {
        title: "kubeadm's own periods",
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          certificateValidityPeriod: 8760h0m0s
          caCertificateValidityPeriod: 87600h0m0s
        `,
      },
    ],
  },

  *check({ root }) {
    const hoursOf = (text: string) => (secondsOf(text) ?? 0) / 3600;
    const period = root.string('certificateValidityPeriod');
    const hours = hoursOf(knownValue(period) ?? '');
    if (hours > YEAR) {
      yield {
        at: period,
        message: 'Certificates are valid for longer than a year',
        severity: hours > 3 * YEAR ? 'error' : 'info',
        fixes: [unsafeFix('Make certificates valid for a year', set(period, `${YEAR}h0m0s`))],
      };
    }
    const authority = root.string('caCertificateValidityPeriod');
    if (hoursOf(knownValue(authority) ?? '') > 10 * YEAR) {
      yield {
        at: authority,
        message: 'Certificate authorities are valid for longer than ten years',
        fixes: [unsafeFix('Make authorities valid for ten years', set(authority, `${10 * YEAR}h0m0s`))],
      };
    }
  },
});

import { defineRule } from '../../engine/rule';
import { KubernetesVersion } from '../../kubernetes/version';
import { knownValue } from '../../yaml/field';

const SUPPORTED_BEFORE = 3;

/** What stands in front of the minor version in the names of its newest releases, such as `stable-1.30`. */
const LABEL = /^(?:[a-z]+\/)?(?:latest|stable)-(?=\d+\.)/;

export default defineRule({
  meta: {
    id: 'kubeadm-kubernetes-version-unsupported',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Cluster of an old version',
    summary: 'clusters that are set up with a version more than three minor versions before the newest',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'A cluster is upgraded one minor version after the other, and its nodes with it.',
    standards: { nsa: ['UPG'], owasp: { '2025': ['K07'] }, cwe: ['CWE-1104'] },
    why: `
      Kubernetes mends the newest three minor versions only. What has been found since then is known to
      attackers and stays open in this cluster.

      The newest version is the one that the configuration names as its target, and else the newest that the
      rule knows.
    `,
    whenNotToFix: `
      Where somebody else still mends the version for you.
    `,
    examples: [
      {
        title: 'An old version',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          kubernetesVersion: v1.24.3
          #                  ^^^^^^^ Cluster gets Kubernetes 1.24, more than three minor versions before 1.37
        `,
      },
      {
        title: 'The newest of an old minor version, which kubeadm looks up',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          kubernetesVersion: stable-1.28
          #                  ^^^^^^^^^^^ Cluster gets Kubernetes 1.28, more than three minor versions before 1.37
        `,
      },
      {
        title: 'Three versions before the target',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          kubernetesVersion: v1.30.0
        `,
        kubernetesVersion: '1.33',
      },
      {
        title: 'A version that kubeadm looks up',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          kubernetesVersion: stable-1
        `,
      },
    ],
  },

  *check({ root }, { target }) {
    const field = root.string('kubernetesVersion');
    const version = KubernetesVersion.parse((knownValue(field) ?? '').replace(LABEL, ''));
    if (version === undefined || version.minor >= target.minor - SUPPORTED_BEFORE) return;
    yield {
      at: field,
      message: `Cluster gets Kubernetes ${version}, more than three minor versions before ${target}`,
    };
  },
});

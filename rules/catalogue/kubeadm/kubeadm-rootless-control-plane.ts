import { defineRule } from '../../engine/rule';
import { mayBe } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubeadm-rootless-control-plane',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Control plane that runs as root',
    summary: 'configurations of kubeadm that leave the feature `RootlessControlPlane` off',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: 'The feature is alpha, and the files of a cluster that runs already belong to root.',
    standards: { nsa: ['POD-1'], cwe: ['CWE-250'] },
    why: `
      The containers of the API server, the controller manager and the scheduler run as root of the node
      unless this feature is on. Whoever gets into one of them by a fault in it then has all of its node
      with one more step.
    `,
    whenNotToFix: `
      The feature has never left alpha. Turn it on only where you can do without it again.
    `,
    examples: [
      {
        title: 'A configuration that says nothing',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          #^^^^^^^^^^ Control plane runs as root: RootlessControlPlane is not on
          kind: ClusterConfiguration
          clusterName: shop
        `,
      },
      {
        title: 'A feature that is turned off',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          featureGates:
            RootlessControlPlane: false
          #                       ^^^^^ Control plane runs as root: RootlessControlPlane is not on
        `,
      },
      {
        title: 'A feature that is on, and a configuration of a node',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          featureGates:
            RootlessControlPlane: true
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
        `,
      },
    ],
  },

  *check({ kind, root }) {
    const feature = root.map('featureGates').boolean('RootlessControlPlane');
    if (kind !== 'ClusterConfiguration' || mayBe(feature, true)) return;
    yield { at: feature, message: 'Control plane runs as root: RootlessControlPlane is not on' };
  },
});

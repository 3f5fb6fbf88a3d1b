import { remove, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'kubeadm-discovery-unsafe-skip-ca',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Join without a look at the cluster',
    summary: 'nodes that join a cluster without checking that it is the right one',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: {
      tob: ['TOB-K8S-013', 'TOB-K8S-034'],
      nsa: ['NET-6'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-295'],
    },
    why: `
      A node that joins by a token asks an address for the cluster's authority. Without a hash to compare
      that with it believes whoever answers, and from then on runs what that one tells it to. kubeadm
      refuses a token without hashes unless it is told to skip the check; where hashes are given it checks
      them all the same.
    `,
    whenNotToFix: `
      In a test on one machine, where nobody stands between the node and the API server.
    `,
    examples: [
      {
        title: 'A check that is skipped',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: \${TOKEN}
              apiServerEndpoint: api.example:6443
              unsafeSkipCAVerification: true
          #                             ^^^^ Node does not check which cluster it joins
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: \${TOKEN}
              apiServerEndpoint: api.example:6443
              caCertHashes:
              - sha256:hash
        `,
      },
      {
        title: 'A token without hashes',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: \${TOKEN}
              caCertHashes: []
          #   ^^^^^^^^^^^^ Node cannot check which cluster it joins: caCertHashes is not set
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: \${TOKEN}
              caCertHashes:
              - sha256:hash
        `,
      },
      {
        title: 'A check that Cluster API skips',
        manifest: `
          apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
          kind: KubeadmConfig
          metadata:
            name: worker
          spec:
            joinConfiguration:
              discovery:
                bootstrapToken:
                  unsafeSkipCAVerification: true
          #                                 ^^^^ Node does not check which cluster it joins
        `,
        fixed: `
          apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
          kind: KubeadmConfig
          metadata:
            name: worker
          spec:
            joinConfiguration:
              discovery:
                bootstrapToken:
                  caCertHashes:
                  - sha256:hash
        `,
      },
      {
        title: 'What a template decides',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: \${TOKEN}
              caCertHashes: {{ hashes }}
              unsafeSkipCAVerification: true
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: \${TOKEN}
              unsafeSkipCAVerification: {{ skip }}
        `,
      },
      {
        title: 'Hashes, a file in place of a token, and Cluster API, which gives the hashes itself',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            bootstrapToken:
              token: \${TOKEN}
              caCertHashes: ["sha256:\${HASH}"]
              unsafeSkipCAVerification: true
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          discovery:
            file:
              kubeConfigPath: /etc/kubernetes/discovery.conf
          ---
          apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
          kind: KubeadmConfig
          metadata:
            name: worker
          spec:
            joinConfiguration:
              discovery:
                bootstrapToken:
                  apiServerEndpoint: api.example:6443
        `,
      },
    ],
  },

  *check({ manifest, root }) {
    const token = root.map('discovery').map('bootstrapToken');
    const hashes = token.list('caCertHashes');
    const hasNone = !hashes.isOpen && hashes.strings().length === 0;
    if (token.state !== 'known' || !hasNone) return;
    const skip = token.boolean('unsafeSkipCAVerification');
    const isSkipped = isKnown(skip, true);
    // Cluster API gives the hashes itself unless it is told to skip the check.
    if (!isSkipped && (skip.state === 'unknown' || manifest.group !== 'kubeadm.k8s.io')) return;
    yield {
      at: isSkipped ? skip : hashes,
      message: isSkipped
        ? 'Node does not check which cluster it joins'
        : 'Node cannot check which cluster it joins: caCertHashes is not set',
      assist: {
        title: "Give the hash of the cluster's authority",
        operations: [...(isSkipped ? [remove(skip)] : []), set(hashes, [new Placeholder('sha256:hash')])],
      },
    };
  },
});

import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubeconfig-insecure-skip-tls-verify',
    chapter: 'cluster-config',
    scope: 'Kubeconfig',
    title: "Client that does not check the API server's certificate",
    summary: 'kubeconfigs that talk to whatever answers at the address of the API server',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-4b'], tob: ['TOB-K8S-013', 'TOB-K8S-TM02'], cwe: ['CWE-295'] },
    why: `
      With \`insecure-skip-tls-verify: true\` a client sends its token to anybody who can get between it and
      the API server, and believes the answers. The token opens the cluster afterwards.

      The fix is offered where the cluster's entry names its certificate authority, which clients refuse
      beside the flag anyway. Where it does not, add it first: \`certificate-authority-data\`.
    `,
    whenNotToFix: `
      For a cluster on the same machine that is thrown away after the test.
    `,
    examples: [
      {
        title: 'A cluster whose authority is known, and one whose is not',
        manifest: `
          apiVersion: v1
          kind: Config
          clusters:
            - name: staging
              cluster:
                server: https://staging.example:6443
                certificate-authority: /etc/kubernetes/staging.crt
                insecure-skip-tls-verify: true
          #                               ^^^^ Client does not check the certificate of cluster staging
            - name: lab
              cluster:
                server: https://lab.example:6443
                insecure-skip-tls-verify: true
          #                               ^^^^ Client does not check the certificate of cluster lab
            - cluster:
                server: https://shop.example:6443
                certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
                insecure-skip-tls-verify: true
          #                               ^^^^ Client does not check the certificate of a cluster
        `,
        fixed: `
          apiVersion: v1
          kind: Config
          clusters:
            - name: staging
              cluster:
                server: https://staging.example:6443
                certificate-authority: /etc/kubernetes/staging.crt
            - name: lab
              cluster:
                server: https://lab.example:6443
                insecure-skip-tls-verify: true
            - cluster:
                server: https://shop.example:6443
                certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
        `,
      },
      {
        title: 'A cluster that is known by its authority',
        manifest: `
          apiVersion: v1
          kind: Config
          clusters:
            - name: staging
              cluster:
                server: https://staging.example:6443
                certificate-authority: /etc/kubernetes/staging.crt
                insecure-skip-tls-verify: false
        `,
      },
    ],
  },

  *check({ root }) {
    for (const entry of root.maps('clusters')) {
      const cluster = entry.map('cluster');
      const skip = cluster.boolean('insecure-skip-tls-verify');
      if (!isKnown(skip, true)) continue;
      const name = entry.string('name');
      const hasAuthority = ['certificate-authority', 'certificate-authority-data'].some(
        (key) => cluster.string(key).state === 'known',
      );
      yield {
        at: skip,
        message: `Client does not check the certificate of ${name.state === 'known' ? `cluster ${name.value}` : 'a cluster'}`,
        ...(hasAuthority ? { fixes: [unsafeFix('Remove insecure-skip-tls-verify', remove(skip))] } : {}),
      };
    }
  },
});

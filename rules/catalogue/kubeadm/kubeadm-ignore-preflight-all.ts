import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubeadm-ignore-preflight-all',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Checks of kubeadm ignored',
    summary: 'configurations of kubeadm that ignore all of its checks',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-009', 'TOB-K8S-014'], owasp: { '2025': ['K07'] }, cwe: ['CWE-390'] },
    why: `
      kubeadm looks before it starts whether ports are in use, files are left over from another cluster,
      swap is on, and versions fit. With \`all\` a node that is not what it should be becomes part of the
      cluster, and nobody hears of it.
    `,
    whenNotToFix: `
      In a test that is thrown away. Else name the checks that are known to fail.
    `,
    examples: [
      {
        title: 'All checks, and one by its name',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          nodeRegistration:
            ignorePreflightErrors:
              - NumCPU
              - all
          #     ^^^ kubeadm ignores all of its checks
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          nodeRegistration:
            ignorePreflightErrors:
              - NumCPU
        `,
      },
      {
        title: 'One check by its name',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            ignorePreflightErrors: [NumCPU]
        `,
      },
    ],
  },

  *check({ root }) {
    for (const item of root.map('nodeRegistration').list('ignorePreflightErrors').strings()) {
      if (knownValue(item)?.toLowerCase() !== 'all') continue;
      yield {
        at: item,
        message: 'kubeadm ignores all of its checks',
        fixes: [unsafeFix('Let kubeadm check the node', remove(item))],
      };
    }
  },
});

import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'apiserver-service-account-lookup',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Tokens of deleted ServiceAccounts accepted',
    summary: 'an API server that does not look up the ServiceAccount of a token',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['1.2.21'] },
      tob: ['TOB-K8S-036'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-613'],
    },
    why: `
      Without the look-up, a token is good as long as its signature is: deleting its ServiceAccount or its Secret no longer
      takes it back. Tokens from Secrets never end by themselves, so a stolen one stays good for ever.
    `,
    whenNotToFix: `
      Never on a cluster that anybody relies on.
    `,
    examples: [
      {
        title: 'A static pod that turns the look-up off',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --service-account-lookup=false
          #                                  ^^^^^ API server accepts tokens of deleted ServiceAccounts
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
        `,
      },
      {
        title: 'The look-up turned on, and left at its default',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              service-account-lookup: "true"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
        `,
      },
    ],
  },
  *check(apiserver) {
    const lookup = apiserver.option('service-account-lookup');
    if (!isKnown(lookup.boolean, false)) return;
    yield {
      at: lookup,
      message: 'API server accepts tokens of deleted ServiceAccounts',
      fixes: fixesOf('Remove --service-account-lookup', 'unsafe', lookup.remove()),
    };
  },
});

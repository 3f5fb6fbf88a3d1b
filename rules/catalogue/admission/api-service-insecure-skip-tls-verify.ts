import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'api-service-insecure-skip-tls-verify',
    chapter: 'admission',
    scope: 'APIService',
    title: 'Extension API whose certificate is not checked',
    summary: 'extension APIs whose certificate the API server does not check (`insecureSkipTLSVerify: true`)',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      Without the flag the API server needs the \`caBundle\` of the extension's certificate. Only who made
      that certificate has it.
    `,
    standards: { tob: ['TOB-K8S-013', 'TOB-K8S-034'], cwe: ['CWE-295'] },
    why: `
      The API server passes requests for an aggregated API on, with the name and the groups of whoever asks.
      With \`insecureSkipTLSVerify\` it passes them to anything that answers at the Service's address. Who gets
      in between reads what users send and answers in the name of the cluster's API.
    `,
    whenNotToFix: `
      In a cluster to try things out, where the certificate is made anew at each start, as metrics-server
      does by default.
    `,
    examples: [
      {
        title: "An extension whose certificate may be anybody's",
        manifest: `
          apiVersion: apiregistration.k8s.io/v1
          kind: APIService
          metadata:
            name: v1beta1.metrics.k8s.io
          spec:
            group: metrics.k8s.io
            version: v1beta1
            groupPriorityMinimum: 100
            versionPriority: 100
            insecureSkipTLSVerify: true
          #                        ^^^^ API server does not check the certificate of this extension
            service: {namespace: kube-system, name: metrics-server}
        `,
      },
      {
        title: 'An extension that is known by its authority',
        manifest: `
          apiVersion: apiregistration.k8s.io/v1
          kind: APIService
          metadata:
            name: v1beta1.metrics.k8s.io
          spec:
            group: metrics.k8s.io
            version: v1beta1
            groupPriorityMinimum: 100
            versionPriority: 100
            insecureSkipTLSVerify: false
            caBundle: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
            service: {namespace: kube-system, name: metrics-server}
        `,
      },
    ],
  },

  *check({ root }) {
    const skip = root.map('spec').boolean('insecureSkipTLSVerify');
    if (!isKnown(skip, true)) return;
    yield { at: skip, message: 'API server does not check the certificate of this extension' };
  },
});

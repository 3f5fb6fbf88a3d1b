import { defineRule } from '../../engine/rule';

const ANNOTATION = 'kubernetes.io/enforce-mountable-secrets';
/** What the API server reads as true. */
const TRUE = /^(?:1|t|T|TRUE|true|True)$/;

export default defineRule({
  meta: {
    id: 'enforce-mountable-secrets-annotation',
    chapter: 'service-accounts',
    scope: 'ServiceAccount',
    title: 'Deprecated limit of mountable Secrets',
    summary: `service accounts that limit which Secrets pods may mount by the annotation \`${ANNOTATION}\`, deprecated since Kubernetes 1.32`,
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      Without the annotation the pods could mount more than before. First move what they must not see to
      another namespace.
    `,
    standards: {
      cwe: ['CWE-477'],
    },
    why: `
      The annotation looks like a wall, and has gaps: whoever may create pods can name another
      ServiceAccount of the namespace. It is deprecated and will go, and then nothing is limited any
      more. Secrets that some pods must not see belong in a namespace of their own.
    `,
    whenNotToFix: `
      Until the Secrets have been moved: it is better than nothing.
    `,
    examples: [
      {
        title: 'A limit that will go',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: shop
            annotations:
              kubernetes.io/enforce-mountable-secrets: "true"
          #                                            ^^^^^^ Which Secrets pods may mount depends on a deprecated annotation
          secrets:
            - name: db
        `,
      },
      {
        title: 'The annotation without effect, and another one',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: shop
            annotations:
              kubernetes.io/enforce-mountable-secrets: "false"
              shop.example/enforce-mountable-secrets: "true"
        `,
      },
      {
        title: 'A version of Kubernetes in which it is not deprecated',
        kubernetesVersion: '1.31',
        manifest: `
          apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: shop
            annotations:
              kubernetes.io/enforce-mountable-secrets: "true"
        `,
      },
    ],
  },

  *check({ metadata }, { target }) {
    const annotation = metadata.map('annotations').string(ANNOTATION);
    if (annotation.state !== 'known' || !TRUE.test(annotation.value) || !target.atLeast('1.32')) return;
    yield { at: annotation, message: 'Which Secrets pods may mount depends on a deprecated annotation' };
  },
});

import { addDocument } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { governedNamespace, severityOfAbsence } from './absence';

export default defineRule({
  meta: {
    id: 'namespace-limit-range-missing',
    chapter: 'cross-file',
    scope: 'Namespace',
    title: 'Namespace without default limits',
    summary: 'namespaces in which no LimitRange gives containers a default limit',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    absence: 'namespace',
    standards: { nsa: ['NET-3'], owasp: { '2025': ['K01'] }, cwe: ['CWE-770'] },
    yieldsTo: ['namespace-resource-quota-missing'],
    why: `
      A container without a limit may take all the memory and all the time of its node. A LimitRange with
      an item for containers gives a limit to those whose manifest has none, also to those that somebody
      starts by hand or through a tool.

      A \`max\` counts as well: the API server makes it the default where there is no other. Where the
      namespace has no ResourceQuota either, only \`namespace-resource-quota-missing\` speaks.
    `,
    whenNotToFix: `
      Where every workload is checked for limits of its own before it is applied.
    `,
    examples: [
      {
        title: 'A namespace with a quota and no default limits',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace gives containers no default limits: no LimitRange in view does
        `,
        files: [
          {
            path: 'limits.yaml',
            text: `
              apiVersion: v1
              kind: LimitRange
              metadata: {name: requests, namespace: shop}
              spec: {limits: [{type: Container, defaultRequest: {memory: 64Mi}}, {type: Pod, max: {memory: 1Gi}}]}
              ---
              apiVersion: v1
              kind: LimitRange
              metadata: {name: limits, namespace: desk}
              spec: {limits: [{type: Container, default: {memory: 64Mi}}]}
            `,
          },
        ],
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: LimitRange
          metadata:
            name: limits
            namespace: shop
          spec:
            limits:
            - type: Container
              default:
                cpu: 500m
                memory: 512Mi
              defaultRequest:
                cpu: 100m
                memory: 128Mi
        `,
      },
      {
        title: 'A LimitRange with a maximum, which is the default too',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: LimitRange
          metadata: {name: limits, namespace: shop}
          spec: {limits: [{type: Container, max: {memory: 1Gi}}]}
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
        `,
      },
    ],
  },

  *check(namespace, context) {
    const governed = governedNamespace(namespace, context);
    if (governed === undefined) return;
    if (context.workspace.limitRanges(governed.names).some(({ limits }) => limits.length > 0)) return;
    const limits = {
      type: 'Container',
      default: { cpu: new Placeholder('500m'), memory: new Placeholder('512Mi') },
      defaultRequest: { cpu: new Placeholder('100m'), memory: new Placeholder('128Mi') },
    };
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits', namespace: governed.name },
      spec: { limits: [limits] },
    };
    yield {
      at: namespace.name,
      message: 'Namespace gives containers no default limits: no LimitRange in view does',
      ...severityOfAbsence(context),
      assist: { title: 'Add a LimitRange', operations: [addDocument(namespace.document, range)] },
    };
  },
});

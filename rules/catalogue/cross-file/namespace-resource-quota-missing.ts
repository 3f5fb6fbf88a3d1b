import { addDocument } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { governedNamespace, severityOfAbsence } from './absence';
import { mayBound } from './quota';

export default defineRule({
  meta: {
    id: 'namespace-resource-quota-missing',
    chapter: 'cross-file',
    scope: 'Namespace',
    title: 'Namespace without a quota',
    summary: 'namespaces in which no ResourceQuota bounds cpu and memory',
    severity: 'warning',
    default: 'on',
    fix: 'assist',
    absence: 'namespace',
    standards: { nsa: ['NET-3'], owasp: { '2025': ['K01'] }, cwe: ['CWE-770'] },
    why: `
      Without a ResourceQuota the pods of one namespace may ask for all that the nodes have. Whoever may
      create pods in it, or make a workload grow, starves the other namespaces, and a miner has the
      whole cluster.

      A quota for cpu and memory makes every pod say what it needs; a LimitRange says it for those that
      do not.
    `,
    whenNotToFix: `
      Where the cluster has one tenant, or something else makes a quota for every new namespace. Once a
      quota counts a resource, pods that say nothing about it are refused.
    `,
    examples: [
      {
        title: 'A namespace without a quota',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace may take the whole cluster: no ResourceQuota in view bounds cpu and memory
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata:
            name: quota
            namespace: shop
          spec:
            hard:
              requests.cpu: 10
              requests.memory: 20Gi
        `,
      },
      {
        title: 'A quota that counts only one of the two',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Namespace may take the whole cluster: no ResourceQuota in view bounds memory
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: quota, namespace: shop}
          spec: {hard: {requests.cpu: 10, pods: 20}}
        `,
        fixed: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata:
            name: quota
            namespace: shop
          spec:
            hard:
              requests.memory: 20Gi
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: quota, namespace: shop}
          spec: {hard: {requests.cpu: 10, pods: 20}}
        `,
      },
      {
        title: 'Quotas that count both, by any of their names',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          {
            path: 'quota.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: cpu, namespace: shop}
              spec: {hard: {cpu: 10}}
              ---
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: memory, namespace: shop}
              spec: {hard: {limits.memory: 10Gi}}
            `,
          },
        ],
      },
      {
        title: 'A quota that a chart fills, and a namespace of the cluster',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: quota, namespace: shop}
          spec: {hard: {{ .Values.quota }}}
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-public
        `,
      },
    ],
  },

  *check(namespace, context) {
    const governed = governedNamespace(namespace, context);
    if (governed === undefined) return;
    const quotas = context.workspace.resourceQuotas(governed.names);
    const missing = ['cpu', 'memory'].filter(
      (resource) => !quotas.some((quota) => mayBound(quota, resource)),
    );
    if (missing.length === 0) return;
    const amounts = { cpu: new Placeholder('10'), memory: new Placeholder('20Gi') };
    const hard = Object.entries(amounts).filter(([resource]) => missing.includes(resource));
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace: governed.name },
      spec: { hard: Object.fromEntries(hard.map(([resource, amount]) => [`requests.${resource}`, amount])) },
    };
    yield {
      at: namespace.name,
      message: `Namespace may take the whole cluster: no ResourceQuota in view bounds ${missing.join(' and ')}`,
      ...severityOfAbsence(context),
      assist: { title: 'Add a ResourceQuota', operations: [addDocument(namespace.document, quota)] },
    };
  },
});

import { addDocument } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { Placeholder } from '../../yaml/operation';
import { governedNamespace, severityOfAbsence } from './absence';
import { relatedTo } from './related';

export default defineRule({
  meta: {
    id: 'object-quota-missing-for-tenant',
    chapter: 'cross-file',
    scope: 'Namespace',
    title: 'Namespace whose tenants may fill the API server',
    summary: 'namespaces in which somebody may create objects and no ResourceQuota counts them',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    absence: 'namespace',
    standards: { nsa: ['NET-3'], owasp: { '2025': ['K02'] }, cwe: ['CWE-770'] },
    why: `
      Everything the API server keeps lies in etcd, which stops taking writes when it is full. Whoever may
      create ConfigMaps, Secrets or events in a namespace can stop the whole cluster with them. Quotas
      for cpu and memory do not count them; \`count/configmaps\`, \`count/secrets\` and the like do.

      The rule looks at RoleBindings in the namespace to \`admin\`, \`edit\` or \`cluster-admin\`, or to a role in
      view that lets its holders create these kinds.
    `,
    whenNotToFix: `
      Where those who hold the roles may stop the cluster anyway.
    `,
    examples: [
      {
        title: 'A tenant who may edit, under a quota for memory',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Tenants may create objects without end: no ResourceQuota in view counts them
        `,
        files: [
          {
            path: 'tenant.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: team, namespace: shop}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-team}]
              ---
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: quota, namespace: shop}
              spec: {hard: {requests.memory: 20Gi}}
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
          kind: ResourceQuota
          metadata:
            name: objects
            namespace: shop
          spec:
            hard:
              count/configmaps: 100
              count/secrets: 100
        `,
      },
      {
        title: 'A role of its own that lets a tenant create Secrets',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          #       ^^^^ Tenants may create objects without end: no ResourceQuota in view counts them
        `,
        files: [
          {
            path: 'tenant.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata: {name: secrets, namespace: shop}
              rules: [{apiGroups: [""], resources: [secrets], verbs: [create]}]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: team, namespace: shop}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: secrets}
              subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-team}]
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
          kind: ResourceQuota
          metadata:
            name: objects
            namespace: shop
          spec:
            hard:
              count/configmaps: 100
              count/secrets: 100
        `,
      },
      {
        title: 'A quota that counts objects',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
        `,
        files: [
          {
            path: 'tenant.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: team, namespace: shop}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-team}]
              ---
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: quota, namespace: shop}
              spec: {hard: {count/secrets: 50}}
            `,
          },
        ],
      },
      {
        title:
          "Tenants who may only look, of another namespace or one of the cluster's own, or who are nobody",
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: shop
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
        `,
        files: [
          {
            path: 'tenant.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: view, namespace: shop}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
              subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-team}]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: edit, namespace: kube-system}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: operators}]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: edit, namespace: desk}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: desk-team}]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: nobody, namespace: shop}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: Role
              metadata: {name: secrets, namespace: desk}
              rules: [{apiGroups: [""], resources: [secrets], verbs: [create]}]
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: RoleBinding
              metadata: {name: elsewhere, namespace: shop}
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: secrets}
              subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-team}]
            `,
          },
        ],
      },
    ],
  },

  *check(namespace, context) {
    const { workspace } = context;
    const governed = governedNamespace(namespace, context);
    if (governed === undefined) return;
    const creators = workspace.creators(governed.names);
    const quotas = workspace.resourceQuotas(governed.names);
    if (creators.length === 0 || quotas.some(({ hard, isOpen }) => isOpen || hard.some(isCount))) return;
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'objects', namespace: governed.name },
      spec: { hard: { 'count/configmaps': new Placeholder('100'), 'count/secrets': new Placeholder('100') } },
    };
    yield {
      at: namespace.name,
      message: 'Tenants may create objects without end: no ResourceQuota in view counts them',
      ...severityOfAbsence(context),
      related: relatedTo(
        namespace,
        creators,
        ({ role, name }) => `Lets its subjects create objects by ${role} ${name}`,
        workspace,
      ),
      assist: { title: 'Count objects', operations: [addDocument(namespace.document, quota)] },
    };
  },
});

/** Kinds that a quota can count by their bare names. */
const COUNTED = ['configmaps', 'secrets'];

function isCount(key: string): boolean {
  return key.startsWith('count/') || COUNTED.includes(key);
}

import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { objectCreate } from '../../kubernetes/grants';
import { aboutGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-object-create-unbounded',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to make objects without end',
    summary:
      '`Role` objects that may create ConfigMaps, Secrets or events in a namespace without a quota for their number',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      How many objects the namespace needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, cwe: ['CWE-770'] },
    why: `
      Everything the API server keeps lies in etcd, which stops taking writes when it is full. Whoever
      may create objects in one namespace can stop the whole cluster so, by many small or a few large
      ones. A ResourceQuota bounds their number: \`count/configmaps\`, \`count/secrets\`, \`count/events\`.

      The rule speaks where the Namespace is in view, or all of the cluster is (\`closedWorld\`), and no
      ResourceQuota that may be in the namespace counts the kind.
    `,
    whenNotToFix: `
      Where everybody who has the role may stop the cluster anyway.
    `,
    examples: [
      {
        title: 'A namespace without such a quota',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
            namespace: shop
          rules:
            - apiGroups: [""]
              resources: [configmaps, secrets]
          #               ^^^^^^^^^^ Can make objects without end: create on configmaps, secrets
              verbs: [get, create]
        `,
        files: [
          {
            path: 'namespace.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
            `,
          },
          {
            path: 'quota.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: objects, namespace: shop}
              spec: {hard: {cpu: 4, count/secrets: 20}}
            `,
          },
        ],
      },
      {
        title: 'A quota for each',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
            namespace: shop
          rules:
            - apiGroups: [""]
              resources: [configmaps, secrets]
              verbs: [create]
            - apiGroups: ["", events.k8s.io]
              resources: [events]
              verbs: [create]
        `,
        files: [
          {
            path: 'namespace.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
            `,
          },
          {
            path: 'quota.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: objects, namespace: shop}
              spec: {hard: {configmaps: 20, secrets: 20, count/events: 500}}
            `,
          },
          {
            path: 'other.yaml',
            text: `
              apiVersion: v1
              kind: ResourceQuota
              metadata: {name: cpu, namespace: shop}
              spec: {hard: {cpu: 4}}
            `,
          },
        ],
      },
      {
        title: 'A Namespace that is not in view, and one that is not known',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
            namespace: shop
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [create]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [create]
        `,
      },
      {
        title: 'A ClusterRole, which may be bound anywhere, and a Role that creates nothing',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [create]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
            namespace: shop
          rules:
            - apiGroups: [""]
              resources: [secrets]
              verbs: [update]
        `,
        files: [
          {
            path: 'namespace.yaml',
            text: `
              apiVersion: v1
              kind: Namespace
              metadata: {name: shop}
            `,
          },
        ],
      },
    ],
  },

  *check(rule, { workspace }) {
    const { manifest, isClusterWide } = rule.role;
    const granted = rule.grants(objectCreate);
    const namespaces = namespacesOf(manifest, workspace);
    if (granted === undefined || isClusterWide || namespaces === undefined) return;
    const isInView = namespaces.some((name) => workspace.namespaces(name).length > 0);
    if (!isInView && !workspace.closedWorld) return;
    const quotas = workspace.resourceQuotas(namespaces);
    const isBounded = (resource: string) =>
      quotas.some(({ hard, isOpen }) => isOpen || KEYS[resource]?.some((key) => hard.includes(key)));
    const resources = granted.resources.includes('*') ? Object.keys(KEYS) : granted.resources;
    if (resources.every(isBounded)) return;
    yield aboutGrant(rule.role, granted, 'info', 'Can make objects without end');
  },
});

/** What a quota calls the number of each. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  configmaps: ['configmaps', 'count/configmaps'],
  secrets: ['secrets', 'count/secrets'],
  events: ['count/events', 'count/events.events.k8s.io'],
};

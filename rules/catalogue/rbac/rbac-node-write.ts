import { defineRule } from '../../engine/rule';
import { nodeWrite } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-node-write',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to change nodes',
    summary: '`ClusterRole` objects that may create, change or delete nodes',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['1.2.14'] }, owasp: { '2025': ['K02'] } },
    why: `
      Labels and taints decide which pods a node gets. Whoever writes them draws pods with valuable
      Secrets to a node they already have, or drives them away from one that protects them. Whoever
      writes the status of a node gives it another address, and the API server then sends commands and
      logs there. A deleted node takes its pods with it.
    `,
    whenNotToFix: `
      Autoscalers, cloud controllers and node managers cannot work without it.
    `,
    examples: [
      {
        title: 'Labels and status of nodes',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [nodes, nodes/status]
          #               ^^^^^ Can change the nodes of the cluster: patch on nodes, nodes/status
              verbs: [get, patch]
        `,
      },
      {
        title: 'Nodes that may be looked at, and a Role, which reaches no node',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [nodes]
              verbs: [get, list, watch]
            - apiGroups: [metrics.k8s.io]
              resources: [nodes]
              verbs: [create]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [nodes]
              verbs: [patch]
        `,
      },
    ],
  },

  check: (rule) => reportGrant(rule, nodeWrite, 'warning', 'Can change the nodes of the cluster'),
});

import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { nodesProxy } from '../../kubernetes/grants';
import { Placeholder } from '../../yaml/operation';
import { aboutGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-nodes-proxy',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to the API of kubelets',
    summary: '`ClusterRole` objects that grant `nodes/proxy`',
    severity: 'error',
    default: 'on',
    fix: 'assist',
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.10'] }, owasp: { '2025': ['K02'] }, attack: ['T1609'] },
    why: `
      \`nodes/proxy\` is the whole API of the kubelet, straight or through the API server: running
      commands in every container of the node, reading every log. \`get\` is enough, because a WebSocket
      starts as a GET request. What goes straight to a kubelet passes no admission and is in no audit
      log.

      The kubelet knows finer rights: \`nodes/metrics\`, \`nodes/stats\` and \`nodes/log\`, and since
      Kubernetes 1.33 \`nodes/pods\`, \`nodes/healthz\` and \`nodes/configz\`.
    `,
    whenNotToFix: `
      On nodes that are older than that, agents that read \`/pods\` or \`/configz\` of the kubelet have no
      other way.
    `,
    examples: [
      {
        title: 'An agent that collects metrics',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: metrics
          rules:
            - apiGroups: [""]
              resources: [nodes, nodes/proxy]
          #                      ^^^^^^^^^^^ Can run commands in every pod of a node: get on nodes/proxy
              verbs: [get]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: metrics
          rules:
            - apiGroups: [""]
              resources: [nodes, nodes/metrics]
              verbs: [get]
        `,
      },
      {
        title: 'All subresources of this name, of one node too',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: ["*/proxy"]
          #               ^^^^^^^^^ Can run commands in every pod of a node: get on subresource proxy of every resource
              resourceNames: [node-1]
              verbs: [get]
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: ["*/proxy"]
              resourceNames: [node-1]
              verbs: [get]
        `,
      },
      {
        title: 'A wildcard among the verbs',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [nodes/proxy]
              verbs: ["*"]
          #           ^^^ Can run commands in every pod of a node: every verb on nodes/proxy
        `,
        fixed: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [nodes/proxy]
              verbs: ["*"]
        `,
      },
      {
        title: 'Finer rights, and a Role, which reaches no node',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [nodes, nodes/metrics, nodes/stats]
              verbs: [get]
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [nodes/proxy]
              verbs: [get]
        `,
      },
    ],
  },

  *check(rule) {
    const granted = rule.mentions(nodesProxy);
    if (granted === undefined) return;
    const finding = aboutGrant(rule.role, granted, 'error', 'Can run commands in every pod of a node');
    const proxy = rule.resources.find(({ value }) => value === 'nodes/proxy');
    if (proxy === undefined || rule.wildcard !== undefined) {
      yield finding;
      return;
    }
    const finer = set(proxy, new Placeholder('nodes/metrics'));
    yield { ...finding, assist: { title: 'Grant a finer subresource', operations: [finer] } };
  },
});

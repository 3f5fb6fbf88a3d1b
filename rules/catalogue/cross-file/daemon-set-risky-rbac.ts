import { defineRule } from '../../engine/rule';
import { accessOf } from './access';

export default defineRule({
  meta: {
    id: 'daemon-set-risky-rbac',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'Far-reaching rights on every node',
    summary:
      'pods of a DaemonSet whose ServiceAccount has far-reaching rights, so that every node holds its token',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      What needs the right has to move to a workload that runs once. How, only its authors know.
    `,
    standards: { nsa: ['AA-2'], owasp: { '2025': ['K02'] }, attack: ['T1528'] },
    covers: ['workload-service-account-risky-rbac'],
    why: `
      Somebody who breaks out of any container reaches its node, and with it the tokens of all pods there. Of a
      DaemonSet one is on every node: whichever is taken first, the rights of the account come with it, and one lost node
      is a lost cluster.
    `,
    whenNotToFix: `
      Agents of the network and of storage have to write to the API server. See that they get no more than that, and name
      their accounts in \`allow.subjects\`.
    `,
    examples: [
      {
        title: 'An agent that can start pods',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: agent
            namespace: tools
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec:
                serviceAccountName: agent
          #                         ^^^^^ On every node is a token that can run pods as any ServiceAccount
                containers:
                  - name: agent
                    image: registry.example/agent:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRole
              metadata:
                name: agent
              rules:
                - {apiGroups: [apps], resources: [deployments], verbs: [create]}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: agent
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
              subjects:
                - {kind: ServiceAccount, name: agent, namespace: tools}
            `,
          },
        ],
      },
      {
        title: 'An agent that only looks, and a Deployment with the right',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: agent
            namespace: tools
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec:
                serviceAccountName: viewer
                containers:
                  - name: agent
                    image: registry.example/agent:1.2
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: operator
            namespace: tools
          spec:
            selector: {matchLabels: {app: operator}}
            template:
              metadata: {labels: {app: operator}}
              spec:
                serviceAccountName: operator
                containers:
                  - name: operator
                    image: registry.example/operator:1.2
        `,
        files: [
          {
            path: 'access.yaml',
            text: `
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: viewer
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
              subjects:
                - {kind: ServiceAccount, name: viewer, namespace: tools}
              ---
              apiVersion: rbac.authorization.k8s.io/v1
              kind: ClusterRoleBinding
              metadata:
                name: operator
              roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
              subjects:
                - {kind: ServiceAccount, name: operator, namespace: tools}
            `,
          },
        ],
      },
    ],
  },

  *check(pod, context) {
    const access = pod.manifest.kind === 'DaemonSet' ? accessOf(pod, context) : undefined;
    if (access === undefined) return;
    const { text, related } = access.all;
    yield { at: access.at, message: `On every node is a token that ${text}`, related };
  },
});

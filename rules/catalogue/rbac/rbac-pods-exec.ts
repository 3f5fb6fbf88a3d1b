import { defineRule } from '../../engine/rule';
import { podsExec, podsExecByGet } from '../../kubernetes/grants';
import { reportGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-pods-exec',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to get into pods',
    summary: 'roles that may run commands in pods, attach to them or forward their ports',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['3.2.2'] }, owasp: { '2025': ['K02'] }, attack: ['T1609'] },
    why: `
      A shell in a container has all the container has: the token of its ServiceAccount, its Secrets,
      its place in the network. Attaching, forwarding a port and adding an ephemeral container lead to
      the same. Nothing that was checked when the pod was admitted is checked again.

      Before Kubernetes 1.35 the verb \`get\` was as good as \`create\`: a WebSocket starts as a GET
      request.
    `,
    whenNotToFix: `
      Somebody has to be able to debug. Grant it in the namespaces where it is needed, for as long as
      it is needed, and watch for it in the audit log.
    `,
    examples: [
      {
        title: 'Commands, and containers that are added to a pod',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [pods/exec]
          #               ^^^^^^^^^ Can reach into running pods: create on pods/exec
              verbs: [get, create]
            - apiGroups: [""]
              resources: [pods/ephemeralcontainers]
          #               ^^^^^^^^^^^^^^^^^^^^^^^^ Can reach into running pods: patch on pods/ephemeralcontainers
              verbs: [patch]
            - apiGroups: [""]
              resources: ["*/attach"]
          #               ^^^^^^^^^^ Can reach into running pods: create on subresource attach of every resource
              verbs: [create]
        `,
      },
      {
        title: 'Reading is enough before Kubernetes 1.35',
        kubernetesVersion: '1.34',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [pods/portforward]
          #               ^^^^^^^^^^^^^^^^ Can reach into running pods: get on pods/portforward
              verbs: [get]
        `,
      },
      {
        title: 'Pods without their subresources, and reading their log',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [pods]
              verbs: [get, update, patch]
            - apiGroups: [""]
              resources: [pods/log, pods/exec]
              verbs: [get]
            - apiGroups: [""]
              resources: [pods/{{ .Values.subresource }}]
              verbs: [create]
        `,
      },
    ],
  },

  *check(rule, { target }) {
    const grant = target.atLeast('1.35') ? podsExec : [...podsExec, ...podsExecByGet];
    yield* reportGrant(rule, grant, 'warning', 'Can reach into running pods');
  },
});

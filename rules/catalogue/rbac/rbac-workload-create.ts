import { defineRule } from '../../engine/rule';
import { podEdit, workloadCreate } from '../../kubernetes/grants';
import { aboutGrant } from './granted';

export default defineRule({
  meta: {
    id: 'rbac-workload-create',
    chapter: 'rbac',
    scope: 'policy-rule',
    title: 'Right to start pods',
    summary: 'roles that may create or change pods, or what makes pods',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which of these rights its owner needs is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['5.1.4'] }, owasp: { '2025': ['K02'] }, attack: ['T1610'] },
    why: `
      Whoever starts a pod chooses its ServiceAccount, Secrets and volumes. The right to create pods
      is the right to use every ServiceAccount of the namespace and to read every Secret and ConfigMap
      in it. Where no Pod Security level is enforced, one privileged pod is enough to own a node and
      all that runs there.

      A Deployment, a Job or any other kind that makes pods will do as well, and so will changing one
      that exists. Of a pod that exists little but the images can be changed: enough to run a program of
      one's own as the ServiceAccount that it has. In a ClusterRole the finding is a warning, in a Role
      it is a hint.
    `,
    whenNotToFix: `
      People and pipelines that deploy, and operators that run pods, need it. Grant it by a
      RoleBinding in the namespaces they work in, enforce a Pod Security level there, and silence the
      rule.
    `,
    examples: [
      {
        title: 'Pods and what makes them, in a ClusterRole',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: ["", apps]
              resources: [configmaps, pods, deployments]
          #                           ^^^^ Can run pods as any ServiceAccount of the namespace: create, patch on pods, deployments
              verbs: [get, create, patch]
            - apiGroups: [batch]
              resources: [cronjobs]
          #               ^^^^^^^^ Can run pods as any ServiceAccount of the namespace: update on cronjobs
              verbs: [update]
        `,
      },
      {
        title: 'Pods that are there may be changed',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [pods]
          #               ^^^^ Can change the images of running pods: patch on pods
              verbs: [get, list, patch]
        `,
      },
      {
        title: 'Pods that may be looked at, their status, and kinds of another group',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata:
            name: operator
          rules:
            - apiGroups: [""]
              resources: [pods]
              verbs: [get, list, delete]
            - apiGroups: [""]
              resources: [pods/status]
              verbs: [patch]
            - apiGroups: [tasks.registry.example]
              resources: [jobs]
              verbs: [create]
            - apiGroups: [""]
              resources: [{{ .Values.resource }}]
              verbs: [create]
        `,
      },
    ],
  },

  *check(rule) {
    const granted = rule.grants([...workloadCreate, ...podEdit]);
    if (granted === undefined) return;
    const isStart = rule.grants(workloadCreate) !== undefined;
    const meaning = isStart
      ? 'Can run pods as any ServiceAccount of the namespace'
      : 'Can change the images of running pods';
    yield aboutGrant(rule.role, granted, 'warning', meaning);
  },
});

import { defineRule } from '../../engine/rule';
import type { WorkspaceView } from '../../engine/workspace';
import type { Subject } from '../../kubernetes/binding';
import { isKnown, knownValue, mayBe } from '../../yaml/field';
import { mayBeInOneOf } from '../namespaces/residence';

const OF_COMPONENTS =
  /^system:(?:node|node-proxier|kube-scheduler|volume-scheduler|kube-controller-manager|kubelet-api-admin|controller:.+)$/;

export default defineRule({
  meta: {
    id: 'rbac-system-role-subject',
    chapter: 'rbac',
    scope: 'RoleBinding',
    title: "Role of the system's own components given away",
    summary: "bindings that grant a role of Kubernetes' own components to somebody else",
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      Which rights its subjects need instead is not in the manifest.
    `,
    standards: { nsa: ['AA-2'], cis: { '1.12': ['1.2.7'] }, owasp: { '2025': ['K02'] } },
    why: `
      The roles \`system:kube-controller-manager\`, \`system:controller:…\`, \`system:kube-scheduler\`,
      \`system:kubelet-api-admin\` and the like hold what a component of the control plane needs, and
      get what its next version needs: most come close to all Secrets or all nodes.

      \`system:node\` is for nobody: the Node authorizer gives each kubelet what belongs to its own
      node, and a binding gives all of them everything.
    `,
    whenNotToFix: `
      A second scheduler runs with the roles of the first. Give it a ServiceAccount in \`kube-system\`,
      which is not reported.
    `,
    examples: [
      {
        title: 'The rights of the controller manager for a program, and those of nodes for all nodes',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:kube-controller-manager"}
          #                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Grants backup the rights of a system component
          subjects:
            - {kind: ServiceAccount, name: backup, namespace: shop}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:node"}
          #                                                                       ^^^^^^^^^^^^^ Grants system:nodes the rights of a system component
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:nodes"}
        `,
      },
      {
        title: 'Components, and a role that is made for others',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:kube-scheduler"}
          subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:kube-scheduler"}
            - {kind: ServiceAccount, name: scheduler, namespace: kube-system}
            - {kind: ServiceAccount, name: scheduler, namespace: {{ .Release.Namespace }}}
            - {kind: User, name: "{{ .Values.user }}"}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata:
            name: team
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:auth-delegator"}
          subjects:
            - {kind: ServiceAccount, name: api, namespace: shop}
        `,
      },
      {
        title: 'A ServiceAccount of the namespace that Argo CD puts the binding in',
        manifest: `
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata:
            name: scheduler
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:kube-scheduler"}
          subjects:
            - {kind: ServiceAccount, name: scheduler}
        `,
        files: [
          {
            path: 'application.yaml',
            text: `
              apiVersion: argoproj.io/v1alpha1
              kind: Application
              metadata: {name: scheduler, namespace: argocd}
              spec:
                source: {repoURL: https://git.example/cluster.git, path: .}
                destination: {name: in-cluster, namespace: kube-system}
            `,
          },
        ],
      },
    ],
  },

  *check(binding, { allow, workspace }) {
    const role = binding.clusterRole;
    if (role === undefined || !OF_COMPONENTS.test(role) || binding.isOnlyFor(allow.subjects)) return;
    const stranger = binding.subjects.find(
      (subject) => role === 'system:node' || !mayBeSystem(subject, workspace),
    );
    if (stranger === undefined) return;
    const who = knownValue(stranger.name) ?? 'a subject';
    yield { at: binding.roleName, message: `Grants ${who} the rights of a system component` };
  },
});

function mayBeSystem(subject: Subject, workspace: WorkspaceView): boolean {
  if (subject.kind.state !== 'known' || subject.name.state !== 'known') return true;
  if (!isKnown(subject.kind, 'ServiceAccount')) return subject.name.value.startsWith('system:');
  const { namespace, binding } = subject;
  if (namespace.state !== 'absent') return mayBe(namespace, 'kube-system');
  return !binding.isClusterWide && mayBeInOneOf(['kube-system'], binding.manifest, workspace);
}

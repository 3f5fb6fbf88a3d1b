import { defineRule } from '../../engine/rule';
import { expectPlugin } from './admission-plugins';

export default defineRule({
  meta: {
    id: 'apiserver-admission-node-restriction',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Nodes not restricted',
    summary: 'an API server without the admission plugin NodeRestriction',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.2.14'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-269'] },
    why: `
      The authorizer for nodes looks at the kind of request, the plugin at what is in it. Without the plugin, who
      gets the credentials of one kubelet can change other Node objects and the status of pods on other nodes, and
      can label nodes so that sensitive workloads come to the one that is taken over.
    `,
    whenNotToFix: `
      Where kubelets do not log in as \`system:node:NAME\` in the group \`system:nodes\`, the plugin has nothing to
      restrict. Give them such identities first.
    `,
    examples: [
      {
        title: 'A static pod that turns no plugin on',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
          #         ^^^^^^^^^^^^^^ A node can change other nodes and their pods: NodeRestriction is not turned on
                  - --authorization-mode=Node,RBAC
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --authorization-mode=Node,RBAC
                  - --enable-admission-plugins=NodeRestriction
        `,
      },
      {
        title: "A list that takes the place of kubeadm's",
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: PodNodeSelector
          #                             ^^^^^^^^^^^^^^^ A node can change other nodes and their pods: NodeRestriction is not turned on
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: PodNodeSelector,NodeRestriction
        `,
      },
      {
        title: 'A list of the older flag, which excludes the newer one',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --admission-control=NamespaceLifecycle,ServiceAccount
          #                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A node can change other nodes and their pods: NodeRestriction is not turned on
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --admission-control=NamespaceLifecycle,ServiceAccount,NodeRestriction
        `,
      },
      {
        title: "A list that takes the place of kOps' own",
        manifest: `
          apiVersion: kops.k8s.io/v1alpha2
          kind: Cluster
          metadata:
            name: shop.example
          spec:
            kubeAPIServer:
              enableAdmissionPlugins:
          #   ^^^^^^^^^^^^^^^^^^^^^^ A node can change other nodes and their pods: NodeRestriction is not turned on
                - PodNodeSelector
        `,
        fixed: `
          apiVersion: kops.k8s.io/v1alpha2
          kind: Cluster
          metadata:
            name: shop.example
          spec:
            kubeAPIServer:
              enableAdmissionPlugins:
                - PodNodeSelector
                - NodeRestriction
        `,
      },
      {
        title: "A plugin that is added to kOps' own list",
        manifest: `
          apiVersion: kops.k8s.io/v1alpha2
          kind: Cluster
          metadata:
            name: shop.example
          spec:
            kubeAPIServer:
              appendAdmissionPlugins: [PodNodeSelector]
        `,
      },
      {
        title: 'What kubeadm gives, lists that add up, and a list that a template completes',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --enable-admission-plugins=NodeRestriction
                  - --enable-admission-plugins=PodNodeSelector
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --enable-admission-plugins=PodNodeSelector,{{ .Values.plugins }}
        `,
      },
    ],
  },

  *check(apiserver) {
    yield* expectPlugin(apiserver, 'NodeRestriction', 'A node can change other nodes and their pods');
  },
});

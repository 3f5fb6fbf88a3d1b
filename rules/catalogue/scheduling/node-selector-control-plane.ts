import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { nodeLabelsOf } from '../../kubernetes/node-selection';
import { mayBeAmongSystem } from '../namespaces/residence';
import { controlPlaneKeys } from './control-plane';

export default defineRule({
  meta: {
    id: 'node-selector-control-plane',
    chapter: 'scheduling',
    scope: 'pod',
    title: 'Pod that asks for control plane nodes',
    summary: 'pods outside of `kube-system` that ask to run on control plane nodes',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4'],
      attack: ['T1610'],
    },
    whereWritten: ['nodeAffinity', 'nodeSelector'],
    why: `
      On a node of the control plane a pod is beside etcd, the API server and their keys. Whoever
      breaks out of it there has the cluster. Where the API server's port is closed to worker nodes,
      or etcd's is, it is open there as well.

      Reported are \`node-role.kubernetes.io/control-plane\` and \`node-role.kubernetes.io/master\` in
      \`nodeSelector\`, and with \`In\` or \`Exists\` in the node affinity, preferences among them.
    `,
    whenNotToFix: `
      Backups of etcd and agents of the control plane have to be there. So has everything on a
      cluster of one node, but that needs no selector.
    `,
    examples: [
      {
        title: 'A selector',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            nodeSelector:
              node-role.kubernetes.io/control-plane: ""
          #                                          ^^ Pod asks for a control plane node
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'An affinity, and preferences',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - {key: node-role.kubernetes.io/master, operator: Exists}
          #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Pod asks for a control plane node
                        - {key: disk, operator: In, values: [fast]}
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 1
                    preference:
                      matchExpressions:
                        - key: node-role.kubernetes.io/control-plane
          #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Pod asks for a control plane node
                          operator: In
                          values: [""]
                  - weight: 2
                    preference:
                      matchExpressions:
                        - {key: disk, operator: In, values: [fast]}
                        - {key: node-role.kubernetes.io/control-plane, operator: Exists}
          #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Pod asks for a control plane node
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - {key: disk, operator: In, values: [fast]}
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 2
                    preference:
                      matchExpressions:
                        - {key: disk, operator: In, values: [fast]}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'A pod that keeps away from control plane nodes, and a selector that a chart fills in',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            namespace: shop
          spec:
            nodeSelector:
              disk: fast
              node-role.kubernetes.io/master: {{ .Values.master }}
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - {key: node-role.kubernetes.io/control-plane, operator: DoesNotExist}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Part of the cluster itself',
        manifest: `
          apiVersion: v1
          kind: Pod # of the cluster
          metadata:
            name: backup
            namespace: kube-system
          spec:
            nodeSelector: {node-role.kubernetes.io/control-plane: ""}
            containers:
              - name: backup
                image: registry.example/backup:1.2
        `,
      },
      {
        title: 'Part of the cluster itself, where Argo CD puts it in kube-system',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: dns
          spec:
            priorityClassName: system-cluster-critical
            tolerations:
              - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
            nodeSelector: {node-role.kubernetes.io/control-plane: ""}
            containers:
              - name: dns
                image: registry.example/dns:2.0
        `,
        files: [
          {
            path: 'argocd/application.yaml',
            text: `
              apiVersion: argoproj.io/v1alpha1
              kind: Application
              metadata: {name: shop, namespace: argocd}
              spec:
                source: {repoURL: https://git.example/shop.git, path: .}
                destination: {name: in-cluster, namespace: kube-system}
            `,
          },
        ],
      },
    ],
  },

  *check(pod, context) {
    if (mayBeAmongSystem(pod.manifest, context)) return;
    for (const { key, at, whole } of nodeLabelsOf(pod)) {
      if (!controlPlaneKeys.includes(key)) continue;
      yield {
        at,
        message: 'Pod asks for a control plane node',
        fixes: [unsafeFix('Do not ask for a control plane node', remove(whole))],
      };
    }
  },
});

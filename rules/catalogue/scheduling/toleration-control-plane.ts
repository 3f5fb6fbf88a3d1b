import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import type { MapView } from '../../yaml/view';
import { mayBeAmongSystem } from '../namespaces/residence';
import { controlPlaneKeys } from './control-plane';

export default defineRule({
  meta: {
    id: 'toleration-control-plane',
    chapter: 'scheduling',
    scope: 'pod',
    title: 'Pod that may run on control plane nodes',
    summary: 'pods outside of `kube-system` that tolerate the taint of control plane nodes',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-4'],
      attack: ['T1610'],
    },
    whereWritten: ['tolerations'],
    why: `
      The nodes of the control plane hold the keys of the whole cluster, and a taint keeps other pods
      away from them. Whoever breaks out of a pod that tolerates it is beside etcd and the API
      server instead of on a worker node.

      Reported are tolerations of \`node-role.kubernetes.io/control-plane\` and
      \`node-role.kubernetes.io/master\`, and those of every key, as far as they hold for the effect
      \`NoSchedule\`. DaemonSets are not: agents belong on every node.
    `,
    whenNotToFix: `
      Operators that start before the first worker node does need it, and so does everything on a
      cluster of one node.
    `,
    examples: [
      {
        title: 'Tolerations by name, and of everything',
        manifest: `
          apiVersion: v1
          kind: Pod # and likewise of a Deployment, but not of a DaemonSet
          metadata:
            name: web
          spec:
            tolerations:
              - key: node-role.kubernetes.io/control-plane
          #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Pod tolerates the taint of control plane nodes
                operator: Exists
                effect: NoSchedule
              - {key: node-role.kubernetes.io/master, effect: ""}
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Pod tolerates the taint of control plane nodes
              - operator: Exists
          #               ^^^^^^ Pod tolerates every taint, that of control plane nodes too
              - {key: gpu, operator: Exists}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod # and likewise of a Deployment, but not of a DaemonSet
          metadata:
            name: web
          spec:
            tolerations:
              - {key: gpu, operator: Exists}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Other taints, and effects that do not keep a pod away from control plane nodes',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
            namespace: shop
          spec:
            tolerations:
              - {key: node.kubernetes.io/not-ready, operator: Exists}
              - {operator: Exists, effect: NoExecute}
              - {key: node-role.kubernetes.io/control-plane, effect: PreferNoSchedule}
              - {key: {{ .Values.taint }}, operator: Exists}
              - {key: node-role.kubernetes.io/master, effect: {{ .Values.effect }}}
              - {operator: {{ .Values.operator }}}
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'Part of the cluster itself, by its own namespace or that of its kustomization',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: dns
            namespace: kube-system
          spec:
            selector: {matchLabels: {app: dns}}
            template:
              metadata: {labels: {app: dns}}
              spec:
                tolerations:
                  - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
                containers:
                  - name: dns
                    image: registry.example/dns:2.0
        `,
      },
      {
        title: 'A kustomization that puts it in kube-system',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: dns
          spec:
            selector: {matchLabels: {app: dns}}
            template:
              metadata: {labels: {app: dns}}
              spec:
                tolerations:
                  - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
                containers:
                  - name: dns
                    image: registry.example/dns:2.0
        `,
        files: [
          {
            path: 'kustomization.yaml',
            text: `
              namespace: kube-system
              resources: [example.yaml]
            `,
          },
        ],
      },
      {
        title: 'An agent for every node, and a chart that may be installed in kube-system',
        manifest: `
          apiVersion: apps/v1
          kind: DaemonSet
          metadata:
            name: agent
          spec:
            selector: {matchLabels: {app: agent}}
            template:
              metadata: {labels: {app: agent}}
              spec:
                tolerations:
                  - operator: Exists
                containers:
                  - name: agent
                    image: registry.example/agent:1.4
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: {{ .Release.Name }}
          spec:
            tolerations:
              - operator: Exists
            containers:
              - name: app
                image: registry.example/app:2.0
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
    if (pod.manifest.kind === 'DaemonSet' || mayBeAmongSystem(pod.manifest, context)) return;
    for (const toleration of pod.spec.maps('tolerations').filter(holdsForNoSchedule)) {
      const key = toleration.string('key');
      const operator = toleration.string('operator');
      const fixes = [unsafeFix('Remove the toleration', remove(toleration))];
      if (controlPlaneKeys.some((each) => isKnown(key, each))) {
        yield { at: key, message: 'Pod tolerates the taint of control plane nodes', fixes };
      } else if (isUnset(key) && isKnown(operator, 'Exists')) {
        const message = 'Pod tolerates every taint, that of control plane nodes too';
        yield { at: operator, message, fixes };
      }
    }
  },
});

function holdsForNoSchedule(toleration: MapView): boolean {
  const effect = toleration.string('effect');
  return isUnset(effect) || isKnown(effect, 'NoSchedule');
}

function isUnset(field: ReturnType<MapView['string']>): boolean {
  return field.state === 'absent' || isKnown(field, '');
}

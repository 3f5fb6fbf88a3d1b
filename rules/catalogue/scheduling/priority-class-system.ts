import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { systemClasses } from '../../kubernetes/priority';
import { mayBeAmongSystem } from '../namespaces/residence';

export default defineRule({
  meta: {
    id: 'priority-class-system',
    chapter: 'scheduling',
    scope: 'pod',
    title: "Pod with the cluster's own priority",
    summary:
      'pods outside of `kube-system` with the priority of the cluster itself (`system-node-critical`, `system-cluster-critical`)',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cwe: ['CWE-770'],
    },
    whereWritten: ['priorityClassName'],
    why: `
      A pod of such a class may push out any other pod but those of the cluster itself: when a node is
      full, theirs end and this one starts. One tenant with many replicas of it takes the cluster
      away from all others, and competes with DNS and the network plugin.
    `,
    whenNotToFix: `
      For network, storage and security agents without which no other pod on the node can work.
    `,
    examples: [
      {
        title: 'A shop that goes before everything else',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
            namespace: shop
          spec:
            priorityClassName: system-cluster-critical
          #                    ^^^^^^^^^^^^^^^^^^^^^^^ Pod has the priority of the cluster itself, system-cluster-critical
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
            namespace: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
      {
        title: 'The class for what every node needs',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            priorityClassName: system-node-critical
          #                    ^^^^^^^^^^^^^^^^^^^^ Pod has the priority of the cluster itself, system-node-critical
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: agent
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: "A class of the team's own",
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
            namespace: shop
          spec:
            priorityClassName: system-of-record
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
            name: dns
            namespace: kube-system
          spec:
            priorityClassName: system-cluster-critical
            containers:
              - name: dns
                image: registry.example/dns:2.0
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
    const name = pod.spec.string('priorityClassName');
    if (name.state !== 'known' || !systemClasses.includes(name.value)) return;
    if (mayBeAmongSystem(pod.manifest, context)) return;
    yield {
      at: name,
      message: `Pod has the priority of the cluster itself, ${name.value}`,
      fixes: [unsafeFix('Remove priorityClassName', remove(name))],
    };
  },
});

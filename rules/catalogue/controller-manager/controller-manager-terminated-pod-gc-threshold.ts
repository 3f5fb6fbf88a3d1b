import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'controller-manager-terminated-pod-gc-threshold',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'No bound on terminated pods',
    summary: 'a controller manager without a chosen bound on the number of terminated pods that are kept',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: { cis: { '1.12': ['1.3.1'] }, cwe: ['CWE-770'] },
    why: `
      Pods that have ended stay in etcd until there are more of them than the threshold: 12500, where nobody says
      otherwise, and without end where it is zero or less. Whoever may create Jobs can fill the database with
      them.
    `,
    whenNotToFix: `
      Where the default is known and wanted.
    `,
    examples: [
      {
        title: 'A kubeadm configuration that leaves it to the default',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
          # ^^^^^^^^^ How many ended pods are kept is left open: --terminated-pod-gc-threshold is not set
              - name: profiling
                value: "false"
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              - name: profiling
                value: "false"
              - name: terminated-pod-gc-threshold
                value: "1000"
        `,
      },
      {
        title: 'A static pod without a bound',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --terminated-pod-gc-threshold=0
          #                                       ^ Ended pods are never deleted
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --terminated-pod-gc-threshold=1000
        `,
      },
      {
        title: 'A threshold of ten, and one that a template writes',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --terminated_pod_gc_threshold=10
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --terminated-pod-gc-threshold={{ .Values.threshold }}
        `,
      },
    ],
  },

  *check(manager) {
    const option = manager.option('terminated-pod-gc-threshold');
    const { integer } = option;
    const threshold = knownValue(integer);
    if (integer.state === 'unknown' || (threshold !== undefined && threshold > 0)) return;
    const operations = option.set('1000');
    yield {
      at: option,
      message:
        threshold === undefined
          ? 'How many ended pods are kept is left open: --terminated-pod-gc-threshold is not set'
          : 'Ended pods are never deleted',
      // No placeholder: the flags of kubeadm are texts, and a number would be written without quotes.
      ...(operations.length === 0 ? {} : { assist: { title: 'Set a threshold', operations } }),
    };
  },
});

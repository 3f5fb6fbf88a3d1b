import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown, mayBe } from '../../yaml/field';
import { isStaticControlPlane } from './exemptions';

export default defineRule({
  meta: {
    id: 'host-network',
    chapter: 'pod-security',
    scope: 'pod',
    title: "Pod in the node's network namespace",
    summary: "pods that share their node's network namespace (`hostNetwork: true`)",
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      pss: { level: 'baseline', check: 'hostNamespaces', since: '1.0' },
      nsa: ['POD-4'],
      cis: { '1.12': ['5.2.5'] },
      owasp: { '2025': ['K01', 'K05'] },
      cwe: ['CWE-668'],
      attack: ['T1611', 'T1040'],
    },
    covers: ['host-network-bypasses-network-policy', 'host-port'],
    whereWritten: ['hostNetwork'],
    why: `
      A pod on the node's network reaches what listens on the node's loopback interface, such as an
      unauthenticated kubelet port, and can watch the traffic of other pods there. With most network
      plugins no NetworkPolicy holds it, and each of its ports is a port of the node.
    `,
    whenNotToFix: `
      Network plugins and some node agents cannot do their work without it. Silence the rule on
      those, with the reason.
    `,
    examples: [
      {
        title: 'A pod on the network of its node',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostNetwork: true # for the scraper
          #              ^^^^ Pod shares the network namespace of its node
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A chart that leaves the choice to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: metrics
          spec:
            hostNetwork: {{ .Values.hostNetwork }}
            containers:
              - name: agent
                image: registry.example/agent:1.4
        `,
      },
      {
        title: 'A pod of the control plane, which the kubelet starts from a file',
        manifest: `
          apiVersion: v1
          kind: Pod # static
          metadata:
            name: kube-scheduler
            namespace: kube-system
            labels:
              component: kube-scheduler
          spec:
            hostNetwork: true
            containers:
              - name: kube-scheduler
                image: registry.k8s.io/kube-scheduler:v1.33.2
        `,
      },
    ],
  },

  *check(pod, context) {
    if (!isKnown(pod.hostNetwork, true) || isStaticControlPlane(pod, context)) return;
    // The API refuses processes of the node that are not on its network.
    const isNeeded = pod.hostProcess.some((hostProcess) => mayBe(hostProcess, true));
    yield {
      at: pod.hostNetwork,
      message: 'Pod shares the network namespace of its node',
      fixes: isNeeded ? [] : [unsafeFix('Remove hostNetwork', remove(pod.hostNetwork))],
    };
  },
});

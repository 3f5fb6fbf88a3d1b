import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubelet-event-record-qps',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet with an impossible rate of events',
    summary: 'kubelets with a negative limit for the events they record',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: 'How many events the cluster can keep is for a human to say.',
    standards: { cis: { '1.12': ['4.2.8'] }, nsa: ['LOG-3'] },
    why: `
      Events tell that containers were killed, that images could not be pulled and that probes failed: what
      remains of many attacks that did not work at once. A kubelet with a negative limit does not start, and
      whoever wrote it wanted fewer events. 0 means no limit since Kubernetes 1.37, and before the five a
      second that the kubelet's client library takes for its default.
    `,
    whenNotToFix: `
      Never: the kubelet refuses the value.
    `,
    examples: [
      {
        title: 'A negative limit',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          eventRecordQPS: -1
          #               ^^ The limit for events is negative: the kubelet does not start
        `,
      },
      {
        title: 'Zero, and a low limit',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          eventRecordQPS: 0
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: event-qps
                value: "5"
        `,
      },
    ],
  },

  *check(kubelet) {
    const rate = kubelet.option('event-qps');
    if ((knownValue(rate.integer) ?? 0) >= 0) return;
    yield { at: rate, message: 'The limit for events is negative: the kubelet does not start' };
  },
});

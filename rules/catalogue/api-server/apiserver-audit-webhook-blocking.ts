import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

/** The least number of events that should fit. The API server's own default is 10,000. */
const MINIMUM = 100;

export default defineRule({
  meta: {
    id: 'apiserver-audit-webhook-blocking',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Audit webhook with a tiny buffer',
    summary: 'an API server that can hold fewer than 100 audit events for its webhook',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      How many events have to fit depends on how many there are and on how fast the webhook takes them.
    `,
    standards: { nsa: ['LOG-8'], cwe: ['CWE-778'] },
    options: { minimum: 'number' },
    why: `
      In the mode \`batch\` the API server collects events for its audit webhook in a buffer, and drops what does not fit.
      A burst of requests fills a tiny buffer at once, so that whoever sends one can hide what he does in it.

      The rule's option \`minimum\` is the least number of events that should fit; it is 100 where it is not given.
    `,
    whenNotToFix: `
      Where the same events are also written to a log file that is kept.
    `,
    examples: [
      {
        title: 'A buffer for five events',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-webhook-config-file: /etc/kubernetes/audit/webhook.yaml
              audit-webhook-batch-buffer-size: "5"
          #                                    ^^^ Audit webhook loses events when more than 5 wait for it
        `,
      },
      {
        title: 'A buffer that is not used, without a webhook or in another mode, and a large one',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-webhook-batch-buffer-size: "5"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-webhook-config-file: /etc/kubernetes/audit/webhook.yaml
              audit-webhook-mode: blocking-strict
              audit-webhook-batch-buffer-size: "5"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              audit-webhook-config-file: /etc/kubernetes/audit/webhook.yaml
              audit-webhook-batch-buffer-size: "100"
        `,
      },
    ],
  },
  *check(apiserver, { options }) {
    const minimum = typeof options.minimum === 'number' ? options.minimum : MINIMUM;
    const [mode, size] = [
      apiserver.option('audit-webhook-mode').value,
      apiserver.option('audit-webhook-batch-buffer-size').integer,
    ];
    const isBatch = mode.state === 'absent' || knownValue(mode) === 'batch';
    if (!apiserver.option('audit-webhook-config-file').isGiven || !isBatch) return;
    if (size.state !== 'known' || size.value >= minimum) return;
    yield { at: size, message: `Audit webhook loses events when more than ${size.value} wait for it` };
  },
});

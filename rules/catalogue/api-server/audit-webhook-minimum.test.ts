import { expect, test } from 'vitest';
import { defaultOptions } from '../../engine/options';
import { problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import rule from './apiserver-audit-webhook-blocking';

const TEXT = dedent(`
  apiVersion: kubeadm.k8s.io/v1beta3
  kind: ClusterConfiguration
  apiServer:
    extraArgs:
      audit-webhook-config-file: /etc/kubernetes/audit/webhook.yaml
      audit-webhook-batch-buffer-size: "500"
`);

test.each([
  [500, 0],
  [501, 1],
])('a buffer of 500 with a minimum of %d gives %d findings', (minimum, count) => {
  const ruleOptions = { 'apiserver-audit-webhook-blocking': { minimum } };
  expect(problemsOf(TEXT, rule, { ...defaultOptions, profile: 'all', ruleOptions })).toHaveLength(count);
});

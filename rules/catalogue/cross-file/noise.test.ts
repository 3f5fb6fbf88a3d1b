import { expect, test } from 'vitest';
import { factsIn } from '../../engine/facts-in';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import type { Problem } from '../../engine/problem';
import { WorkspaceIndex } from '../../engine/workspace-index';
import { rules } from '../../index';
import { sourceOf } from '../../yaml/source';

function saidAbout(text: string): readonly string[] {
  return problemsIn(text).map(({ rule, severity }) => `${severity} ${rule}`);
}

/** What is found in a file that sees itself and nothing else. */
function problemsIn(text: string): readonly Problem[] {
  const source = sourceOf('file:///a.yaml', text);
  const index = new WorkspaceIndex();
  index.update(source.uri, factsIn(source));
  return lint(source, rules, defaultOptions, index.viewFor(source.uri)).problems;
}

test('a bare Namespace alone gets no more than three findings, of which what is not in view gives only information', () => {
  expect([...saidAbout('apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n')].sort()).toEqual([
    'info namespace-default-deny-ingress-missing',
    'info namespace-resource-quota-missing',
    'warning namespace-psa-enforce-missing',
  ]);
});

test('a Namespace with all that this chapter asks for gets none of it', () => {
  const text = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/audit: restricted, pod-security.kubernetes.io/warn: restricted}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: dns, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}], ports: [{port: 53, protocol: UDP}]}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota, namespace: shop}
spec: {hard: {requests.cpu: 10, requests.memory: 20Gi}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits, namespace: shop}
spec: {limits: [{type: Container, default: {cpu: 1, memory: 1Gi}}]}
`;
  expect(saidAbout(text)).toEqual([]);
});

test('one rule speaks where several say the same of a pod, with the gravest severity', () => {
  const text = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ports: [{port: 53}]}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota, namespace: shop}
spec: {hard: {limits.memory: 20Gi}}
---
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: shop}
spec: {hostNetwork: true, containers: [{name: agent, image: "registry.example/agent:1.2"}]}
`;
  const said = problemsIn(text).map(({ rule, also, severity }) => `${severity} ${[rule, ...also].join(' ')}`);
  expect(said).toContain('error host-network host-network-bypasses-network-policy');
  expect(said).toContain('error workload-resources-missing-under-quota memory-limit-missing');
});

test('no policy is offered for a pod without labels, which it would be for all pods', () => {
  const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}}
---
`;
  const pod = (metadata: string) =>
    `${policy}apiVersion: v1\nkind: Pod\nmetadata: {${metadata}namespace: shop}\nspec: {containers: []}\n`;
  const assists = (text: string) =>
    problemsIn(text)
      .filter(({ rule }) => rule === 'workload-without-network-policy')
      .map(({ assist }) => assist?.title);
  expect(assists(pod('name: a, labels: {app: api}, '))).toEqual(['Add a NetworkPolicy for the pod']);
  expect(assists(pod('name: a, '))).toEqual([undefined]);
  expect(assists(pod('generateName: a-, labels: {app: api}, '))).toEqual([undefined]);
});

import { expect, test } from 'vitest';
import { lint } from '../../engine/lint';
import { defaultOptions } from '../../engine/options';
import type { AnyRule } from '../../engine/rule';
import { sourceOf } from '../../yaml/source';
import prioritySystem from '../scheduling/priority-class-system';
import kubePrefix from './namespace-kube-prefix';
import auditWarnMissing from './namespace-psa-audit-warn-missing';
import enforceBaseline from './namespace-psa-enforce-baseline';
import enforceMissing from './namespace-psa-enforce-missing';
import enforcePrivileged from './namespace-psa-enforce-privileged';
import reserved from './namespace-reserved';

test.each<[AnyRule, string]>([
  [kubePrefix, namespaceOf('kube-shop', 'team: shop')],
  [enforceMissing, namespaceOf('kube-shop', 'team: shop')],
  [enforcePrivileged, namespaceOf('kube-shop', 'pod-security.kubernetes.io/enforce: privileged')],
  [enforceBaseline, namespaceOf('kube-shop', 'pod-security.kubernetes.io/enforce: baseline')],
  [auditWarnMissing, namespaceOf('kube-shop', 'pod-security.kubernetes.io/enforce: baseline')],
  [reserved, 'apiVersion: v1\nkind: Secret\nmetadata: {name: shop, namespace: kube-public}\n'],
  [prioritySystem, podOf('kube-shop')],
])('$meta.id is silent about a namespace that the configuration allows', (rule, text) => {
  const count = (namespaces: readonly string[]) =>
    lint(sourceOf('x.yaml', text), [rule], { ...defaultOptions, profile: 'all', allow: { namespaces } })
      .problems.length;
  expect([count(['other']), count(['kube-shop', 'kube-public'])]).toEqual([1, 0]);
});

function namespaceOf(name: string, label: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    ${label}\n`;
}

function podOf(namespace: string): string {
  const spec = 'priorityClassName: system-node-critical, containers: [{name: x, image: x}]';
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: ${namespace}}\nspec: {${spec}}\n`;
}

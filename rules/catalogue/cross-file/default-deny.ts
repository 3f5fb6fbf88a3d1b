import type { NetworkPolicyFact } from '../../engine/facts-network';
import { addDocument, unsafeFix } from '../../engine/fix';
import type { Context, Finding } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import type { Direction } from '../../kubernetes/network-policy';
import type { Value } from '../../yaml/operation';
import { governedNamespace, severityOfAbsence } from './absence';
import { dnsRule } from './dns';

/** What is missing where no policy in view closes a direction of a Namespace for all pods that no other policy opens. */
export function* withoutDefaultDeny(
  namespace: Manifest,
  direction: Direction,
  context: Context,
): Iterable<Finding> {
  const governed = governedNamespace(namespace, context);
  if (governed === undefined || mayBeClosed(governed.names, direction, context)) return;
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `default-deny-${direction.toLowerCase()}`, namespace: governed.name },
    spec: { podSelector: {}, policyTypes: [direction], ...DEFAULTS[direction].rules },
  };
  yield {
    at: namespace.name,
    message: `Namespace is open: no NetworkPolicy in view denies ${direction.toLowerCase()} by default`,
    ...severityOfAbsence(context),
    fixes: [unsafeFix(DEFAULTS[direction].title, addDocument(namespace.document, policy))],
  };
}

// Without names hardly any program finds what it talks to.
const DEFAULTS: Readonly<
  Record<Direction, { readonly title: string; readonly rules: { readonly [key: string]: Value } }>
> = {
  Ingress: { title: 'Deny all ingress by default', rules: {} },
  Egress: { title: 'Deny all egress but DNS by default', rules: { egress: [dnsRule] } },
};

function mayBeClosed(
  names: readonly string[],
  direction: Direction,
  { workspace }: Pick<Context, 'workspace'>,
): boolean {
  if (workspace.otherNetworkPolicies(names).length > 0) return true;
  return workspace.networkPolicies(names).some((policy) => mayCloseAll(policy, direction));
}

/** A policy for all pods shuts out what no policy allows, its own rules included. */
function mayCloseAll(policy: NetworkPolicyFact, direction: Direction): boolean {
  const isForAll = policy.podSelector === undefined || policy.podSelector.length === 0;
  return isForAll && !['none', 'open'].includes(policy[direction === 'Ingress' ? 'ingress' : 'egress']);
}

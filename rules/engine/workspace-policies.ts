import type { Requirement } from '../kubernetes/label-selector';
import { creators } from './creator-query';
import type { KubeletFact, PodSecurityFact, PolicyBindingFact } from './facts-admission';
import type { NetworkPolicyFact, OtherNetworkPolicyFact } from './facts-network';
import type { TenantFact } from './facts-tenants';
import type { Ask, Query } from './query';
import { namespacesSelected, podsSelected } from './selector-queries';
import { certainNamespaces, type Namespaces } from './workspace';

/** What rules may ask about what governs namespaces and nodes. */
export interface PolicyView {
  /** The NetworkPolicies that may be in one of the namespaces. */
  networkPolicies(namespaces: Namespaces): readonly NetworkPolicyFact[];
  /** Those that certainly are in one of the namespaces. Accuse on these. */
  certainNetworkPolicies(namespaces: readonly string[]): readonly NetworkPolicyFact[];
  /** Policies of other kinds that may do the same: those of the whole cluster, and what may be in one of the namespaces. */
  otherNetworkPolicies(namespaces: Namespaces): readonly OtherNetworkPolicyFact[];
  /** What a selector finds among the pods in view that may be in one of the namespaces. */
  podsSelected(namespaces: Namespaces, requirements: readonly Requirement[]): Selection;
  /** What a selector finds among the Namespaces in view. */
  namespacesSelected(requirements: readonly Requirement[]): Selection;
  /** How the API server configures Pod Security admission. */
  podSecurity(): readonly PodSecurityFact[];
  /** The bindings of a ValidatingAdmissionPolicy of this name, and those that may be. */
  policyBindings(name: string): readonly PolicyBindingFact[];
  /** The RoleBindings of these namespaces that let somebody create objects without end in them. */
  creators(namespaces: readonly string[]): readonly TenantFact[];
  /** The configurations of kubelets. */
  kubelets(): readonly KubeletFact[];
}

/** What comes of a selector. */
export interface Selection {
  /** Whether something in view may meet it. */
  readonly mayMatch: boolean;
  /** Whether anything is in view that certainly is where it looks. */
  readonly isAnyInView: boolean;
}

/** The answers of somebody who sees nothing. */
export const noPolicies: PolicyView = {
  networkPolicies: () => [],
  certainNetworkPolicies: () => [],
  otherNetworkPolicies: () => [],
  podsSelected: () => ({ mayMatch: false, isAnyInView: false }),
  namespacesSelected: () => ({ mayMatch: false, isAnyInView: false }),
  podSecurity: () => [],
  policyBindings: () => [],
  creators: () => [],
  kubelets: () => [],
};

/** The answers from facts. */
export function policyView(ask: Ask): PolicyView {
  return {
    networkPolicies: (namespaces) => ask(networkPolicies, namespaces),
    certainNetworkPolicies: (namespaces) => ask(certainNetworkPolicies, namespaces),
    otherNetworkPolicies: (namespaces) => ask(otherNetworkPolicies, namespaces),
    podsSelected: (namespaces, requirements) => ask(podsSelected, namespaces, requirements),
    namespacesSelected: (requirements) => ask(namespacesSelected, requirements),
    podSecurity: () => ask(podSecurity),
    policyBindings: (name) => ask(policyBindings, name),
    creators: (namespaces) => ask(creators, namespaces),
    kubelets: () => ask(kubelets),
  };
}

export const networkPolicies: Query<[Namespaces], readonly NetworkPolicyFact[]> = {
  name: 'network-policies',
  factKeys: () => ['network-policy'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces) => facts.byNamespace('network-policy').in(namespaces),
};

export const certainNetworkPolicies: Query<[readonly string[]], readonly NetworkPolicyFact[]> = {
  name: 'certain-network-policies',
  factKeys: () => ['network-policy'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces) =>
    facts
      .byNamespace('network-policy')
      .in(namespaces)
      .filter(({ namespace, place }) => {
        const certain = certainNamespaces(namespace, facts.roleOf(place.uri));
        return certain.some((one) => namespaces.includes(one));
      }),
};

export const otherNetworkPolicies: Query<[Namespaces], readonly OtherNetworkPolicyFact[]> = {
  name: 'other-network-policies',
  factKeys: () => ['other-network-policy'],
  within: (namespaces) => namespaces,
  answer: (facts, namespaces) => facts.byNamespace('other-network-policy').in(namespaces),
};

export const podSecurity: Query<[], readonly PodSecurityFact[]> = {
  name: 'pod-security',
  isExact: true,
  factKeys: () => ['pod-security'],
  answer: (facts) => facts.all('pod-security', ['pod-security']),
};

export const kubelets: Query<[], readonly KubeletFact[]> = {
  name: 'kubelets',
  isExact: true,
  factKeys: () => ['kubelet'],
  answer: (facts) => facts.all('kubelet', ['kubelet']),
};

export const policyBindings: Query<[string], readonly PolicyBindingFact[]> = {
  name: 'policy-bindings',
  factKeys: (name) => [`policy-binding/${name}`, 'policy-binding/*'],
  answer: (facts, name) => facts.all('policy-binding', [`policy-binding/${name}`, 'policy-binding/*']),
};

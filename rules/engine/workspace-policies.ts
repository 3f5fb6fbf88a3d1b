import { type Requirement, selects } from '../kubernetes/label-selector';
import type { FactOf } from './fact-store';
import type { Fact } from './facts';
import type { KubeletFact, PodSecurityFact, PolicyBindingFact } from './facts-admission';
import type { NetworkPolicyFact, OtherNetworkPolicyFact } from './facts-network';
import type { CreatorRoleFact, RoleName, TenantFact } from './facts-tenants';
import type { LocatedFacts } from './located-facts';
import type { AskIndex } from './questions';
import type { FileRole, Namespaces } from './workspace';

/** What rules may ask about what governs namespaces and nodes. */
export interface PolicyView {
  /** The NetworkPolicies that may be in one of the namespaces. */
  networkPolicies(namespaces: Namespaces): readonly NetworkPolicyFact[];
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
  otherNetworkPolicies: () => [],
  podsSelected: () => ({ mayMatch: false, isAnyInView: false }),
  namespacesSelected: () => ({ mayMatch: false, isAnyInView: false }),
  podSecurity: () => [],
  policyBindings: () => [],
  creators: () => [],
  kubelets: () => [],
};

/** What the answers are made of. */
export interface PolicyFacts {
  all<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[];
  located<K extends 'network-policy' | 'other-network-policy' | 'workload'>(kind: K): LocatedFacts<FactOf<K>>;
  roleOf(uri: string): FileRole;
  /** The namespaces that what a fact is about certainly is put in. */
  certainNamespacesOf(fact: TenantFact | CreatorRoleFact): readonly string[];
}

/** Namespaces that every cluster has. What labels they have got nobody can tell. */
const EVERYWHERE = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** The answers from facts. */
export function policyView(facts: PolicyFacts, ask: AskIndex): PolicyView {
  const located = <K extends 'network-policy' | 'other-network-policy'>(kind: K, namespaces: Namespaces) =>
    ask(`${kind} ${textOf(namespaces)}`, [kind], () => facts.located(kind).in(namespaces), false, namespaces);
  const every = <K extends 'kubelet' | 'pod-security'>(kind: K) =>
    ask(kind, [kind], () => facts.all(kind, [kind]), true);
  return {
    networkPolicies: (namespaces) => located('network-policy', namespaces),
    otherNetworkPolicies: (namespaces) => located('other-network-policy', namespaces),
    podsSelected: (namespaces, requirements) =>
      ask(
        `pods ${textOf(namespaces)} ${textOf(requirements)}`,
        ['workload', 'incomplete-kustomization'],
        () => podsSelected(facts, namespaces, requirements),
        false,
        namespaces,
      ),
    namespacesSelected: (requirements) =>
      ask(`namespaces by ${textOf(requirements)}`, ['any-namespace'], () =>
        namespacesSelected(facts, requirements),
      ),
    podSecurity: () => every('pod-security'),
    policyBindings: (name) => {
      const keys = [`policy-binding/${name}`, 'policy-binding/*'];
      return ask(`policy-bindings ${name}`, keys, () => facts.all('policy-binding', keys));
    },
    creators: (namespaces) =>
      ask(
        `creators ${textOf(namespaces)}`,
        ['tenant', 'creator-role'],
        () => creatorsIn(facts, namespaces),
        false,
        namespaces,
      ),
    kubelets: () => every('kubelet'),
  };
}

/** ClusterRoles that come with Kubernetes and let their holders create nearly everything in a namespace. */
const BUILT_IN = ['admin', 'cluster-admin', 'edit'];

function creatorsIn(facts: PolicyFacts, namespaces: readonly string[]): readonly TenantFact[] {
  const roles = facts.all('creator-role', ['creator-role']);
  const isIn = (fact: TenantFact | CreatorRoleFact) =>
    facts.certainNamespacesOf(fact).some((name) => namespaces.includes(name));
  return facts.all('tenant', ['tenant']).filter((tenant) => {
    if (!isIn(tenant)) return false;
    const isBuiltIn = tenant.role === 'ClusterRole' && BUILT_IN.includes(tenant.name);
    return (
      isBuiltIn ||
      roles.some((role) => isSameRole(role, tenant) && (role.role === 'ClusterRole' || isIn(role)))
    );
  });
}

function isSameRole(a: RoleName, b: RoleName): boolean {
  return a.role === b.role && a.name === b.name;
}

function podsSelected(
  facts: PolicyFacts,
  namespaces: Namespaces,
  requirements: readonly Requirement[],
): Selection {
  const workloads = facts.located('workload');
  const isHidden = facts
    .all('kustomization', ['incomplete-kustomization'])
    .some(({ namespace }) => mayBeIn(namespace, namespaces));
  return {
    mayMatch:
      isHidden ||
      workloads.in(namespaces).some(({ labels, place }) => {
        const isOpen = labels.isOpen || facts.roleOf(place.uri).addsLabels === true;
        return selects(requirements, { ...labels, isOpen }) !== false;
      }),
    isAnyInView: namespaces !== undefined && workloads.knownIn(namespaces).length > 0,
  };
}

function mayBeIn(namespace: string | undefined, namespaces: Namespaces): boolean {
  return namespace === undefined || namespaces === undefined || namespaces.includes(namespace);
}

function namespacesSelected(facts: PolicyFacts, requirements: readonly Requirement[]): Selection {
  const inView = facts.all('namespace', ['any-namespace']);
  const labelled = [
    ...inView.map(({ name, labels, isOpen, place }) => ({
      known: { ...labels, ...nameLabel(name) },
      isOpen: isOpen || facts.roleOf(place.uri).addsLabels === true,
    })),
    ...EVERYWHERE.map((name) => ({ known: nameLabel(name), isOpen: true })),
  ];
  return {
    mayMatch: labelled.some((labels) => selects(requirements, labels) !== false),
    isAnyInView: inView.length > 0,
  };
}

/** The label that the API server gives every Namespace. */
function nameLabel(name: string): Readonly<Record<string, string>> {
  return { 'kubernetes.io/metadata.name': name };
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

import type { KubeletFact, PodSecurityFact, PolicyBindingFact } from './facts-admission';
import type { ComponentFact } from './facts-components';
import type { ConfigFileFact } from './facts-config';
import type { DeliveryFact } from './facts-deliveries';
import type { RouteFact, SecureHostFact, ServiceFact } from './facts-exposure';
import type { ImageVerificationFact } from './facts-images';
import type { ChartFact, KustomizationFact, PatchFact, SkaffoldFact } from './facts-kustomize';
import type { NameFact } from './facts-names';
import type { NetworkPolicyFact, OtherNetworkPolicyFact, WorkloadFact } from './facts-network';
import type { BindingFact, LimitRangeFact, NamespaceFact, ServiceAccountFact } from './facts-objects';
import type { ResourceQuotaFact } from './facts-quota';
import type { AccountUseFact, RoleFact } from './facts-rbac';
import type { ClaimFact, ConfigMapFact, PersistentVolumeFact } from './facts-storage';
import type { CreatorRoleFact, TenantFact } from './facts-tenants';
import type { WebhookPatchFact } from './facts-webhooks';
import type { ProblemPlace } from './problem';

/** What is kept of a document for the sake of other files: small plain data. */
export type Fact =
  | AccountUseFact
  | BindingFact
  | ChartFact
  | ClaimFact
  | ComponentFact
  | ConfigFileFact
  | ConfigMapFact
  | CreatorRoleFact
  | DeliveryFact
  | ImageVerificationFact
  | KubeletFact
  | KustomizationFact
  | LimitRangeFact
  | NameFact
  | NamespaceFact
  | NetworkPolicyFact
  | OtherNetworkPolicyFact
  | PatchFact
  | PersistentVolumeFact
  | PodSecurityFact
  | PolicyBindingFact
  | ResourceQuotaFact
  | RoleFact
  | RouteFact
  | SecureHostFact
  | ServiceAccountFact
  | ServiceFact
  | SkaffoldFact
  | TenantFact
  | WebhookPatchFact
  | WorkloadFact;

export interface FactBase {
  readonly place: ProblemPlace;
}

/** What a fact can be found by. A view depends on the keys it was asked for. */
export function keysOf(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'claim':
    case 'config-file':
    case 'config-map':
    case 'service-account':
    case 'webhook-patch':
      return [`${fact.kind}/${fact.name}`];
    case 'role':
      return [`role/${fact.name}`, ...(fact.takesUp === undefined ? [] : ['aggregating-role'])];
    case 'account-use':
      return [`account-use/${fact.account}`];
    case 'secure-host':
      return [`secure-host/${fact.host}`];
    case 'component':
      return [`component/${fact.component}`];
    case 'namespace':
      return [`namespace/${fact.name}`, 'any-namespace'];
    case 'name':
      return [`name/${fact.of}/${fact.name ?? '*'}`];
    case 'kustomization':
      return ['kustomization', ...(fact.isIncomplete === true ? ['incomplete-kustomization'] : [])];
    case 'policy-binding':
      return [`policy-binding/${fact.policy ?? '*'}`];
    case 'binding':
      return [
        `binding-to/${fact.role.name ?? '*'}`,
        ...new Set(fact.subjects.map(({ name }) => `binding/${name ?? '*'}`)),
      ];
    default:
      return [fact.kind];
  }
}

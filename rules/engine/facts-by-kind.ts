import { groupOf, podKinds, podPathsOf, workflowSpecOf } from '../kubernetes/kinds';
import type { Manifest } from '../kubernetes/manifest';
import type { Fact } from './facts';
import { kubeletIn, podSecurityIn, policyBindingIn } from './facts-admission';
import { componentsIn } from './facts-components';
import { applicationIn, applicationSetIn, fluxKustomizationIn, gitRepoIn } from './facts-deliveries';
import { gatewayRouteIn, ingressIn, secureHostsIn, serviceIn } from './facts-exposure';
import { imageVerificationIn } from './facts-images';
import { kustomizationIn, patchIn, skaffoldIn } from './facts-kustomize';
import {
  certificateIn,
  externalSecretIn,
  generatedIn,
  nameIn,
  providedSecretsIn,
  sealedSecretIn,
} from './facts-names';
import {
  madePodsIn,
  networkPolicyIn,
  OTHER_POLICIES,
  otherPolicyIn,
  POD_MAKERS,
  workloadsIn,
} from './facts-network';
import { bindingIn, limitRangeIn, namespaceIn, serviceAccountIn } from './facts-objects';
import { resourceQuotaIn } from './facts-quota';
import { accountUsesIn, roleIn } from './facts-rbac';
import { claimIn, configMapIn, persistentVolumeIn } from './facts-storage';
import { creatorRoleIn, tenantIn } from './facts-tenants';
import { webhookPatchesIn } from './facts-webhooks';

/** Reads facts of an object. */
export type FactReader = (manifest: Manifest) => readonly Fact[];

/** The readers of a kustomization: of what it makes of others, and of what it makes itself. */
export const ofKustomizations: readonly FactReader[] = [
  ({ root, kind }) => kustomizationIn(root, kind),
  ({ root }) => generatedIn(root),
];

const ofPods: readonly FactReader[] = [workloadsIn, accountUsesIn, componentsIn, webhookPatchesIn, patchIn];

/** What is read of objects, by group and kind. */
const READERS: Readonly<Record<string, Readonly<Record<string, readonly FactReader[]>>>> = {
  '': {
    ConfigMap: [nameIn, configMapIn],
    LimitRange: [limitRangeIn],
    Namespace: [namespaceIn],
    PersistentVolume: [persistentVolumeIn],
    PersistentVolumeClaim: [claimIn],
    ResourceQuota: [resourceQuotaIn],
    Secret: [nameIn],
    Service: [serviceIn],
    ServiceAccount: [nameIn, serviceAccountIn],
  },
  'admissionregistration.k8s.io': { ValidatingAdmissionPolicyBinding: [policyBindingIn] },
  'apiserver.config.k8s.io': { AdmissionConfiguration: [podSecurityIn] },
  'apiserver.k8s.io': { AdmissionConfiguration: [podSecurityIn] },
  'argoproj.io': { Application: [madePodsIn, applicationIn], ApplicationSet: [madePodsIn, applicationSetIn] },
  'bitnami.com': { SealedSecret: [sealedSecretIn] },
  'bootstrap.cluster.x-k8s.io': { KubeadmConfig: [componentsIn], KubeadmConfigTemplate: [componentsIn] },
  'cert-manager.io': { Certificate: [certificateIn] },
  'controlplane.cluster.x-k8s.io': {
    KubeadmControlPlane: [componentsIn],
    KubeadmControlPlaneTemplate: [componentsIn],
  },
  extensions: { Ingress: [ingressIn, secureHostsIn], NetworkPolicy: [networkPolicyIn] },
  'external-secrets.io': { ExternalSecret: [externalSecretIn] },
  'fleet.cattle.io': { GitRepo: [gitRepoIn] },
  'gateway.networking.k8s.io': {
    GRPCRoute: [gatewayRouteIn],
    HTTPRoute: [gatewayRouteIn],
    TCPRoute: [gatewayRouteIn],
    TLSRoute: [gatewayRouteIn],
    UDPRoute: [gatewayRouteIn],
  },
  'kubeadm.k8s.io': { ClusterConfiguration: [componentsIn] },
  'kubelet.config.k8s.io': { KubeletConfiguration: [kubeletIn] },
  'kustomize.config.k8s.io': { Component: ofKustomizations, Kustomization: ofKustomizations },
  'kustomize.toolkit.fluxcd.io': { Kustomization: [fluxKustomizationIn] },
  'kyverno.io': { ClusterPolicy: [imageVerificationIn], Policy: [imageVerificationIn] },
  'networking.k8s.io': { Ingress: [ingressIn, secureHostsIn], NetworkPolicy: [networkPolicyIn] },
  'onepassword.com': { OnePasswordItem: [externalSecretIn] },
  'pod-security.admission.config.k8s.io': { PodSecurityConfiguration: [podSecurityIn] },
  'policies.kyverno.io': { ImageValidatingPolicy: [imageVerificationIn] },
  'policy.sigstore.dev': { ClusterImagePolicy: [imageVerificationIn] },
  'rbac.authorization.k8s.io': {
    ClusterRole: [nameIn, roleIn, creatorRoleIn],
    ClusterRoleBinding: [bindingIn],
    Role: [nameIn, roleIn, creatorRoleIn],
    RoleBinding: [bindingIn, tenantIn],
  },
  'secrets-store.csi.x-k8s.io': { SecretProviderClass: [providedSecretsIn] },
  'secrets.hashicorp.com': {
    VaultDynamicSecret: [externalSecretIn],
    VaultPKISecret: [externalSecretIn],
    VaultStaticSecret: [externalSecretIn],
  },
  skaffold: { Config: [skaffoldIn] },
};

const KINDS = [
  ...Object.values(READERS).flatMap((kinds) => Object.keys(kinds)),
  ...[...Object.values(OTHER_POLICIES), ...Object.values(POD_MAKERS)].flat(),
  ...podKinds,
];

const HINT = new RegExp(
  String.raw`(?:^|[\s"'{,])kind["']?\s*:\s*["']?(?:${[...new Set(KINDS)].join('|')})\b`,
);

/** Whether a text may hold an object that facts are read of. Quick. */
export function mayHoldFacts(text: string): boolean {
  return HINT.test(text);
}

/** What reads facts of objects of a kind. */
export function factReadersOf(apiVersion: string, kind: string): readonly FactReader[] {
  const group = groupOf(apiVersion);
  const kinds = Object.hasOwn(READERS, group) ? READERS[group] : undefined;
  if (kinds !== undefined && Object.hasOwn(kinds, kind)) return kinds[kind] ?? [];
  if (holds(OTHER_POLICIES, group, kind)) return [otherPolicyIn];
  if (holds(POD_MAKERS, group, kind)) return [madePodsIn];
  const hasPods = workflowSpecOf(apiVersion, kind) !== undefined || podPathsOf(apiVersion, kind).length > 0;
  return hasPods ? ofPods : [];
}

function holds(kinds: Readonly<Record<string, readonly string[]>>, group: string, kind: string): boolean {
  return Object.hasOwn(kinds, group) && kinds[group]?.includes(kind) === true;
}

import { groupOf, podPathsOf } from '../kubernetes/kinds';
import { Manifest } from '../kubernetes/manifest';
import type { MapView } from '../yaml/view';
import { type ComponentFact, componentsIn } from './facts-components';
import type { ConfigFileFact } from './facts-config';
import { gatewayRouteIn, ingressIn, type RouteFact, type ServiceFact, serviceIn } from './facts-exposure';
import {
  certificateIn,
  externalSecretIn,
  type NameFact,
  nameIn,
  providedSecretsIn,
  sealedSecretIn,
} from './facts-names';
import { type AccountUseFact, accountUsesIn, type RoleFact, roleIn } from './facts-rbac';
import {
  type ClaimFact,
  type ConfigMapFact,
  claimIn,
  configMapIn,
  type PersistentVolumeFact,
  persistentVolumeIn,
} from './facts-storage';

/** What objects of several files that belong together say of each other. */
export type LinkFact =
  | AccountUseFact
  | ClaimFact
  | ComponentFact
  | ConfigFileFact
  | ConfigMapFact
  | NameFact
  | PersistentVolumeFact
  | RoleFact
  | RouteFact
  | ServiceFact;

type Reader = (manifest: Manifest) => readonly LinkFact[];

/** What is read of objects, by group and kind. */
const READERS: Readonly<Record<string, Readonly<Record<string, readonly Reader[]>>>> = {
  '': {
    ConfigMap: [nameIn, configMapIn],
    PersistentVolume: [persistentVolumeIn],
    PersistentVolumeClaim: [claimIn],
    Secret: [nameIn],
    Service: [serviceIn],
    ServiceAccount: [nameIn],
  },
  'bitnami.com': { SealedSecret: [sealedSecretIn] },
  'bootstrap.cluster.x-k8s.io': { KubeadmConfig: [componentsIn], KubeadmConfigTemplate: [componentsIn] },
  'cert-manager.io': { Certificate: [certificateIn] },
  'controlplane.cluster.x-k8s.io': {
    KubeadmControlPlane: [componentsIn],
    KubeadmControlPlaneTemplate: [componentsIn],
  },
  extensions: { Ingress: [ingressIn] },
  'external-secrets.io': { ExternalSecret: [externalSecretIn] },
  'gateway.networking.k8s.io': {
    GRPCRoute: [gatewayRouteIn],
    HTTPRoute: [gatewayRouteIn],
    TCPRoute: [gatewayRouteIn],
    TLSRoute: [gatewayRouteIn],
    UDPRoute: [gatewayRouteIn],
  },
  'kubeadm.k8s.io': { ClusterConfiguration: [componentsIn] },
  'networking.k8s.io': { Ingress: [ingressIn] },
  'onepassword.com': { OnePasswordItem: [externalSecretIn] },
  'rbac.authorization.k8s.io': { ClusterRole: [nameIn, roleIn], Role: [nameIn, roleIn] },
  'secrets-store.csi.x-k8s.io': { SecretProviderClass: [providedSecretsIn] },
  'secrets.hashicorp.com': {
    VaultDynamicSecret: [externalSecretIn],
    VaultPKISecret: [externalSecretIn],
    VaultStaticSecret: [externalSecretIn],
  },
};

const OF_PODS: readonly Reader[] = [accountUsesIn, componentsIn];

const KINDS = [...new Set(Object.values(READERS).flatMap((kinds) => Object.keys(kinds)))];
const HINT = new RegExp(`(?:^|[\\s"'{,])kind["']?\\s*:\\s*["']?(?:${KINDS.join('|')})\\b`);
/** What a text with a pod of interest has in it. */
const POD_HINT = /\bserviceAccount(?:Name)?["']?\s*:|\bkube-apiserver\b/;

/** Which documents of a text hold such facts; undefined where none does. */
export function linksWanted(
  text: string,
): ((apiVersion: string | undefined, kind: string | undefined) => boolean) | undefined {
  const hasPods = POD_HINT.test(text);
  if (!hasPods && !HINT.test(text)) return undefined;
  return (apiVersion, kind) =>
    apiVersion !== undefined && kind !== undefined && readersOf(apiVersion, kind, hasPods).length > 0;
}

/** The facts of an object, of pods only where `linksWanted` has asked for them. */
export function linksIn(root: MapView, apiVersion: string, kind: string): readonly LinkFact[] {
  const readers = readersOf(apiVersion, kind, true);
  if (readers.length === 0) return [];
  const manifest = new Manifest(root, apiVersion, kind);
  return readers.flatMap((read) => read(manifest));
}

function readersOf(apiVersion: string, kind: string, hasPods: boolean): readonly Reader[] {
  const group = groupOf(apiVersion);
  const kinds = Object.hasOwn(READERS, group) ? READERS[group] : undefined;
  if (kinds !== undefined && Object.hasOwn(kinds, kind)) return kinds[kind] ?? [];
  return hasPods && podPathsOf(apiVersion, kind).length > 0 ? OF_PODS : [];
}

/** What such a fact can be found by. */
export function linkKeysOf(fact: LinkFact): readonly string[] {
  switch (fact.kind) {
    case 'name':
      // A question looks at the names that a kustomization changes, too, whatever they are.
      return [`name/${fact.of}`, `name/${fact.of}/${fact.name ?? '*'}`];
    case 'account-use':
      return [`account-use/${fact.account}`];
    case 'component':
      return [`component/${fact.component}`];
    case 'claim':
    case 'config-file':
    case 'config-map':
    case 'role':
      return [`${fact.kind}/${fact.name}`];
    default:
      return [fact.kind];
  }
}

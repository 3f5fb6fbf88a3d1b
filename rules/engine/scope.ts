import {
  API_SERVER_CONFIG_GROUPS,
  EVENT_RATE_LIMIT,
  IMAGE_POLICY_WEBHOOK,
  type PluginConfiguration,
  POD_SECURITY,
  pluginConfigurationsIn,
} from '../kubernetes/admission-config';
import { type AuditPolicy, auditPoliciesIn } from '../kubernetes/audit-policy';
import { type RoleBinding, roleBindingsIn, type Subject } from '../kubernetes/binding';
import { type Component, type ComponentName, componentsOf } from '../kubernetes/component';
import { type KubeadmConfig, kubeadmConfigsOf } from '../kubernetes/component-kubeadm';
import type { Container } from '../kubernetes/container';
import { type EncryptionConfiguration, encryptionConfigurationsIn } from '../kubernetes/encryption';
import type { Manifest } from '../kubernetes/manifest';
import { onceFor } from '../kubernetes/once';
import type { Pod } from '../kubernetes/pod';
import { imagesOf, type PodImage } from '../kubernetes/pod-image';
import { type PolicyRule, type Role, rolesIn } from '../kubernetes/role';
import { SECCOMP_PROFILE_GROUP } from '../kubernetes/seccomp';
import type { Volume } from '../kubernetes/volume';
import { type Webhook, webhooksOf } from '../kubernetes/webhook';
import type { Path } from '../yaml/field';

/** Something in an object that rules look at, and the path of the part of the object that it is. */
export interface Target<T> {
  readonly target: T;
  readonly subject: Path;
}

/**
 * What a rule can look at: a part that objects of many kinds have, or the objects of one kind, by that kind's name. The
 * engine finds them in every file, list and template; rules never do.
 */
export const scopes = {
  object: (manifest: Manifest): readonly Target<Manifest>[] => [whole(manifest)],
  pod: ({ pods }: Manifest): readonly Target<Pod>[] =>
    pods.map((pod) => ({ target: pod, subject: pod.spec.path })),
  container: ({ pods }: Manifest): readonly Target<Container>[] =>
    pods.flatMap(({ containers }) => containers.map(viewed)),
  image: ({ pods }: Manifest): readonly Target<PodImage>[] => pods.flatMap(imagesOf).map(viewed),
  volume: ({ pods }: Manifest): readonly Target<Volume>[] =>
    pods.flatMap(({ volumes }) => volumes.map(viewed)),
  /** A rule of a Role or ClusterRole. */
  'policy-rule': (manifest: Manifest): readonly Target<PolicyRule>[] =>
    rolesIn(manifest).flatMap(({ rules }) => rules.map(viewed)),
  /** A subject of a RoleBinding or ClusterRoleBinding. */
  subject: (manifest: Manifest): readonly Target<Subject>[] =>
    roleBindingsIn(manifest).flatMap(({ subjects }) => subjects.map(viewed)),
  webhook: (manifest: Manifest): readonly Target<Webhook>[] => webhooksOf(manifest).map(viewed),

  /** A component of a cluster, whichever it is. */
  component: (manifest: Manifest): readonly Target<Component>[] => componentsIn(manifest).map(located),
  etcd: componentsNamed('etcd'),
  'kube-apiserver': componentsNamed('kube-apiserver'),
  'kube-controller-manager': componentsNamed('kube-controller-manager'),
  'kube-proxy': componentsNamed('kube-proxy'),
  'kube-scheduler': componentsNamed('kube-scheduler'),
  kubelet: componentsNamed('kubelet'),

  APIService: ofKind('apiregistration.k8s.io', 'APIService'),
  CertificateSigningRequest: ofKind('certificates.k8s.io', 'CertificateSigningRequest'),
  ConfigMap: ofKind('', 'ConfigMap'),
  Gateway: ofKind('gateway.networking.k8s.io', 'Gateway'),
  Ingress: ofKind(['networking.k8s.io', 'extensions'], 'Ingress'),
  Kubeconfig: ofKind('', 'Config'),
  AbacPolicy: ofKind('abac.authorization.kubernetes.io', 'Policy'),
  AuthenticationConfiguration: ofKind(API_SERVER_CONFIG_GROUPS, 'AuthenticationConfiguration'),
  AuthorizationConfiguration: ofKind(API_SERVER_CONFIG_GROUPS, 'AuthorizationConfiguration'),
  /** The configuration of this admission plugin, in a file of its own or inside another; so for the next two. */
  EventRateLimit: (manifest: Manifest): readonly Target<PluginConfiguration>[] =>
    pluginConfigurationsIn(manifest, EVENT_RATE_LIMIT).map(viewed),
  ImagePolicyWebhook: (manifest: Manifest): readonly Target<PluginConfiguration>[] =>
    pluginConfigurationsIn(manifest, IMAGE_POLICY_WEBHOOK).map(viewed),
  PodSecurityConfiguration: (manifest: Manifest): readonly Target<PluginConfiguration>[] =>
    pluginConfigurationsIn(manifest, POD_SECURITY).map(viewed),
  CredentialProviderConfig: ofKind('kubelet.config.k8s.io', 'CredentialProviderConfig'),
  /** EncryptionConfiguration, also by its first name, EncryptionConfig. */
  EncryptionConfiguration: (manifest: Manifest): readonly Target<EncryptionConfiguration>[] =>
    encryptionConfigurationsIn(manifest).map(viewed),
  KubeSchedulerConfiguration: ofKind('kubescheduler.config.k8s.io', 'KubeSchedulerConfiguration'),
  /** A configuration of kubeadm, also one inside an object of Cluster API. */
  'kubeadm-config': (manifest: Manifest): readonly Target<KubeadmConfig>[] =>
    kubeadmConfigsOf(manifest).map((config) => ({ target: config, subject: config.root.path })),
  AuditPolicy: (manifest: Manifest): readonly Target<AuditPolicy>[] => auditPoliciesIn(manifest).map(viewed),
  Namespace: ofKind('', 'Namespace'),
  NetworkPolicy: ofKind(['networking.k8s.io', 'extensions'], 'NetworkPolicy'),
  PersistentVolume: ofKind('', 'PersistentVolume'),
  PodSecurityPolicy: ofKind(['policy', 'extensions'], 'PodSecurityPolicy'),
  PriorityClass: ofKind('scheduling.k8s.io', 'PriorityClass'),
  ReferenceGrant: ofKind('gateway.networking.k8s.io', 'ReferenceGrant'),
  /** Role and ClusterRole. */
  Role: (manifest: Manifest): readonly Target<Role>[] => rolesIn(manifest).map(viewed),
  /** RoleBinding and ClusterRoleBinding. */
  RoleBinding: (manifest: Manifest): readonly Target<RoleBinding>[] => roleBindingsIn(manifest).map(viewed),
  SeccompProfile: ofKind(['', SECCOMP_PROFILE_GROUP], 'SeccompProfile'),
  Secret: ofKind('', 'Secret'),
  Service: ofKind('', 'Service'),
  ServiceAccount: ofKind('', 'ServiceAccount'),
  ValidatingAdmissionPolicy: ofKind('admissionregistration.k8s.io', 'ValidatingAdmissionPolicy'),
  ValidatingAdmissionPolicyBinding: ofKind(
    'admissionregistration.k8s.io',
    'ValidatingAdmissionPolicyBinding',
  ),
} as const;

/** What the check of a rule of each scope is given. */
export type Scopes = {
  readonly [S in keyof typeof scopes]: ReturnType<(typeof scopes)[S]>[number]['target'];
};

/** The objects of one kind: the manifest itself, where it is one. */
function ofKind(groups: string | readonly string[], kind: string) {
  const known = [groups].flat();
  return (manifest: Manifest): readonly Target<Manifest>[] => {
    if (manifest.kind !== kind) return [];
    const { group } = manifest;
    return group !== undefined && known.includes(group) ? [whole(manifest)] : [];
  };
}

/** The components of one name that an object configures, however it does. */
function componentsNamed(name: ComponentName) {
  return (manifest: Manifest): readonly Target<Component>[] =>
    componentsIn(manifest)
      .filter((component) => component.name === name)
      .map(located);
}

function located(component: Component): Target<Component> {
  return { target: component, subject: component.path };
}

const componentsIn = onceFor(componentsOf);

function whole(manifest: Manifest): Target<Manifest> {
  return { target: manifest, subject: manifest.root.path };
}

function viewed<T extends { readonly view: { readonly path: Path } }>(target: T): Target<T> {
  return { target, subject: target.view.path };
}

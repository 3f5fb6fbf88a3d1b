import { SECCOMP_PROFILE_GROUP } from './seccomp';

/** Where a kind keeps its pods: the path to each pod's spec and to its metadata; `*` stands for every item of a list. */
export interface PodPath {
  readonly spec: readonly string[];
  readonly metadata: readonly string[];
}

interface KindEntry {
  readonly group: string;
  readonly kinds: readonly string[];
  readonly pods: readonly PodPath[];
}

const template = podsAt('spec', 'template');

/** Every kind that carries pods. Groups are without version; the core group is empty. */
const POD_CARRIERS: readonly KindEntry[] = [
  { group: '', kinds: ['Pod'], pods: [{ spec: ['spec'], metadata: ['metadata'] }] },
  { group: '', kinds: ['PodTemplate'], pods: podsAt('template') },
  { group: '', kinds: ['ReplicationController'], pods: template },
  { group: 'apps', kinds: ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'], pods: template },
  { group: 'extensions', kinds: ['Deployment', 'ReplicaSet', 'DaemonSet'], pods: template },
  { group: 'batch', kinds: ['Job'], pods: template },
  {
    group: 'batch',
    kinds: ['CronJob', 'ScheduledJob'],
    pods: podsAt('spec', 'jobTemplate', 'spec', 'template'),
  },
  { group: 'argoproj.io', kinds: ['Rollout'], pods: template },
  { group: 'serving.knative.dev', kinds: ['Service', 'Configuration'], pods: template },
  {
    group: 'serving.knative.dev',
    kinds: ['Revision'],
    pods: [{ spec: ['spec'], metadata: ['metadata'] }],
  },
  { group: 'apps.openshift.io', kinds: ['DeploymentConfig'], pods: template },
  { group: '', kinds: ['DeploymentConfig'], pods: template },
  {
    group: 'jobset.x-k8s.io',
    kinds: ['JobSet'],
    pods: podsAt('spec', 'replicatedJobs', '*', 'template', 'spec', 'template'),
  },
  {
    group: 'leaderworkerset.x-k8s.io',
    kinds: ['LeaderWorkerSet'],
    pods: [
      ...podsAt('spec', 'leaderWorkerTemplate', 'leaderTemplate'),
      ...podsAt('spec', 'leaderWorkerTemplate', 'workerTemplate'),
    ],
  },
  {
    group: 'apps.kruise.io',
    kinds: ['CloneSet', 'StatefulSet', 'DaemonSet', 'BroadcastJob', 'ImageListPullJob'],
    pods: template,
  },
  {
    group: 'apps.kruise.io',
    kinds: ['AdvancedCronJob'],
    pods: [
      ...podsAt('spec', 'template', 'jobTemplate', 'spec', 'template'),
      ...podsAt('spec', 'template', 'broadcastJobTemplate', 'spec', 'template'),
    ],
  },
  {
    group: 'apps.kruise.io',
    kinds: ['UnitedDeployment'],
    pods: [
      'statefulSetTemplate',
      'advancedStatefulSetTemplate',
      'cloneSetTemplate',
      'deploymentTemplate',
    ].flatMap((name) => podsAt('spec', 'template', name, 'spec', 'template')),
  },
  { group: 'keda.sh', kinds: ['ScaledJob'], pods: podsAt('spec', 'jobTargetRef', 'template') },
  { group: 'batch.volcano.sh', kinds: ['Job'], pods: podsAt('spec', 'tasks', '*', 'template') },
  trainingJob('PyTorchJob', 'pytorchReplicaSpecs', ['Master', 'Worker']),
  trainingJob('TFJob', 'tfReplicaSpecs', ['Chief', 'Master', 'PS', 'Worker', 'Evaluator']),
  trainingJob('XGBoostJob', 'xgbReplicaSpecs', ['Master', 'Worker']),
  trainingJob('PaddleJob', 'paddleReplicaSpecs', ['Master', 'Worker']),
  trainingJob('JAXJob', 'jaxReplicaSpecs', ['Worker']),
  { group: 'agents.x-k8s.io', kinds: ['Sandbox'], pods: podsAt('spec', 'podTemplate') },
  { group: 'extensions.agents.x-k8s.io', kinds: ['SandboxTemplate'], pods: podsAt('spec', 'podTemplate') },
];

function podsAt(...path: string[]): readonly PodPath[] {
  return [{ spec: [...path, 'spec'], metadata: [...path, 'metadata'] }];
}

/** A kind of Kubeflow's training operator, which makes each part of a training from a template of its own. */
function trainingJob(kind: string, field: string, parts: readonly string[]): KindEntry {
  const pods = parts.flatMap((part) => podsAt('spec', field, part, 'template'));
  return { group: 'kubeflow.org', kinds: [kind], pods };
}

/** API groups of Kubernetes itself and of its components' configuration files, without version. */
const BUILT_IN_GROUPS = new Set([
  '',
  'abac.authorization.kubernetes.io',
  'admission.k8s.io',
  'admissionregistration.k8s.io',
  'apiregistration.k8s.io',
  'apiserver.config.k8s.io',
  'apiserver.k8s.io',
  'apps',
  'audit.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'bootstrap.cluster.x-k8s.io',
  'certificates.k8s.io',
  'client.authentication.k8s.io',
  'componentconfig',
  'controlplane.cluster.x-k8s.io',
  'controlplane.operator.openshift.io',
  'coordination.k8s.io',
  'credentialprovider.kubelet.k8s.io',
  'discovery.k8s.io',
  'eventratelimit.admission.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'gateway.networking.k8s.io',
  'imagepolicy.k8s.io',
  'kubeadm.k8s.io',
  'kubecontrollermanager.config.k8s.io',
  'kubelet.config.k8s.io',
  'kubeproxy.config.k8s.io',
  'kubescheduler.config.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'pod-security.admission.config.k8s.io',
  'policy',
  'policy.networking.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'settings.k8s.io',
  'snapshot.storage.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** Kinds of other groups that rules look at, by group. */
const OTHER_KINDS: Readonly<Record<string, readonly string[]>> = {
  'auditregistration.k8s.io': ['AuditSink'],
  'cilium.io': ['CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'],
  'eksctl.io': ['ClusterConfig'],
  'k0s.k0sproject.io': ['Cluster', 'ClusterConfig'],
  'k0sctl.k0sproject.io': ['Cluster'],
  'kind.x-k8s.io': ['Cluster'],
  'kops.k8s.io': ['Cluster', 'InstanceGroup'],
  'policy.linkerd.io': ['Server', 'ServerAuthorization'],
  'security.istio.io': ['PeerAuthentication'],
  [SECCOMP_PROFILE_GROUP]: ['SeccompProfile'],
};

/** Argo workflows spread a pod over the workflow and each of its templates. */
const WORKFLOW_SPECS: Readonly<Record<string, readonly string[]>> = {
  Workflow: ['spec'],
  WorkflowTemplate: ['spec'],
  ClusterWorkflowTemplate: ['spec'],
  CronWorkflow: ['spec', 'workflowSpec'],
};

/** The names of all kinds that carry pods, of whatever group. */
export const podKinds: readonly string[] = [
  ...new Set([...POD_CARRIERS.flatMap(({ kinds }) => kinds), ...Object.keys(WORKFLOW_SPECS)]),
];

/** The group of an apiVersion: `apps` of `apps/v1`, empty of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Where an object of this kind keeps its pods. Where the apiVersion is not known, what Kubernetes' own kind of that name does. */
export function podPathsOf(apiVersion: string | undefined, kind: string): readonly PodPath[] {
  const group = apiVersion === undefined ? undefined : groupOf(apiVersion);
  const carrier = POD_CARRIERS.find(
    (entry) => entry.kinds.includes(kind) && (group === undefined || entry.group === group),
  );
  return carrier?.pods ?? [];
}

/** The path to an Argo workflow's spec, or undefined where the object is no workflow. */
export function workflowSpecOf(apiVersion: string | undefined, kind: string): readonly string[] | undefined {
  if (apiVersion === undefined || groupOf(apiVersion) !== 'argoproj.io') return undefined;
  return Object.hasOwn(WORKFLOW_SPECS, kind) ? WORKFLOW_SPECS[kind] : undefined;
}

/** Whether an object puts others together, and may hold patches of them. */
export function isKustomization(apiVersion: string | undefined, kind: string | undefined): boolean {
  if (apiVersion === undefined || groupOf(apiVersion) !== 'kustomize.config.k8s.io') return false;
  return kind === 'Kustomization' || kind === 'Component';
}

/** Whether rules may speak about objects of this apiVersion and kind; either is undefined where it is not known. */
export function isLinted(apiVersion: string | undefined, kind: string | undefined): boolean {
  if (kind === undefined || kind === '' || kind === 'CustomResourceDefinition') return false;
  if (apiVersion === undefined) return podPathsOf(undefined, kind).length > 0;
  const group = groupOf(apiVersion);
  if (BUILT_IN_GROUPS.has(group)) return true;
  if (Object.hasOwn(OTHER_KINDS, group) && OTHER_KINDS[group]?.includes(kind)) return true;
  return podPathsOf(apiVersion, kind).length > 0 || workflowSpecOf(apiVersion, kind) !== undefined;
}

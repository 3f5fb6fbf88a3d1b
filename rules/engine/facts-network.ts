import { type Labels, labelsIn, type Requirement } from '../kubernetes/label-selector';
import type { Manifest } from '../kubernetes/manifest';
import { NetworkPolicy, type Restriction } from '../kubernetes/network-policy';
import { namePlaceOf, namespaceIn } from './fact-parts';
import type { ProblemPlace } from './problem';

export interface NetworkPolicyFact {
  readonly kind: 'network-policy';
  /** Left out where it is not known. */
  readonly namespace?: string;
  /** The pods it is about: nothing is demanded of them where it is about all. Left out where it is not known. */
  readonly podSelector?: readonly Requirement[];
  readonly ingress: Restriction;
  readonly egress: Restriction;
  /** Whether it may let the pods ask for names. */
  readonly mayAllowDns: boolean;
  readonly place: ProblemPlace;
}

/** A policy of a network plugin or of a cluster's administrator, which may do what a NetworkPolicy does. */
export interface OtherNetworkPolicyFact {
  readonly kind: 'other-network-policy';
  /** Left out where it is not known, and where the policy is for the whole cluster. */
  readonly namespace?: string;
  readonly place: ProblemPlace;
}

/** A pod that an object is or makes. */
export interface WorkloadFact {
  readonly kind: 'workload';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly labels: Labels;
  readonly place: ProblemPlace;
}

/** Kinds of other policies by group, that are in a namespace and that are not. */
export const OTHER_POLICIES: Readonly<Record<string, readonly string[]>> = {
  'cilium.io': ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'],
  'crd.antrea.io': ['NetworkPolicy', 'ClusterNetworkPolicy'],
  'crd.projectcalico.org': ['NetworkPolicy', 'GlobalNetworkPolicy'],
  'policy.networking.k8s.io': ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'],
  'projectcalico.org': ['NetworkPolicy', 'GlobalNetworkPolicy'],
};

/** Kinds by group that a controller makes pods from whose labels stand in no file. */
export const POD_MAKERS: Readonly<Record<string, readonly string[]>> = {
  'acid.zalan.do': ['postgresql'],
  'elasticsearch.k8s.elastic.co': ['Elasticsearch'],
  'helm.cattle.io': ['HelmChart'],
  'helm.toolkit.fluxcd.io': ['HelmRelease'],
  'kafka.strimzi.io': ['Kafka', 'KafkaBridge', 'KafkaConnect', 'KafkaMirrorMaker2'],
  'kibana.k8s.elastic.co': ['Kibana'],
  'monitoring.coreos.com': ['Alertmanager', 'Prometheus', 'PrometheusAgent', 'ThanosRuler'],
  'opentelemetry.io': ['OpenTelemetryCollector'],
  'postgresql.cnpg.io': ['Cluster', 'Pooler'],
};

/** What puts pods into another namespace than its own. */
const INSTALLERS = ['Application', 'ApplicationSet', 'HelmChart', 'HelmRelease'];

const IN_NAMESPACES = ['CiliumNetworkPolicy', 'NetworkPolicy'];

/** The fact of a NetworkPolicy. */
export function networkPolicyIn(manifest: Manifest): readonly NetworkPolicyFact[] {
  const policy = new NetworkPolicy(manifest);
  const podSelector = policy.podRequirements;
  return [
    {
      kind: 'network-policy',
      ...namespaceIn(manifest.root),
      ...(podSelector === undefined ? {} : { podSelector }),
      ingress: policy.restriction('Ingress'),
      egress: policy.restriction('Egress'),
      mayAllowDns: policy.mayAllowDns,
      place: namePlaceOf(manifest.root),
    },
  ];
}

/** The fact of another policy. */
export function otherPolicyIn({ root, kind }: Manifest): readonly OtherNetworkPolicyFact[] {
  const namespace = IN_NAMESPACES.includes(kind) ? namespaceIn(root) : {};
  return [{ kind: 'other-network-policy', ...namespace, place: namePlaceOf(root) }];
}

/** The fact of pods that a controller makes, of which next to nothing is known. */
export function madePodsIn({ root, kind }: Manifest): readonly WorkloadFact[] {
  const namespace = INSTALLERS.includes(kind) ? {} : namespaceIn(root);
  const labels = { known: {}, isOpen: true };
  return [{ kind: 'workload', ...namespace, labels, place: namePlaceOf(root) }];
}

/** A fact for each pod that an object carries. */
export function workloadsIn({ root, pods }: Manifest): readonly WorkloadFact[] {
  return pods.map((pod) => ({
    kind: 'workload',
    ...namespaceIn(root),
    labels: labelsIn(pod.metadata.map('labels')),
    place: namePlaceOf(root),
  }));
}

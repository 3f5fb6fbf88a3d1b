import { type Field, isKnown, knownValue, mayBe } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import { Cidr } from './cidr';
import type { Manifest } from './manifest';

/** Annotations by which a cloud gives a Service a load balancer in its own network, and the values that do not. */
const INTERNAL: Readonly<Record<string, RegExp>> = {
  'cloud.google.com/load-balancer-type': /^(?!internal$)/i,
  'load-balancer.hetzner.cloud/disable-public-network': /^(?!true$)/i,
  'networking.gke.io/load-balancer-type': /^(?!internal$)/i,
  'oci-network-load-balancer.oraclecloud.com/internal': /^(?!true$)/i,
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': /^(?!intranet$)/i,
  'service.beta.kubernetes.io/alicloud-loadbalancer-address-type': /^(?!intranet$)/i,
  'service.beta.kubernetes.io/aws-load-balancer-internal': /^(?:|false)$/i,
  'service.beta.kubernetes.io/aws-load-balancer-scheme': /^(?!internal$)/i,
  'service.beta.kubernetes.io/azure-load-balancer-internal': /^(?!true$)/i,
  'service.beta.kubernetes.io/cce-load-balancer-internal-vpc': /^(?!true$)/i,
  'service.beta.kubernetes.io/do-loadbalancer-network': /^(?!internal$)/i,
  'service.beta.kubernetes.io/oci-load-balancer-internal': /^(?!true$)/i,
  'service.beta.kubernetes.io/openstack-internal-load-balancer': /^(?!true$)/i,
  'service.beta.kubernetes.io/scw-loadbalancer-private': /^(?!true$)/i,
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': /^(?!private$)/i,
  'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': /^$/,
  'yandex.cloud/load-balancer-type': /^(?!internal$)/i,
};

/** Annotations by which a cloud limits whom a load balancer serves. */
const LIMITING = [
  'service.beta.kubernetes.io/aws-load-balancer-security-groups',
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
  'service.beta.kubernetes.io/azure-allowed-service-tags',
  'service.beta.kubernetes.io/do-loadbalancer-allow-rules',
  'service.beta.kubernetes.io/load-balancer-source-ranges',
];

const AWS_SCHEME = 'service.beta.kubernetes.io/aws-load-balancer-scheme';
const AWS_TYPE = 'service.beta.kubernetes.io/aws-load-balancer-type';
/** Load balancers that are internal unless their Service asks for something else. */
const INTERNAL_CLASSES = ['eks.amazonaws.com/nlb', 'service.k8s.aws/nlb', 'tailscale'];

/** A Service, and who can reach it. */
export class Service {
  constructor(readonly manifest: Manifest) {}

  get spec(): MapView {
    return this.manifest.root.map('spec').underlinedAt(this.manifest.nameSpan);
  }

  get annotations(): MapView {
    return this.manifest.metadata.map('annotations');
  }

  get type(): Field<string> {
    return this.spec.string('type');
  }

  get ports(): readonly MapView[] {
    return this.spec.maps('ports');
  }

  /** The node ports that the Service asks for, or may ask for; 0 is none. */
  get nodePorts(): readonly Field<number>[] {
    const fields = this.ports.map((port) => port.integer('nodePort'));
    return fields.filter((field) => field.state !== 'absent' && !isKnown(field, 0));
  }

  /** The addresses whose connections the load balancer takes; all where it says nothing. */
  get sourceRanges(): ListView {
    return this.spec.list('loadBalancerSourceRanges');
  }

  get isLoadBalancer(): boolean {
    return isKnown(this.type, 'LoadBalancer');
  }

  /** Whether it is served on a port of every node. */
  get isNodePort(): boolean {
    return isKnown(this.type, 'NodePort');
  }

  /** Whether its load balancer, if it has one, may be reached from inside a network of the cloud alone. */
  get mayBeInternal(): boolean {
    const { annotations } = this;
    const isAsked = Object.entries(INTERNAL).some(([key, other]) =>
      isSetBut(annotations.scalarText(key), other),
    );
    return isAsked || this.isInternalByDefault || this.hasInternalAddress;
  }

  /** Whether an annotation may limit whom the load balancer serves. */
  get mayBeLimitedByAnnotation(): boolean {
    return LIMITING.some((key) => this.annotations.scalarText(key).state !== 'absent');
  }

  private get isInternalByDefault(): boolean {
    // Set to anything else it would have counted above.
    if (isKnown(this.annotations.string(AWS_SCHEME), 'internet-facing')) return false;
    const type = this.annotations.string(AWS_TYPE);
    const ofClass = this.spec.string('loadBalancerClass');
    return (
      INTERNAL_CLASSES.some((each) => mayBe(ofClass, each)) ||
      mayBe(type, 'external') ||
      mayBe(type, 'nlb-ip')
    );
  }

  private get hasInternalAddress(): boolean {
    const address = this.spec.string('loadBalancerIP');
    if (address.state === 'unknown') return true;
    return Cidr.ofAddress(knownValue(address) ?? '')?.isInternal === true;
  }
}

/** Whether a field may be set to anything but what matches. */
function isSetBut(field: Field<string>, other: RegExp): boolean {
  return field.state === 'unknown' || (field.state === 'known' && !other.test(field.value));
}

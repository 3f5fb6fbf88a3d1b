import { type Field, isKnown, knownValue, mayBe } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import { Cidr } from './cidr';
import { type Requirement, requirementsOf } from './label-selector';
import type { Manifest } from './manifest';
import { strayKeysIn } from './network-policy-fields';

export type Direction = 'Ingress' | 'Egress';

/**
 * What a policy does in a direction: it has no say (`none`), lets everything through (`open`), what its rules name
 * (`limited`), or nothing (`closed`).
 */
export type Restriction = 'none' | 'open' | 'limited' | 'closed' | 'unknown';

/** A NetworkPolicy, as a cluster that enforces it reads it. */
export class NetworkPolicy {
  constructor(readonly manifest: Manifest) {}

  get spec(): MapView {
    return this.manifest.root.map('spec').underlinedAt(this.manifest.nameSpan);
  }

  get policyTypes(): ListView {
    return this.spec.list('policyTypes');
  }

  /**
   * Whether the policy lets through what its rules allow and nothing else, in this direction; undefined where it is not
   * known. Without `policyTypes` it does so for ingress, and for egress only where there is an egress rule: an empty list
   * is none.
   */
  restricts(direction: Direction): boolean | undefined {
    const types = this.policyTypes;
    if (types.isEmpty) return direction === 'Ingress' || this.hasEgressRules;
    if (types.strings().some((type) => isKnown(type, direction))) return true;
    return types.mayInclude(direction) ? undefined : false;
  }

  /** The rules of a direction; none where the policy does not restrict it, since then they mean nothing. */
  rules(direction: Direction): readonly NetworkPolicyRule[] {
    if (this.restricts(direction) !== true) return [];
    return this.spec
      .list(direction === 'Ingress' ? 'ingress' : 'egress')
      .items()
      .filter(({ state }) => state !== 'unknown')
      .map((view) => new NetworkPolicyRule(direction, view));
  }

  /** What the policy does to the pods it selects, in this direction. */
  restriction(direction: Direction): Restriction {
    const restricts = this.restricts(direction);
    if (restricts === undefined) return 'unknown';
    if (!restricts) return 'none';
    const list = this.spec.list(direction === 'Ingress' ? 'ingress' : 'egress');
    if (list.isEmpty) return 'closed';
    if (this.rules(direction).some((rule) => rule.allowsAll)) return 'open';
    return list.isOpen ? 'unknown' : 'limited';
  }

  /** What is demanded of the pods it is about; nothing where it is about all, undefined where it is not known. */
  get podRequirements(): readonly Requirement[] | undefined {
    return requirementsOf(this.spec.map('podSelector'));
  }

  /** Whether the policy may let some pods ask for names. */
  get mayAllowDns(): boolean {
    const restricts = this.restricts('Egress');
    if (restricts === false) return false;
    const isOpen = restricts === undefined || this.spec.list('egress').isOpen;
    return isOpen || this.rules('Egress').some((rule) => rule.mayAllowDns);
  }

  /** The rules of both directions. */
  get allRules(): readonly NetworkPolicyRule[] {
    return [...this.rules('Ingress'), ...this.rules('Egress')];
  }

  private get hasEgressRules(): boolean | undefined {
    const egress = this.spec.list('egress');
    if (egress.isEmpty) return false;
    return egress.items().length > 0 ? true : undefined;
  }
}

/** One rule: the peers it allows, on the ports it allows. */
export class NetworkPolicyRule {
  constructor(
    readonly direction: Direction,
    readonly view: MapView,
  ) {}

  /** The list of peers, `from` or `to`. Where it is missing or empty, everything is a peer. */
  get peerList(): ListView {
    return this.view.list(this.direction === 'Ingress' ? 'from' : 'to');
  }

  /** Whether it has a key that is not the name of a field, so that what is missing in it may only be misspelt. */
  get hasStrayKeys(): boolean {
    return strayKeysIn(this.view, this.direction === 'Ingress' ? 'ingress' : 'egress').length > 0;
  }

  get peers(): readonly MapView[] {
    return this.peerList.maps();
  }

  /** The list of ports. Where it is missing or empty, the rule is about every port. */
  get portList(): ListView {
    return this.view.list('ports');
  }

  get ports(): readonly NetworkPolicyPort[] {
    return this.portList.items().map((view) => new NetworkPolicyPort(view));
  }

  /** Whether the rule certainly is about this TCP port, alone or among others. */
  allowsTcpPort(port: number): boolean {
    return this.portList.isEmpty || this.ports.some((each) => each.allowsTcp(port));
  }

  /** Whether the rule certainly lets everything through. */
  get allowsAll(): boolean {
    return this.peerList.isEmpty && this.portList.isEmpty && !this.hasStrayKeys;
  }

  /** Whether the rule may let through questions to a DNS server, to whatever peer. */
  get mayAllowDns(): boolean {
    return this.portList.isEmpty || this.portList.isOpen || this.ports.some((port) => port.mayHoldDns);
  }

  /** Whether the rule may be there for DNS and nothing else. */
  get mayBeForDnsOnly(): boolean {
    return !this.portList.isEmpty && this.ports.every((port) => port.mayBeForDnsOnly);
  }
}

/** One entry of a rule's ports. */
export class NetworkPolicyPort {
  constructor(readonly view: MapView) {}

  get port(): Field<number> {
    return this.view.integer('port');
  }

  /** The last port of the range that starts at `port`. */
  get endPort(): Field<number> {
    return this.view.integer('endPort');
  }

  /** Whether the entry certainly holds this TCP port. Without a port it holds all of its protocol. */
  allowsTcp(port: number): boolean {
    const protocol = this.view.string('protocol');
    if (protocol.state !== 'absent' && !isKnown(protocol, 'TCP')) return false;
    if (this.port.state === 'absent') return true;
    const first = knownValue(this.port);
    const last = this.endPort.state === 'absent' ? first : knownValue(this.endPort);
    return first !== undefined && last !== undefined && first <= port && port <= last;
  }

  /** Whether the entry may hold a port that DNS servers listen on, among others or alone. */
  get mayHoldDns(): boolean {
    const isSome = this.port.state === 'absent' || this.mayBeForDnsOnly || this.endPort.state === 'unknown';
    const first = knownValue(this.port);
    const last = knownValue(this.endPort);
    return isSome || (first !== undefined && last !== undefined && first <= 53 && 53 <= last);
  }

  /** Whether the entry may be for DNS alone: for port 53, for 5353 where pods serve it, or for a port of such a name. */
  get mayBeForDnsOnly(): boolean {
    const port = this.view.scalarText('port');
    const isDns = port.state === 'known' ? /^(?:53)?53$|dns/i.test(port.value) : port.state === 'unknown';
    return isDns && (this.endPort.state === 'absent' || mayBe(this.endPort, knownValue(this.port)));
  }
}

/** The block of addresses that a peer is, as far as it is known. */
export function ipBlockOf(peer: MapView): Cidr | undefined {
  return Cidr.parse(knownValue(peer.map('ipBlock').string('cidr')) ?? '');
}

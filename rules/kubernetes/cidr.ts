import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A block of IP addresses. An IPv4 block that is written as IPv6 (`::ffff:10.0.0.0/104`) is an IPv4 block, as in Kubernetes. */
export class Cidr {
  private constructor(
    private readonly address: Address,
    private readonly prefix: number,
  ) {}

  /** Reads `10.0.0.0/8` or `fd00::/8`, as strictly as Kubernetes; undefined where the text is no block of addresses. */
  static parse(text: string): Cidr | undefined {
    if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return new Cidr(...ipaddr.IPv4.parseCIDR(text));
    if (text.includes('%') || !ipaddr.IPv6.isValidCIDR(text)) return undefined;
    const [address, prefix] = ipaddr.IPv6.parseCIDR(text);
    const isMapped = address.isIPv4MappedAddress() && prefix >= 96;
    return isMapped ? new Cidr(address.toIPv4Address(), prefix - 96) : new Cidr(address, prefix);
  }

  /** Reads one address as the block that holds nothing else; undefined where the text is no address. */
  static ofAddress(text: string): Cidr | undefined {
    return Cidr.parse(text.includes(':') ? `${text}/128` : `${text}/32`);
  }

  get family(): 'IPv4' | 'IPv6' {
    return this.address.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
  }

  /** Whether every address of the family is in it. */
  get isAny(): boolean {
    return this.prefix === 0;
  }

  /** Whether it holds one address and no other. */
  get isSingle(): boolean {
    return this.prefix === (this.family === 'IPv4' ? 32 : 128);
  }

  /** Whether all of another block is in this one. Blocks of different families never are. */
  contains(other: Cidr): boolean {
    if (this.family !== other.family || this.prefix > other.prefix) return false;
    return other.address.match(this.address, this.prefix);
  }

  /** Whether all its addresses are such as nobody reaches from the internet: private, shared, loopback or link-local. */
  get isInternal(): boolean {
    internal ??= INTERNAL.map((text) => Cidr.parse(text));
    return internal.some((block) => block?.contains(this) === true);
  }
}

const INTERNAL = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

/** Read when somebody first asks. */
let internal: readonly (Cidr | undefined)[] | undefined;

import { addItem, unsafeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { Cidr } from '../../kubernetes/cidr';
import { ipBlockOf, NetworkPolicy } from '../../kubernetes/network-policy';
import { strayKeysIn } from '../../kubernetes/network-policy-fields';
import { knownValue } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

/** Where clouds tell a machine about itself, over HTTP on port 80. */
const ADDRESSES = ['169.254.169.254', 'fd00:ec2::254'];
/** The same in two clouds, in ranges that others use for their own: reported only where a block is nothing else. */
const ADDRESSES_OF_ONE_CLOUD = ['100.100.100.200', '168.63.129.16'];

export default defineRule({
  meta: {
    id: 'network-policy-metadata-not-excepted',
    chapter: 'network-policy',
    scope: 'NetworkPolicy',
    title: 'Cloud metadata service in reach',
    summary: "egress rules of a NetworkPolicy that allow the cloud's metadata service",
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['NET-8'],
      owasp: { '2025': ['K05', 'K08'] },
      attack: ['T1552.005'],
    },
    why: `
      Most clouds answer at 169.254.169.254, or fd00:ec2::254, to whoever asks from a machine: with the
      credentials of the node among other things. One request that an intruder makes a program send is
      enough to go on as the node, against the cloud's API.

      A rule without \`to\`, and an IP block around the address that does not take it out by
      \`except\`, let the request through if TCP port 80 is allowed. A block that is only
      100.100.100.200 or 168.63.129.16, the addresses of Alibaba Cloud and Azure, is reported as well.
    `,
    whenNotToFix: `
      Pods that need the machine's identity, such as node agents of the cloud. Elsewhere give workloads an
      identity of their own. Where nothing answers at the address, the rule can be off.
    `,
    examples: [
      {
        title: 'The internet, and the metadata service with it',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - to:
                  - ipBlock:
          #         ^^^^^^^ Rule allows the metadata service at 169.254.169.254: it is not in except
                      cidr: 0.0.0.0/0
                  - ipBlock: {cidr: "::/0", except: ["fe80::/10"]}
          #                                 ^^^^^^ Rule allows the metadata service at fd00:ec2::254: it is not in except
                ports: [{port: 1, endPort: 1024}]
        `,
        fixed: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - to:
                  - ipBlock:
                      cidr: 0.0.0.0/0
                      except: [169.254.169.254/32]
                  - ipBlock: {cidr: "::/0", except: ["fe80::/10", "fd00:ec2::254/128"]}
                ports: [{port: 1, endPort: 1024}]
        `,
      },
      {
        title: 'Any destination, and the metadata service alone',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - ports: [{port: 80}]
          #     ^^^^^ Rule allows the metadata service at 169.254.169.254: to is not set
              - to:
                  - ipBlock: {cidr: 169.254.169.254/32}
          #         ^^^^^^^ Rule allows the metadata service at 169.254.169.254
                  - ipBlock: {cidr: 100.100.100.200/32}
          #         ^^^^^^^ Rule allows the metadata service at 100.100.100.200
        `,
      },
      {
        title: 'Blocks without the address, and other ports than that of the service',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - to:
                  - ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}
                  - ipBlock: {cidr: 100.64.0.0/10}
                  - ipBlock:
                      cidr: 0.0.0.0/0
                      except:
                        - {{ .Values.metadataService }}
                  - ipBlock:
                      cidr: 0.0.0.0/0
                      except:
                        {{- toYaml .Values.except | nindent 14 }}
                  - podSelector: {}
              - to: [{ipBlock: {cidr: 0.0.0.0/0}}]
                ports:
                  - {protocol: UDP, port: 80}
                  - {port: 443}
                  - {port: 8000, endPort: 9000}
              - ports: [{port: 53}]
        `,
      },
      {
        title: 'Slips, which are reported themselves',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress:
              - to: [{ipBlock: {cidr: 0.0.0.0/0, expect: [169.254.0.0/16]}}]
              - to: [{ipBlock: {cidr: 0.0.0.0/0}}]
                port: [{port: 443}]
        `,
      },
      {
        title: 'Rules that mean nothing, as the policy is about ingress alone',
        manifest: `
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata:
            name: web
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]
            egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]
        `,
      },
    ],
  },

  *check(manifest) {
    for (const rule of new NetworkPolicy(manifest).rules('Egress')) {
      if (rule.hasStrayKeys || !rule.allowsTcpPort(80)) continue;
      if (rule.peerList.isEmpty) {
        yield { at: rule.view, message: `${allows(ADDRESSES[0])}: to is not set` };
      }
      for (const peer of rule.peers) yield* findingsAbout(peer);
    }
  },
});

function* findingsAbout(peer: MapView): Iterable<Finding> {
  const block = ipBlockOf(peer);
  const except = peer.map('ipBlock').list('except');
  if (block === undefined || except.isOpen || strayKeysIn(peer.map('ipBlock'), 'ipBlock').length > 0) return;
  const exceptions = except.strings().map((item) => Cidr.parse(knownValue(item) ?? ''));
  for (const text of block.isSingle ? [...ADDRESSES, ...ADDRESSES_OF_ONE_CLOUD] : ADDRESSES) {
    const address = Cidr.ofAddress(text);
    if (address === undefined || !block.contains(address)) continue;
    if (exceptions.some((each) => each === undefined || each.contains(address))) continue;
    if (block.isSingle) {
      yield { at: except, message: allows(text) };
    } else {
      const item = `${text}/${address.family === 'IPv4' ? 32 : 128}`;
      const fix = unsafeFix('Take the metadata service out by except', addItem(except, item));
      yield { at: except, message: `${allows(text)}: it is not in except`, fixes: [fix] };
    }
  }
}

function allows(address: string | undefined): string {
  return `Rule allows the metadata service at ${address}`;
}

import type { Finding } from '../../engine/rule';
import type { Manifest } from '../../kubernetes/manifest';
import { type Direction, NetworkPolicy } from '../../kubernetes/network-policy';

/** The rules of a policy that name neither a peer nor a port, so that the policy restricts nothing in that direction. */
export function* rulesThatAllowAll(
  manifest: Manifest,
  direction: Direction,
  message: string,
): Iterable<Finding> {
  for (const rule of new NetworkPolicy(manifest).rules(direction)) {
    if (rule.hasStrayKeys || !rule.peerList.isEmpty || !rule.portList.isEmpty) continue;
    yield { at: rule.view, message };
  }
}

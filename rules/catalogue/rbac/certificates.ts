import type { Finding } from '../../engine/rule';
import { type Grant, requestCreate } from '../../kubernetes/grants';
import type { Role } from '../../kubernetes/role';
import { aboutGrant } from './granted';

/** What a role can do by two grants together, by these and making requests, and by one of them alone. */
interface Meanings {
  readonly whole: string;
  readonly withRequests: string;
  readonly half: string;
}

/** The finding about a right to certificates that only two grants make: the right to write a part of requests, and a signer's. */
export function* reportHalves(
  role: Role,
  write: Grant,
  signer: Grant,
  meanings: Meanings,
): Iterable<Finding> {
  const written = grantedBy(role, write);
  const signed = grantedBy(role, signer);
  if (written !== undefined && signed !== undefined) {
    const makesRequests = grantedBy(role, requestCreate) !== undefined;
    const finding = makesRequests
      ? aboutGrant(role, written, 'error', meanings.withRequests)
      : aboutGrant(role, written, 'warning', meanings.whole);
    const isElsewhere = written.at !== signed.at;
    yield isElsewhere
      ? { ...finding, related: [{ at: signed.at, message: 'The other half is granted here' }] }
      : finding;
    return;
  }
  const half = written ?? signed;
  // Where the other half is for named signers only, the role has no more than those.
  const isNarrowed = [write, signer].every((grant) => role.rules.some((rule) => rule.mentions(grant)));
  if (half !== undefined && !isNarrowed) yield aboutGrant(role, half, 'info', meanings.half);
}

function grantedBy(role: Role, grant: Grant) {
  return role.rules.map((rule) => rule.grants(grant)).find((granted) => granted !== undefined);
}

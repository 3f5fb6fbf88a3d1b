import type { AuditPolicy, AuditRequest, AuditRule, Names } from '../../kubernetes/audit-policy';
import { type Resource, SOMEBODY, SOMEWHERE, targetOf } from './requests';

/** A resource whose requests or responses carry credentials. */
interface Sensitive extends Resource {
  /** Verbs whose request carries them. */
  readonly sent: readonly string[];
  /** Verbs whose response carries them. */
  readonly received: readonly string[];
  /** True where only a rule for all namespaces is to blame: credentials are the exception there. */
  readonly isSeldom?: boolean;
}

const WRITE = ['create', 'update', 'patch'];
/** Without `watch`: what it streams is not recorded at any level. */
const READ = ['get', 'list', 'deletecollection'];

/** The resources whose bodies do not belong in a log. */
export const SENSITIVE: readonly Sensitive[] = [
  { group: '', resource: 'secrets', sent: WRITE, received: READ },
  { group: '', resource: 'serviceaccounts', subresource: 'token', sent: [], received: ['create'] },
  {
    group: 'authentication.k8s.io',
    resource: 'tokenreviews',
    isClusterWide: true,
    sent: ['create'],
    received: [],
  },
  { group: '', resource: 'configmaps', sent: WRITE, received: READ, isSeldom: true },
];

/** How many users, groups and namespaces of a rule are tried. */
const TRIED = 10;

/** The first resource whose credentials a rule certainly puts into the log, for those whom the rule is about. */
export function exposedBy(policy: AuditPolicy, rule: AuditRule): Sensitive | undefined {
  const isExposed = (request: AuditRequest) =>
    rule.matches(request) === 'yes' && policy.outcomeOf(request).rule === rule;
  return SENSITIVE.find((each) => requestsUnder(rule, each).some(isExposed));
}

function requestsUnder(rule: AuditRule, resource: Sensitive): readonly AuditRequest[] {
  const isWhole = rule.knownLevel === 'RequestResponse';
  if (!isWhole && rule.knownLevel !== 'Request') return [];
  const verbs = isWhole ? [...resource.sent, ...resource.received] : resource.sent;
  const namespaces = resource.isSeldom === true ? [SOMEWHERE] : namesIn(rule.namespaces, SOMEWHERE);
  return namesIn(rule.users, SOMEBODY.user).flatMap((user) =>
    namesIn(rule.userGroups, ...SOMEBODY.groups).flatMap((group) =>
      namespaces.flatMap((namespace) =>
        verbs.map((verb) => ({ user, groups: [group], verb, target: targetOf(resource, namespace) })),
      ),
    ),
  );
}

/** The names in a list, or these where there are none. */
function namesIn({ known }: Names, ...otherwise: readonly string[]): readonly string[] {
  return known.length === 0 ? otherwise : known.slice(0, TRIED);
}

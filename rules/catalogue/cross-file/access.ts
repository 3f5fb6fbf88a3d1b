import type { BindingFact } from '../../engine/facts-objects';
import type { Grant } from '../../engine/grant-queries';
import type { Context, Related } from '../../engine/rule';
import { namespacesOf, type WorkspaceView } from '../../engine/workspace';
import type { Pod } from '../../kubernetes/pod';
import { accountNameOf, isDefaultAccount } from '../../kubernetes/pod-account';
import { builtInRights, gravestFirst, isEverything } from '../../kubernetes/role-risks';
import { isStaticPod } from '../../kubernetes/static-pod';
import { type Field, knownValue } from '../../yaml/field';
import { getsToken } from '../service-accounts/token';

/** A risky right that a ServiceAccount certainly has by a binding. */
interface Access {
  /** What it allows, behind the word `can`. */
  readonly right: string;
  readonly binding: BindingFact;
  /** The binding, and the rule of the role that grants the right. */
  readonly related: readonly Related[];
}

/** What an account can do, the gravest in words and how much there is besides, and the places that make it so. */
interface Summary {
  readonly text: string;
  readonly related: readonly Related[];
}

/** The risky rights of a ServiceAccount. */
interface Rights {
  readonly all: Summary;
  /** The gravest right by a binding to `cluster-admin`. */
  readonly clusterAdmin: Access | undefined;
  /** What it can do by other bindings. */
  readonly others: Summary | undefined;
}

/** What the ServiceAccount that a pod certainly runs as, and has a token of, can do. */
export interface PodAccess extends Rights {
  readonly account: string;
  /** Where the account is named, or would be: what every rule about its rights points at. */
  readonly at: Field<string>;
}

/** The risky rights of a pod; undefined where it certainly has none, or a team allows its account. */
export function accessOf(pod: Pod, { workspace, allow }: Context): PodAccess | undefined {
  const at = accountNameOf(pod);
  const account = isDefaultAccount(at) ? 'default' : knownValue(at);
  if (account === undefined || isStaticPod(pod)) return undefined;
  const namespaces = namespacesOf(pod.manifest, workspace);
  const isAllowed = allow.subjects?.some((subject) =>
    namespaces === undefined
      ? subject.endsWith(`/${account}`)
      : namespaces.some((namespace) => subject === `${namespace}/${account}`),
  );
  if (isAllowed === true) return undefined;
  const rights = rightsBy(workspace.grants(namespaces, account));
  if (rights === undefined || !hasToken(pod, account, workspace)) return undefined;
  return { account, at, ...rights };
}

/** Many pods may have one account: what it can do is worked out once from the same grants. */
const known = new WeakMap<readonly Grant[], { readonly rights: Rights | undefined }>();

function rightsBy(grants: readonly Grant[]): Rights | undefined {
  const { rights } = known.get(grants) ?? { rights: rightsIn(grants.flatMap(accessesBy)) };
  known.set(grants, { rights });
  return rights;
}

function rightsIn(accesses: readonly Access[]): Rights | undefined {
  if (accesses.length === 0) return undefined;
  const admin = accesses.filter(({ binding }) => isClusterAdmin(binding));
  const others = accesses.filter(({ binding }) => !isClusterAdmin(binding));
  return {
    all: summaryOf(accesses),
    clusterAdmin: admin.find(({ binding }) => binding.isClusterWide) ?? admin[0],
    others: others.length === 0 ? undefined : summaryOf(others),
  };
}

function isClusterAdmin({ role }: BindingFact): boolean {
  return role.kind === 'ClusterRole' && role.name === 'cluster-admin';
}

function summaryOf(accesses: readonly Access[]): Summary {
  const [first = '', ...rest] = gravestFirst(accesses.map(({ right }) => right));
  const hasMore = rest.length > 0 && !isEverything(first);
  const granting = accesses.filter(({ right }) => right === first);
  const isClusterWide = granting.some(({ binding }) => binding.isClusterWide);
  const what = `can ${first}${isClusterWide ? '' : ' in its namespace'}`;
  return { text: hasMore ? `${what}, and more` : what, related: granting[0]?.related ?? [] };
}

/** A pod has a token also where it asks for one itself. */
function hasToken(pod: Pod, account: string, workspace: WorkspaceView): boolean {
  const sources = pod.volumes.flatMap(({ view }) => view.map('projected').maps('sources'));
  const isAsked = sources.some((source) => source.map('serviceAccountToken').state === 'known');
  return isAsked || getsToken(pod, account, workspace);
}

function accessesBy({ binding, roles }: Grant): readonly Access[] {
  const { kind, name } = binding.role;
  const bound = { at: binding.place, message: `Bound to ${name} here` };
  const builtIn = kind === 'ClusterRole' && name !== undefined ? builtInRights(name) : undefined;
  const counts = ({ isLocal }: { readonly isLocal: boolean }) => binding.isClusterWide || isLocal;
  if (builtIn !== undefined) {
    return builtIn.filter(counts).map(({ right }) => ({ right, binding, related: [bound] }));
  }
  const rights = roles.map((role) => role.rights.filter(counts));
  // Of several roles of this name any may be the one that is meant.
  if (rights.some((each) => each.length === 0)) return [];
  return (rights[0] ?? []).map(({ right, place }) => ({
    right,
    binding,
    related: [bound, { at: place, message: `The role can ${right} by this rule` }],
  }));
}

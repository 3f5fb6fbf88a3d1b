import type { Located } from '../yaml/field';
import {
  admissionConfigWrite,
  apiExtensionWrite,
  approvalWrite,
  bind,
  escalate,
  type Grant,
  impersonate,
  namespaceWrite,
  nodesProxy,
  nodeWrite,
  persistentVolumeCreate,
  podEdit,
  podsExec,
  proxySubresource,
  roleBindingWrite,
  roleWrite,
  secretsList,
  secretsRead,
  serviceAccountTokenCreate,
  serviceStatusWrite,
  signersApprove,
  signersSign,
  statusWrite,
  workloadCreate,
} from './grants';
import type { PolicyRule, Role } from './role';

/** A right by which whoever has it gets further in the cluster. */
export interface RiskyRight {
  /** What it allows, behind the word `can`. */
  readonly right: string;
  /** True where it counts also if it is granted in one namespace only. */
  readonly isLocal: boolean;
}

interface Risk {
  readonly right: string;
  /** All of them together make the right. */
  readonly grants: readonly Grant[];
  /** Whether it is as bad in one namespace. */
  readonly isLocal?: true;
  /** Whether naming single objects does not lessen it. */
  readonly isForAnyName?: true;
}

const EVERYTHING = 'do everything';

/** The gravest first. */
const RISKS: readonly Risk[] = [
  { right: 'give itself any right', grants: [escalate], isLocal: true },
  { right: 'bind any role', grants: [bind], isLocal: true },
  { right: 'act as others', grants: [impersonate], isLocal: true },
  { right: 'run commands in every pod of a node', grants: [nodesProxy], isForAnyName: true },
  { right: 'read every Secret', grants: [secretsList], isLocal: true },
  { right: 'read Secrets by their names', grants: [secretsRead] },
  { right: 'approve certificates', grants: [approvalWrite, signersApprove] },
  { right: 'sign certificates', grants: [statusWrite, signersSign] },
  { right: 'write role bindings', grants: [roleBindingWrite] },
  { right: 'write roles', grants: [roleWrite] },
  { right: 'issue tokens of ServiceAccounts', grants: [serviceAccountTokenCreate] },
  { right: 'run pods as any ServiceAccount', grants: [workloadCreate] },
  { right: 'change the images of running pods', grants: [podEdit] },
  { right: 'reach into running pods', grants: [podsExec] },
  { right: 'connect to pods through the API server', grants: [proxySubresource] },
  { right: 'change nodes', grants: [nodeWrite] },
  { right: 'change what is admitted', grants: [admissionConfigWrite] },
  { right: 'change the labels of namespaces', grants: [namespaceWrite], isLocal: true },
  { right: 'make PersistentVolumes', grants: [persistentVolumeCreate] },
  { right: 'extend the API', grants: [apiExtensionWrite] },
  { right: 'redirect the traffic of load balancers', grants: [serviceStatusWrite] },
];

/** What comes with Kubernetes and grants risky rights by itself. */
const BUILT_IN: Readonly<Record<string, readonly RiskyRight[]>> = {
  'cluster-admin': [{ right: EVERYTHING, isLocal: true }],
  admin: ofBuiltIn('read every Secret', 'write role bindings', 'run pods as any ServiceAccount'),
  edit: ofBuiltIn('read every Secret', 'run pods as any ServiceAccount', 'reach into running pods'),
};

/** What some rights allow, each once, the gravest first. */
export function gravestFirst(rights: readonly string[]): readonly string[] {
  return [EVERYTHING, ...RISKS.map(({ right }) => right)].filter((right) => rights.includes(right));
}

/** Whether a right holds all others. */
export function isEverything(right: string): boolean {
  return right === EVERYTHING;
}

/** The risky rights of a ClusterRole that comes with Kubernetes; undefined for others. */
export function builtInRights(clusterRole: string): readonly RiskyRight[] | undefined {
  return Object.hasOwn(BUILT_IN, clusterRole) ? BUILT_IN[clusterRole] : undefined;
}

/** The risky rights that a role certainly grants, the gravest first, and what in it grants each. */
export function riskyRightsOf(role: Role): readonly (RiskyRight & { readonly at: Located })[] {
  const all = role.rules.find(grantsEverything);
  if (all !== undefined) return [{ right: EVERYTHING, isLocal: true, at: all.wildcard ?? all.view }];
  return RISKS.flatMap((risk) => {
    const at = grantedBy(role, risk, risk.grants);
    if (at === undefined || isSaidBy(role, risk)) return [];
    const inNamespaces = risk.grants.map((grant) => grant.filter(({ isClusterWide }) => !isClusterWide));
    const isLocal = risk.isLocal === true && grantedBy(role, risk, inNamespaces) !== undefined;
    return [{ right: risk.right, isLocal, at }];
  });
}

/** Grants of which the first says all that matters of the second. */
const SAID_BY: readonly (readonly [Grant, Grant])[] = [
  [secretsList, secretsRead],
  [workloadCreate, podEdit],
];

/** Whether a graver right of the role says it already. */
function isSaidBy(role: Role, { grants }: Risk): boolean {
  return SAID_BY.some(
    ([more, less]) => grants.includes(less) && role.rules.some((rule) => rule.grants(more) !== undefined),
  );
}

function grantedBy(role: Role, risk: Risk, grants: readonly Grant[]): Located | undefined {
  const parts = grants.map((grant) =>
    role.rules
      .map((rule) => (risk.isForAnyName === true ? rule.mentions(grant) : rule.grants(grant)))
      .find((granted) => granted !== undefined),
  );
  return parts.includes(undefined) ? undefined : parts[0]?.at;
}

function grantsEverything(rule: PolicyRule): boolean {
  const lists = [rule.verbs, rule.apiGroups, rule.resources];
  return !rule.isNarrowed && lists.every((items) => items.some(({ value }) => value === '*'));
}

function ofBuiltIn(...rights: readonly string[]): readonly RiskyRight[] {
  return rights.map((right) => ({
    right,
    isLocal: RISKS.some((risk) => risk.right === right && risk.isLocal),
  }));
}

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
  secretsRead,
  serviceAccountTokenCreate,
  serviceStatusWrite,
  signersApprove,
  signersSign,
  statusWrite,
  workloadCreate,
} from '../../kubernetes/grants';
import type { Granted, Role } from '../../kubernetes/role';

/** What none of the built-in roles but `cluster-admin` grants. */
const IN_NONE: readonly Grant[] = [
  escalate,
  bind,
  nodesProxy,
  admissionConfigWrite,
  apiExtensionWrite,
  nodeWrite,
  namespaceWrite,
  persistentVolumeCreate,
  serviceStatusWrite,
];

const BEYOND = {
  view: [
    secretsRead,
    ...IN_NONE,
    impersonate,
    roleWrite,
    roleBindingWrite,
    podsExec,
    [...workloadCreate, ...podEdit],
    serviceAccountTokenCreate,
    proxySubresource,
  ],
  edit: [...IN_NONE, clusterWide(impersonate), roleWrite, roleBindingWrite],
  admin: [...IN_NONE, ...[impersonate, roleWrite, roleBindingWrite].map(clusterWide)],
} satisfies Readonly<Record<string, readonly Grant[]>>;

/** Rights to certificates, which no built-in role but `cluster-admin` has; either takes both of its grants. */
const CERTIFICATES: readonly (readonly Grant[])[] = [
  [approvalWrite, signersApprove],
  [statusWrite, signersSign],
];

/** What a role grants that rules of this chapter warn of and a built-in role does not grant by itself, the gravest first. */
export function riskyBeyond(builtIn: keyof typeof BEYOND, role: Role): readonly Granted[] {
  const grantedBy = (grant: Grant) => role.rules.flatMap((rule) => rule.grants(grant) ?? []);
  const whole = CERTIFICATES.filter((halves) => halves.every((half) => grantedBy(half).length > 0));
  return [...BEYOND[builtIn], ...whole.flat()].flatMap(grantedBy);
}

function clusterWide(grant: Grant): Grant {
  return grant.filter(({ isClusterWide }) => isClusterWide === true);
}

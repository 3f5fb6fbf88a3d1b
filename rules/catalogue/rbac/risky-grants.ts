import {
  admissionConfigWrite,
  apiExtensionWrite,
  bind,
  escalate,
  type Grant,
  impersonate,
  namespaceWrite,
  nodesProxy,
  nodeWrite,
  persistentVolumeCreate,
  podsExec,
  proxySubresource,
  roleBindingWrite,
  roleWrite,
  secretsRead,
  serviceAccountTokenCreate,
  serviceStatusWrite,
  workloadCreate,
} from '../../kubernetes/grants';

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
    workloadCreate,
    serviceAccountTokenCreate,
    proxySubresource,
  ],
  edit: [...IN_NONE, clusterWide(impersonate), roleWrite, roleBindingWrite],
  admin: [...IN_NONE, ...[impersonate, roleWrite, roleBindingWrite].map(clusterWide)],
} satisfies Readonly<Record<string, readonly Grant[]>>;

/** What rules of this chapter warn of and a built-in role does not grant by itself, the gravest first. */
export function riskyBeyond(builtIn: keyof typeof BEYOND): readonly Grant[] {
  return BEYOND[builtIn];
}

function clusterWide(grant: Grant): Grant {
  return grant.filter(({ isClusterWide }) => isClusterWide === true);
}

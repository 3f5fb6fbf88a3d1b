/** Verbs on resources of one API group, as a rule of a role grants them. */
export interface Permission {
  readonly verbs: readonly string[];
  readonly group: string;
  /** Subresources as `pods/exec`; `userextras/*` for any subresource of one. */
  readonly resources: readonly string[];
  /** True for what is in no namespace: no Role grants it. */
  readonly isClusterWide?: boolean;
}

/** Something a role should not grant lightly: any of its permissions is enough. */
export type Grant = readonly Permission[];

const CHANGE = ['create', 'update', 'patch'];
const WRITE = [...CHANGE, 'delete', 'deletecollection'];
const EDIT = ['update', 'patch'];
const RBAC = 'rbac.authorization.k8s.io';
const ROLES: Grant = [
  { verbs: [], group: RBAC, resources: ['roles'] },
  { verbs: [], group: RBAC, resources: ['clusterroles'], isClusterWide: true },
];
const POD_STREAMS = ['pods/exec', 'pods/attach', 'pods/portforward'];
const CERTIFICATES = 'certificates.k8s.io';

/** Reading Secrets. Lists show what is in them too. */
export const secretsRead: Grant = [{ verbs: ['get', 'list', 'watch'], group: '', resources: ['secrets'] }];

/** The part of reading Secrets that shows all of them without knowing a name. */
export const secretsList: Grant = [{ verbs: ['list', 'watch'], group: '', resources: ['secrets'] }];

/** Starting pods, by themselves or by what makes them. */
export const workloadCreate: Grant = [
  { verbs: ['create'], group: '', resources: ['pods'] },
  { verbs: CHANGE, group: '', resources: ['replicationcontrollers', 'podtemplates'] },
  {
    verbs: CHANGE,
    group: 'apps',
    resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'],
  },
  { verbs: CHANGE, group: 'batch', resources: ['jobs', 'cronjobs'] },
];

/** Changing pods that are there: their images, and little else. */
export const podEdit: Grant = [{ verbs: EDIT, group: '', resources: ['pods'] }];

/** Getting into pods that run. */
export const podsExec: Grant = [
  { verbs: ['create'], group: '', resources: POD_STREAMS },
  { verbs: EDIT, group: '', resources: ['pods/ephemeralcontainers'] },
];

/** The same by reading, which was enough before Kubernetes 1.35: a WebSocket starts as a GET request. */
export const podsExecByGet: Grant = [{ verbs: ['get'], group: '', resources: POD_STREAMS }];

/** The kubelets' API, which runs commands in any container of a node, also for `get`. */
export const nodesProxy: Grant = [
  {
    verbs: ['get', 'list', 'watch', ...WRITE],
    group: '',
    resources: ['nodes/proxy'],
    isClusterWide: true,
  },
];

/** Connections from the API server to pods and Services. */
export const proxySubresource: Grant = [
  { verbs: ['get', 'list', 'watch', ...WRITE], group: '', resources: ['pods/proxy', 'services/proxy'] },
];

/** Changing nodes: labels, taints, addresses, and whether they are there. */
export const nodeWrite: Grant = [
  { verbs: WRITE, group: '', resources: ['nodes', 'nodes/status'], isClusterWide: true },
];

/** Giving a role more rights than one has. */
export const escalate: Grant = ROLES.map((roles) => ({ ...roles, verbs: ['escalate'] }));

/** Binding roles whatever they grant. A Role may grant it for ClusterRoles too: they can be bound in its namespace. */
export const bind: Grant = [{ verbs: ['bind'], group: RBAC, resources: ['roles', 'clusterroles'] }];

/** Acting as somebody else. */
export const impersonate: Grant = [
  { verbs: ['impersonate'], group: '', resources: ['serviceaccounts'] },
  { verbs: ['impersonate'], group: '', resources: ['users', 'groups'], isClusterWide: true },
  {
    verbs: ['impersonate'],
    group: 'authentication.k8s.io',
    resources: ['uids', 'userextras/*'],
    isClusterWide: true,
  },
];

/** Writing roles. */
export const roleWrite: Grant = ROLES.map((roles) => ({ ...roles, verbs: CHANGE }));

/** Writing bindings. */
export const roleBindingWrite: Grant = [
  { verbs: CHANGE, group: RBAC, resources: ['rolebindings'] },
  { verbs: CHANGE, group: RBAC, resources: ['clusterrolebindings'], isClusterWide: true },
];

/** Getting tokens of ServiceAccounts. */
export const serviceAccountTokenCreate: Grant = [
  { verbs: ['create'], group: '', resources: ['serviceaccounts/token'] },
];

/** Asking for certificates. */
export const requestCreate: Grant = onRequests(['create'], 'certificatesigningrequests');
/** Half of approving a certificate: the request. */
export const approvalWrite: Grant = onRequests(EDIT, 'certificatesigningrequests/approval');
/** Half of issuing a certificate: the request. */
export const statusWrite: Grant = onRequests(EDIT, 'certificatesigningrequests/status');
/** Half of approving a certificate: the signer. */
export const signersApprove: Grant = onRequests(['approve'], 'signers');
/** Half of issuing a certificate: the signer. */
export const signersSign: Grant = onRequests(['sign'], 'signers');

/** Deciding what is admitted to the cluster. */
export const admissionConfigWrite: Grant = [
  {
    verbs: WRITE,
    group: 'admissionregistration.k8s.io',
    resources: [
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
    ],
    isClusterWide: true,
  },
];

/** Changing namespaces and their labels. A Role grants it for the namespace that it is in. */
export const namespaceWrite: Grant = [{ verbs: EDIT, group: '', resources: ['namespaces'] }];

/** Writing PersistentVolumes, which may be directories of nodes. */
export const persistentVolumeCreate: Grant = [
  { verbs: CHANGE, group: '', resources: ['persistentvolumes'], isClusterWide: true },
];

/** Adding to the API and taking from it. */
export const apiExtensionWrite: Grant = [
  { verbs: WRITE, group: 'apiregistration.k8s.io', resources: ['apiservices'], isClusterWide: true },
  {
    verbs: WRITE,
    group: 'apiextensions.k8s.io',
    resources: ['customresourcedefinitions'],
    isClusterWide: true,
  },
];

/** Deciding where the traffic of Services goes. */
export const endpointsWrite: Grant = [
  { verbs: CHANGE, group: '', resources: ['endpoints'] },
  { verbs: CHANGE, group: 'discovery.k8s.io', resources: ['endpointslices'] },
];

/** Writing the addresses at which load balancers serve Services. */
export const serviceStatusWrite: Grant = [{ verbs: EDIT, group: '', resources: ['services/status'] }];

/** Opening and closing the network. */
export const networkPolicyWrite: Grant = [
  { verbs: WRITE, group: 'networking.k8s.io', resources: ['networkpolicies'] },
];

/** Lifting the bounds of namespaces. */
export const quotaWrite: Grant = [{ verbs: WRITE, group: '', resources: ['resourcequotas', 'limitranges'] }];

/** Making small objects that fill the storage of the API server. */
export const objectCreate: Grant = [
  { verbs: ['create'], group: '', resources: ['configmaps', 'secrets', 'events'] },
  { verbs: ['create'], group: 'events.k8s.io', resources: ['events'] },
];

/** Removing the record of what happened. */
export const eventsDelete: Grant = ['', 'events.k8s.io'].map((group) => ({
  verbs: ['delete', 'deletecollection'],
  group,
  resources: ['events'],
}));

/** Changing ConfigMaps that are there. */
export const configMapEdit: Grant = [
  { verbs: [...EDIT, 'delete', 'deletecollection'], group: '', resources: ['configmaps'] },
];

function onRequests(verbs: readonly string[], resource: string): Grant {
  return [{ verbs, group: CERTIFICATES, resources: [resource], isClusterWide: true }];
}

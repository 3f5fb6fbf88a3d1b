import type { Manifest } from '../../kubernetes/manifest';

/** When a version of a kind ceased to be served, and which one took its place. */
export interface ApiRemoval {
  readonly since: string;
  readonly successor?: string;
}

interface Entry extends ApiRemoval {
  readonly apiVersions: readonly string[];
  readonly kinds: readonly string[];
}

const RBAC = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];
const ADMISSION = 'admissionregistration.k8s.io';
const POLICIES = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];

const REMOVED: readonly Entry[] = [
  removed('1.16', ['extensions/v1beta1'], ['NetworkPolicy'], 'networking.k8s.io/v1'),
  removed('1.16', ['extensions/v1beta1'], ['PodSecurityPolicy']),
  removed('1.22', ['extensions/v1beta1', 'networking.k8s.io/v1beta1'], ['Ingress'], 'networking.k8s.io/v1'),
  removed('1.22', ['networking.k8s.io/v1beta1'], ['IngressClass'], 'networking.k8s.io/v1'),
  removed('1.22', ['rbac.authorization.k8s.io/v1beta1'], RBAC, 'rbac.authorization.k8s.io/v1'),
  removed('1.23', ['rbac.authorization.k8s.io/v1alpha1'], RBAC, 'rbac.authorization.k8s.io/v1'),
  removed(
    '1.22',
    [`${ADMISSION}/v1beta1`],
    ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
    `${ADMISSION}/v1`,
  ),
  removed('1.22', ['certificates.k8s.io/v1beta1'], ['CertificateSigningRequest'], 'certificates.k8s.io/v1'),
  removed('1.22', ['apiregistration.k8s.io/v1beta1'], ['APIService'], 'apiregistration.k8s.io/v1'),
  removed('1.24', ['audit.k8s.io/v1alpha1', 'audit.k8s.io/v1beta1'], ['Policy'], 'audit.k8s.io/v1'),
  removed('1.25', ['policy/v1beta1'], ['PodSecurityPolicy']),
  removed('1.32', [`${ADMISSION}/v1alpha1`], POLICIES, `${ADMISSION}/v1`),
  removed('1.34', [`${ADMISSION}/v1beta1`], POLICIES, `${ADMISSION}/v1`),
];

/** Since when the version that an object is written in is not served; undefined where it is, or is not known to be gone. */
export function apiRemovalOf({ apiVersion, kind }: Manifest): ApiRemoval | undefined {
  return REMOVED.find(
    ({ apiVersions, kinds }) =>
      apiVersion !== undefined && apiVersions.includes(apiVersion) && kinds.includes(kind),
  );
}

/** Whether an object of a removed version is one of its successor as it stands, the version aside. */
export function isSameShape({ apiVersion, kind, root }: Manifest): boolean {
  switch (kind) {
    case 'Ingress':
    case 'ValidatingWebhookConfiguration':
    case 'MutatingWebhookConfiguration':
      return false;
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      // Subjects had an `apiVersion` in the alpha version, and have an `apiGroup` since.
      return apiVersion !== 'rbac.authorization.k8s.io/v1alpha1';
    case 'ValidatingAdmissionPolicy':
    case 'ValidatingAdmissionPolicyBinding':
      // Fields came to be demanded while the version was alpha.
      return apiVersion !== `${ADMISSION}/v1alpha1`;
    case 'CertificateSigningRequest': {
      // Both could be left out before, and a signer without rules was the default.
      const spec = root.map('spec');
      const signer = spec.knownString('signerName') ?? 'kubernetes.io/legacy-unknown';
      return signer !== 'kubernetes.io/legacy-unknown' && spec.list('usages').state === 'known';
    }
    default:
      return true;
  }
}

function removed(
  since: string,
  apiVersions: readonly string[],
  kinds: readonly string[],
  successor?: string,
): Entry {
  return { since, apiVersions, kinds, ...(successor === undefined ? {} : { successor }) };
}

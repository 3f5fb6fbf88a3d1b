import type { Gap, Source } from './source';

/** The item of 2022 that each of 2025 continues. The eighth has none. */
const EARLIER: Readonly<Record<string, string>> = {
  K01: 'K01',
  K02: 'K03',
  K03: 'K08',
  K04: 'K04',
  K05: 'K07',
  K06: 'K09',
  K07: 'K09',
  K09: 'K06',
  K10: 'K05',
};

const STILL_NEEDED: Gap = {
  why: 'Who is in a group, and which rights are still needed, is not in manifests',
  lookAt: "the identity provider's groups, and `kubectl auth can-i --list --as NAME`",
  partly: true,
};

/** The OWASP Kubernetes Top Ten of 2025. */
export const owasp2025: Source = {
  title: 'OWASP Kubernetes Top Ten 2025',
  about: 'The edition of 2025. The profile `owasp` has its rules and those of 2022.',
  heading: 'Warns of',
  profile: 'owasp',
  namedIn: ({ owasp }) => owasp?.['2025'] ?? [],
  items: [
    { id: 'K01', title: 'Workloads that are configured carelessly' },
    {
      id: 'K02',
      title: 'Rights beyond what is needed',
      notChecked: STILL_NEEDED,
    },
    {
      id: 'K03',
      title: 'Secrets kept badly',
      notChecked: {
        why: 'Rotation, and stores outside the cluster, are not in manifests',
        lookAt: "when each credential was last changed, and the external store's access list",
        partly: true,
      },
    },
    {
      id: 'K04',
      title: 'No policy that holds for the whole cluster',
      notChecked: {
        why: 'Policy engines besides Pod Security admission have languages of their own',
        lookAt: 'the policies of Kyverno, Gatekeeper or the like, and whether they enforce or only audit',
        partly: true,
      },
    },
    {
      id: 'K05',
      title: 'Networks without inner borders',
      notChecked: {
        why: 'Whether the network plugin enforces policies shows only when a connection is tried',
        lookAt: 'a connection between two namespaces that has to fail',
        partly: true,
      },
    },
    {
      id: 'K06',
      title: 'Components that more can reach than should',
      notChecked: {
        why: 'What firewalls let through is not in manifests',
        lookAt: "a port scan of nodes and load balancers from outside, and the API server's public address",
        partly: true,
      },
    },
    {
      id: 'K07',
      title: 'Components of the cluster that are weak or old',
      notChecked: {
        why: 'Known weaknesses of what an image holds need a scanner with current data',
        lookAt: 'the image scanner, and the announcements of what you run',
        partly: true,
      },
    },
    {
      id: 'K08',
      title: 'Ways from the cluster into the cloud account',
      notChecked: {
        why: 'Roles and the metadata service are set in the cloud',
        lookAt: "the roles of nodes and workload identities, and the nodes' metadata options",
        partly: true,
      },
    },
    {
      id: 'K09',
      title: 'Weak authentication',
      notChecked: {
        why: 'How people sign in lies with the identity provider',
        lookAt: "the identity provider's sign-in policy, and who holds long-lived kubeconfig files",
        partly: true,
      },
    },
    {
      id: 'K10',
      title: 'Too little logging and monitoring',
      notChecked: {
        why: 'Monitoring and alerts are matters of running systems',
        lookAt: 'the alerting rules, and whether an audit event of today can be found',
        partly: true,
      },
    },
  ],
};

/** The OWASP Kubernetes Top Ten of 2022. */
export const owasp2022: Source = {
  title: 'OWASP Kubernetes Top Ten 2022',
  about: 'The first edition, by what became of its items in 2025 and by the rules that name them.',
  heading: 'Warns of',
  profile: 'owasp',
  namedIn: ({ owasp }) => [
    ...(owasp?.['2022'] ?? []),
    ...(owasp?.['2025'] ?? []).flatMap((id) => EARLIER[id] ?? []),
  ],
  items: [
    { id: 'K01', title: 'Workloads that are configured carelessly' },
    {
      id: 'K02',
      title: 'Software that others can slip something into',
      notChecked: {
        why: 'What is in an image, and how it was built, is not in manifests',
        lookAt: 'signatures, provenance and the list of parts (SBOM) in the registry',
        partly: true,
      },
    },
    {
      id: 'K03',
      title: 'RBAC beyond what is needed',
      notChecked: STILL_NEEDED,
    },
    {
      id: 'K04',
      title: 'No policy that is enforced centrally',
      notChecked: {
        why: 'Policy engines besides Pod Security admission have languages of their own',
        lookAt: 'the policies of Kyverno, Gatekeeper or the like, and whether they enforce or only audit',
        partly: true,
      },
    },
    {
      id: 'K05',
      title: 'Too little logging',
      notChecked: {
        why: 'Whether logs arrive, and anybody looks, shows only in running systems',
        lookAt: 'an audit event of today in the log store',
        partly: true,
      },
    },
    {
      id: 'K06',
      title: 'Weak authentication',
      notChecked: {
        why: 'How people sign in lies with the identity provider',
        lookAt: "the identity provider's sign-in policy",
        partly: true,
      },
    },
    {
      id: 'K07',
      title: 'Networks without inner borders',
      notChecked: {
        why: 'Whether the network plugin enforces policies shows only when a connection is tried',
        lookAt: 'a connection between two namespaces that has to fail',
        partly: true,
      },
    },
    {
      id: 'K08',
      title: 'Secrets kept badly',
      notChecked: {
        why: 'Rotation, and stores outside the cluster, are not in manifests',
        lookAt: "when each credential was last changed, and the external store's access list",
        partly: true,
      },
    },
    { id: 'K09', title: 'Components of the cluster that are configured carelessly' },
    {
      id: 'K10',
      title: 'Components that are old or known to be weak',
      rules: [
        'component-retired',
        'control-plane-image-unsupported',
        'kubeadm-kubernetes-version-unsupported',
        'removed-security-api-version',
      ],
      notChecked: {
        why: 'Known weaknesses of what an image holds need a scanner with current data',
        lookAt: 'the image scanner, and the announcements of what you run',
        partly: true,
      },
    },
  ],
};

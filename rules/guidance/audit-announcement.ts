import type { Source } from './source';

/** The news of August 2019 that the audit of Kubernetes is open to everybody. */
export const auditAnnouncement: Source = {
  title: 'The announcement of the 2019 audit',
  about:
    'What the news of August 2019 said, statement by statement. The findings themselves are in the table of the audit.',
  heading: 'Says',
  namedIn: () => [],
  items: [
    {
      id: '1',
      title: 'Eight components were looked at, in six respects',
      chapters: ['api-server', 'controller-manager', 'scheduler', 'etcd', 'kubelet', 'kube-proxy'],
      notChecked: {
        why: 'The cloud controller manager and container runtimes have settings of their own',
        lookAt: "the container runtime's configuration on the nodes, and the cloud provider's guide",
        partly: true,
      },
    },
    {
      id: '2',
      title: 'Policies may not be applied although they seem to be',
      chapters: ['traps'],
      rules: [
        'admission-policy-unbound',
        'audit-policy-unreachable-rule',
        'binding-subject-not-found',
        'namespace-psa-label-invalid',
        'network-policy-policy-types-missing',
        'network-policy-selects-nothing',
        'network-policy-unknown-field',
        'pod-security-policy-removed',
        'role-ref-not-found',
        'seccomp-annotation-removed',
      ],
    },
    {
      id: '3',
      title: 'TLS is weak by default',
      rules: [
        'api-service-insecure-skip-tls-verify',
        'apiserver-etcd-plaintext',
        'apiserver-kubelet-certificate-authority',
        'apiserver-tls-cert',
        'apiserver-tls-cipher-suites',
        'etcd-auto-tls',
        'etcd-listen-plaintext',
        'insecure-tls-client-flag',
        'kubeconfig-insecure-skip-tls-verify',
        'kubelet-tls-cert',
        'kubelet-tls-cipher-suites',
      ],
    },
    {
      id: '4',
      title: 'Credentials show in environment variables and arguments',
      rules: [
        'credential-in-args',
        'credential-in-env-value',
        'probe-http-header-credential',
        'secret-as-env-var',
      ],
    },
    {
      id: '5',
      title: 'Names of Secrets get into logs',
      rules: ['audit-policy-secret-bodies', 'component-log-verbosity-high'],
    },
    {
      id: '6',
      title: 'Certificates cannot be revoked',
      rules: [
        'controller-manager-signing-duration',
        'csr-expiration-missing',
        'kubeadm-certificate-validity-long',
        'kubelet-rotate-certificates',
        'rbac-csr-approve',
      ],
      notChecked: {
        why: 'Kubernetes still has no revocation, so that rules can only ask for short lives and few issuers',
        lookAt: '`kubeadm certs check-expiration`, and who holds client certificates',
        partly: true,
      },
    },
    {
      id: '7',
      title: 'Seccomp is off by default',
      rules: ['kubelet-seccomp-default', 'seccomp-profile-missing', 'seccomp-profile-not-allowed'],
    },
    {
      id: '8',
      title:
        "ABAC before RBAC. This is the wrong way round: the audit's own paper asks for RBAC, and never both",
      rules: [
        'abac-policy-wildcard',
        'apiserver-authorization-mode-abac',
        'apiserver-authorization-mode-rbac',
        'authorization-config-abac',
      ],
    },
    {
      id: '9',
      title: 'RBAC as its good practices have it',
      chapters: ['rbac'],
      rules: [
        'binding-subject-not-found',
        'daemon-set-risky-rbac',
        'role-ref-not-found',
        'workload-service-account-cluster-admin',
        'workload-service-account-risky-rbac',
      ],
    },
    {
      id: '10',
      title: 'For developers: no paths to dependencies written into code',
      notChecked: {
        why: 'It is about the code of programs',
        lookAt: 'a static analysis of your own code',
      },
    },
    {
      id: '11',
      title: 'Permissions of files, checked',
      rules: ['config-file-world-writable', 'secret-volume-default-mode'],
      notChecked: {
        why: 'Modes of files on nodes are not in manifests',
        lookAt: '`kube-bench` run on the nodes, or `stat` of the files below `/etc/kubernetes`',
        partly: true,
      },
    },
    {
      id: '12',
      title: 'Processes watched, and moved to control groups without a race',
      rules: ['kubelet-pod-pids-limit', 'memory-limit-missing'],
      notChecked: {
        why: 'It is about the code of programs that start others, and about running nodes',
        lookAt: 'a tool that watches processes on the nodes, and your own code',
        partly: true,
      },
    },
    {
      id: '13',
      title: 'The threat model',
      rules: [
        'apiserver-audit-log-path',
        'apiserver-encryption-provider-config',
        'controller-manager-use-service-account-credentials',
        'custom-scheduler',
        'etcd-client-cert-auth',
        'kubeadm-bootstrap-token-never-expires',
        'kubelet-read-only-port',
        'secret-type-bootstrap-token',
      ],
      notChecked: {
        why: 'Three of its seventeen findings are about the inner workings of Kubernetes and etcd',
        lookAt: 'TM09, TM12 and TM16 in the table of the audit',
        partly: true,
      },
    },
  ],
};

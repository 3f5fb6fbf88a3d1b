import type { Source } from './source';

/** The news of NSA and CISA about their guide. */
export const guideAnnouncement: Source = {
  title: 'The announcement of the NSA/CISA guide',
  about: 'What the news about the first version of the guide said, point by point.',
  heading: 'Says',
  namedIn: () => [],
  items: [
    {
      id: '1',
      title: 'Three things to fear: suppliers, attackers, insiders',
      chapters: ['images', 'network-policy', 'exposure', 'rbac'],
    },
    {
      id: '2',
      title: 'Containers and pods scanned for weaknesses and wrong settings',
      chapters: ['pod-security'],
      notChecked: {
        why: 'What is in an image is known to a scanner with current data',
        lookAt: "the image scanner's report on what runs",
        partly: true,
      },
    },
    {
      id: '3',
      title: 'Pods and containers with the least rights that do',
      chapters: ['pod-security', 'service-accounts'],
    },
    {
      id: '4',
      title: 'Networks apart, strong authentication, firewalls, audit logs',
      chapters: ['network-policy', 'api-server', 'audit', 'cluster-config'],
      notChecked: {
        why: 'Firewalls are not in manifests',
        lookAt: 'which ports of nodes answer from outside their network',
        partly: true,
      },
    },
    {
      id: '5',
      title: 'Settings, updates and patches reviewed regularly',
      rules: [
        'component-retired',
        'control-plane-image-unsupported',
        'kubeadm-kubernetes-version-unsupported',
        'removed-security-api-version',
      ],
      notChecked: {
        why: 'A review is a process; of versions only those in manifests show',
        lookAt:
          '`kubectl get nodes -o wide`, the list of installed releases, and the date of the last review',
        partly: true,
      },
    },
    {
      id: '6',
      title: 'Applications that do not run as root',
      rules: [
        'host-users-not-isolated',
        'run-as-group-missing',
        'run-as-group-root',
        'run-as-non-root',
        'run-as-user-missing',
        'run-as-user-root',
        'windows-run-as-container-administrator',
      ],
      notChecked: {
        why: 'The user that an image names is not in manifests',
        lookAt: "`USER` in the image's Dockerfile",
        partly: true,
      },
    },
    {
      id: '7',
      title: 'File systems that nobody can write to',
      rules: ['read-only-root-filesystem'],
    },
    {
      id: '8',
      title: 'Images that are scanned',
      rules: [
        'apiserver-admission-image-policy-webhook',
        'image-not-pinned-by-digest',
        'image-policy-webhook-default-allow',
        'image-registry-not-allowed',
        'image-tag-latest',
      ],
      notChecked: {
        why: 'The scan itself needs the image, and current data',
        lookAt: "your pipeline's and registry's image scanner",
        partly: true,
      },
    },
    {
      id: '9',
      title:
        'A Pod Security Policy that enforces a minimum. It is gone since Kubernetes 1.25; Pod Security admission took its place',
      rules: [
        'namespace-psa-enforce-missing',
        'namespace-psa-enforce-privileged',
        'pod-security-config-default-privileged',
        'pod-security-policy-removed',
        'workload-namespace-psa-missing',
        'workload-violates-namespace-psa',
      ],
    },
    {
      id: '10',
      title: 'No privileged containers',
      rules: ['capability-dangerous', 'host-process-container', 'privileged-container'],
    },
    {
      id: '11',
      title: "No use of the node's namespaces and paths",
      rules: [
        'container-runtime-socket-mount',
        'host-ipc',
        'host-network',
        'host-path-sensitive',
        'host-path-volume',
        'host-path-writable',
        'host-pid',
        'host-port',
        'persistent-volume-host-path',
        'workload-pvc-host-path-pv',
      ],
    },
    {
      id: '12',
      title: 'No root, and no way to become it',
      rules: [
        'allow-privilege-escalation',
        'capabilities-drop-all',
        'fs-group-root',
        'run-as-group-root',
        'run-as-non-root',
        'run-as-user-root',
        'supplemental-groups-root',
      ],
    },
    {
      id: '13',
      title: 'SELinux, AppArmor and seccomp',
      rules: [
        'app-armor-profile-missing',
        'app-armor-profile-not-allowed',
        'se-linux-options-missing',
        'se-linux-options-not-allowed',
        'seccomp-profile-missing',
        'seccomp-profile-not-allowed',
      ],
      notChecked: {
        why: 'Whether a node has the module, and a profile of your own, is its own state',
        lookAt: '`aa-status` or `getenforce` on the nodes',
        partly: true,
      },
    },
    {
      id: '14',
      title: 'Control plane nodes behind a firewall and RBAC',
      chapters: ['rbac'],
      rules: [
        'controller-manager-bind-address',
        'kubeadm-control-plane-taint-removed',
        'node-selector-control-plane',
        'scheduler-bind-address',
        'service-exposes-management-port',
        'toleration-control-plane',
      ],
      notChecked: {
        why: 'Firewalls are not in manifests',
        lookAt: 'which ports of control plane nodes answer from outside their network',
        partly: true,
      },
    },
    {
      id: '15',
      title: 'Little access to etcd',
      chapters: ['etcd'],
      rules: [
        'apiserver-etcd-ca',
        'apiserver-etcd-client-cert',
        'apiserver-etcd-plaintext',
        'etcd-ca-shared',
      ],
      notChecked: {
        why: 'Who can reach it is decided by firewalls',
        lookAt: 'whether ports 2379 and 2380 answer from a worker node or a pod',
        partly: true,
      },
    },
    {
      id: '16',
      title: 'Control plane traffic authenticated and encrypted',
      rules: [
        'apiserver-client-ca',
        'apiserver-insecure-port',
        'apiserver-kubelet-certificate-authority',
        'apiserver-kubelet-client-cert',
        'apiserver-tls-cert',
        'apiserver-tls-min-version',
        'etcd-peer-cert',
        'etcd-peer-client-cert-auth',
        'kubelet-client-ca',
      ],
    },
    {
      id: '17',
      title: 'Network policies that isolate',
      chapters: ['network-policy'],
      rules: [
        'namespace-default-deny-egress-missing',
        'namespace-default-deny-ingress-missing',
        'workload-without-network-policy',
      ],
      notChecked: {
        why: 'Whether the network plugin enforces policies shows only when a connection is tried',
        lookAt: 'a connection from a pod that has to fail',
        partly: true,
      },
    },
    {
      id: '18',
      title: 'Credentials in Secrets, not in configuration files',
      rules: [
        'config-map-credential-consumed',
        'credential-in-annotation',
        'credential-in-args',
        'credential-in-config-map',
        'credential-in-env-value',
        'docker-config-in-config-map',
        'kubeconfig-embedded-credential',
        'secret-manifest-with-data',
      ],
    },
    {
      id: '19',
      title: 'Secrets encrypted, by a strong method',
      chapters: ['encryption'],
      rules: ['apiserver-encryption-provider-config'],
      notChecked: {
        why: 'Whether existing Secrets were written again after encryption was turned on shows only in etcd',
        lookAt: 'a Secret read from etcd: what is encrypted begins with `k8s:enc:`',
        partly: true,
      },
    },
    {
      id: '20',
      title: 'No anonymous login',
      rules: [
        'apiserver-anonymous-auth',
        'authentication-config-anonymous-unrestricted',
        'kubelet-anonymous-auth',
        'rbac-anonymous-subject',
      ],
    },
    {
      id: '21',
      title: 'Strong authentication of users',
      rules: [
        'apiserver-basic-auth-file',
        'apiserver-token-auth-file',
        'authentication-config-username-prefix-empty',
        'csr-system-masters',
        'secret-type-service-account-token',
      ],
      notChecked: {
        why: 'How people prove who they are, with a second factor or not, lies with the identity provider',
        lookAt: "the identity provider's sign-in policy",
        partly: true,
      },
    },
    {
      id: '22',
      title: 'RBAC that limits administrators, users and service accounts',
      chapters: ['rbac', 'service-accounts'],
      rules: ['workload-service-account-cluster-admin', 'workload-service-account-risky-rbac'],
    },
    {
      id: '23',
      title: 'Audit logging turned on',
      chapters: ['audit'],
      rules: ['apiserver-audit-log-path', 'apiserver-audit-policy-file'],
    },
    {
      id: '24',
      title: 'Logs that persist',
      rules: [
        'apiserver-audit-log-maxage',
        'apiserver-audit-log-maxbackup',
        'apiserver-audit-log-maxsize',
        'apiserver-audit-log-not-persisted',
      ],
      notChecked: {
        why: 'Whether logs of nodes and containers are shipped and kept shows only in running systems',
        lookAt: 'a line of last month in the log store, from a pod that is gone',
        partly: true,
      },
    },
    {
      id: '25',
      title: 'A metrics logger',
      notChecked: {
        why: 'That one is installed does not show that it collects, or that anybody looks',
        lookAt: '`kubectl top nodes`, the targets of your monitoring, and its alerts',
      },
    },
    {
      id: '26',
      title: 'Patches and updates without delay',
      rules: [
        'component-retired',
        'control-plane-image-unsupported',
        'image-registry-deprecated',
        'kubeadm-kubernetes-version-unsupported',
      ],
      notChecked: {
        why: 'Of versions only those in manifests show',
        lookAt: '`kubectl get nodes -o wide`, and the updates that the nodes are waiting for',
        partly: true,
      },
    },
    {
      id: '27',
      title: 'Scans for weaknesses, and penetration tests',
      notChecked: {
        why: 'They are made on running systems, by people',
        lookAt: 'the report of the last test, and what became of its findings',
      },
    },
    {
      id: '28',
      title: 'Nothing left that is no longer needed',
      rules: [
        'component-retired',
        'network-policy-selects-nothing',
        'role-unbound',
        'service-account-token-unused',
      ],
      notChecked: {
        why: 'Whether something is still used shows only in running systems',
        lookAt: 'workloads without traffic, and `kubectl get all --all-namespaces` with the owner of each',
        partly: true,
      },
    },
  ],
};

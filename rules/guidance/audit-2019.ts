import type { Gap, Source } from './source';

const IN_THE_CODE: Gap = {
  why: 'It is in the code of Kubernetes, not in how a cluster is configured',
  lookAt:
    'the version you run, and [the issue of the findings](https://github.com/kubernetes/kubernetes/issues/81146)',
};

/** The findings of the 2019 audit, of its threat model, and of the attack report. */
export const audit2019: Source = {
  title: '2019 Kubernetes security audit',
  about: `The audit of Kubernetes 1.13 by Trail of Bits and Atredis for the CNCF: the findings of the report (four numbers are
not used), those of the threat model (\`TM\`), and those of the attack report (\`ATR\`).`,
  heading: 'Found',
  namedIn: ({ tob }) => tob ?? [],
  items: [
    { id: 'TOB-K8S-001', title: 'Bearer tokens in verbose logs' },
    { id: 'TOB-K8S-002', title: 'No seccomp by default' },
    {
      id: 'TOB-K8S-003',
      title: 'A link checker that trusts what a server says about waiting',
      notChecked: IN_THE_CODE,
    },
    {
      id: 'TOB-K8S-004',
      title: 'Files that everybody may read or write',
      notChecked: {
        why: 'Modes of files on nodes are not in manifests',
        lookAt: 'the modes of files below `/etc/kubernetes`, `/var/lib/etcd` and `/var/lib/kubelet`',
        partly: true,
      },
    },
    { id: 'TOB-K8S-005', title: 'Credentials in environment variables' },
    { id: 'TOB-K8S-006', title: 'Paths to credentials written into the code', notChecked: IN_THE_CODE },
    {
      id: 'TOB-K8S-007',
      title: 'Lines lost while logs are rotated',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    {
      id: 'TOB-K8S-008',
      title: 'Paths of the file system that nothing confines',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    {
      id: 'TOB-K8S-009',
      title: 'Health checks that look at little',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    {
      id: 'TOB-K8S-010',
      title: 'Connections between components without TLS',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    { id: 'TOB-K8S-012', title: 'SSH tunnels to nodes that verify no host key' },
    { id: 'TOB-K8S-013', title: 'TLS clients that verify no certificate' },
    {
      id: 'TOB-K8S-014',
      title: 'A reset by kubeadm that removes too much',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    {
      id: 'TOB-K8S-015',
      title: 'Port numbers that overflow',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    { id: 'TOB-K8S-016', title: 'JSON put together from text', notChecked: IN_THE_CODE },
    { id: 'TOB-K8S-017', title: 'ABAC policies of a format in which mistakes go unseen' },
    {
      id: 'TOB-K8S-019',
      title: 'A manifest so large that the kubelet runs out of memory',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    {
      id: 'TOB-K8S-020',
      title: 'A manifest so large that kubectl runs out of memory',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    { id: 'TOB-K8S-021', title: 'Processes looked up by name', notChecked: IN_THE_CODE },
    {
      id: 'TOB-K8S-022',
      title: 'A race while a process is moved to its control group',
      notChecked: IN_THE_CODE,
    },
    { id: 'TOB-K8S-023', title: 'An error that ends the kubelet', notChecked: IN_THE_CODE },
    { id: 'TOB-K8S-024', title: "Probes that explore the node's network" },
    { id: 'TOB-K8S-025', title: 'A wrong name for the process of Docker', notChecked: IN_THE_CODE },
    { id: 'TOB-K8S-026', title: 'Logs of nodes served over HTTP' },
    { id: 'TOB-K8S-027', title: 'A doubtful test for processes of the kernel', notChecked: IN_THE_CODE },
    {
      id: 'TOB-K8S-028',
      title: 'Certificates that cannot be revoked',
      notChecked: {
        why: 'Kubernetes still has no revocation, so that rules can only ask for short lives',
        lookAt: '`kubeadm certs check-expiration`, and who holds client certificates',
        partly: true,
      },
    },
    { id: 'TOB-K8S-029', title: 'Weak providers recommended for encryption' },
    { id: 'TOB-K8S-031', title: 'Credentials given to containers that need none' },
    { id: 'TOB-K8S-032', title: 'A DNS that tells what is in other namespaces' },
    { id: 'TOB-K8S-033', title: 'Random numbers and names that can be foreseen', notChecked: IN_THE_CODE },
    { id: 'TOB-K8S-034', title: 'Components that do not verify each other' },
    { id: 'TOB-K8S-036', title: 'Tokens that never expire' },
    { id: 'TOB-K8S-037', title: 'Weak cipher suites' },
    { id: 'TOB-K8S-038', title: 'Paths of the node reached through PersistentVolumes' },
    { id: 'TOB-K8S-TM01', title: 'Policies that look applied and are not' },
    { id: 'TOB-K8S-TM02', title: 'Weak TLS by default' },
    { id: 'TOB-K8S-TM03', title: 'Components that listen without TLS' },
    { id: 'TOB-K8S-TM04', title: 'Components that call others without TLS' },
    { id: 'TOB-K8S-TM05', title: 'Credentials in environment variables and arguments' },
    { id: 'TOB-K8S-TM06', title: 'Names of Secrets in logs' },
    { id: 'TOB-K8S-TM07', title: 'No audit log by default' },
    { id: 'TOB-K8S-TM08', title: 'Secrets that are stored unencrypted' },
    {
      id: 'TOB-K8S-TM09',
      title: "A journal of etcd's writes that nothing signs",
      notChecked: {
        why: 'It is how etcd stores its data',
        lookAt: "who can write to etcd's data directory and to its backups",
      },
    },
    { id: 'TOB-K8S-TM10', title: 'An etcd that does not ask for certificates by default' },
    { id: 'TOB-K8S-TM11', title: 'Users who steer where pods are placed, or choose the scheduler' },
    {
      id: 'TOB-K8S-TM12',
      title: 'Pods that are scheduled again and again without a pause',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
    { id: 'TOB-K8S-TM13', title: 'Controllers that share one set of rights' },
    { id: 'TOB-K8S-TM14', title: 'Ports of the kubelet without authentication' },
    { id: 'TOB-K8S-TM15', title: 'Bootstrap credentials that live long' },
    {
      id: 'TOB-K8S-TM16',
      title: 'Addresses of pods used again before everybody knows',
      notChecked: IN_THE_CODE,
    },
    { id: 'TOB-K8S-TM17', title: 'Bootstrap tokens short enough to guess' },
    {
      id: 'ATR-K8S-001',
      title: 'Files written outside their folder by `kubectl cp`',
      notChecked: {
        why: 'It is in the code of kubectl',
        lookAt: '`kubectl version --client` on computers of people who copy from pods',
      },
    },
    { id: 'ATR-K8S-002', title: 'Passwords compared so that time tells' },
    {
      id: 'ATR-K8S-003',
      title: 'Secrets of iSCSI in logs',
      notChecked: { ...IN_THE_CODE, partly: true },
    },
  ],
};

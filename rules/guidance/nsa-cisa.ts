import type { Source } from './source';

/** The chapters of the NSA/CISA guide, by the codes that rules give them. */
export const nsaCisa: Source = {
  title: 'NSA/CISA Kubernetes Hardening Guidance',
  about: `The chapters of version 1.2 of August 2022. The guide does not number them; the codes are ours, in its order: Pod
security, network separation and hardening, authentication and authorization, logging, upgrading.`,
  heading: 'Asks for',
  profile: 'nsa-cisa',
  namedIn: ({ nsa }) => nsa ?? [],
  items: [
    {
      id: 'POD-1',
      title: 'Containers, and engines where possible, that do without root',
      notChecked: {
        why: 'The user that an image names, and an engine without root, are not in manifests',
        lookAt: "`USER` in the image's Dockerfile, and the container runtime of the nodes",
        partly: true,
      },
    },
    { id: 'POD-2', title: 'Root file systems that nobody can write to' },
    {
      id: 'POD-3',
      title: 'Images from places you trust, scanned and verified',
      notChecked: {
        why: 'What is in an image, and who signed it, is known to the registry',
        lookAt: "your pipeline's image scanner, and the policy that verifies signatures",
        partly: true,
      },
    },
    { id: 'POD-4', title: 'A technical control that holds pods to a minimum of security' },
    { id: 'POD-5', title: 'No token of a service account where none is used' },
    {
      id: 'POD-6',
      title: 'Stronger isolation for what needs it, such as a sandbox or a virtual machine',
      notChecked: {
        why: 'Whether nodes have such a runtime is their own state',
        lookAt: '`kubectl get runtimeclasses`, and the container runtime of the nodes',
        partly: true,
      },
    },
    { id: 'NET-1', title: 'Namespaces that separate what belongs to different owners' },
    {
      id: 'NET-2',
      title: 'Network policies that deny by default, and a network plugin that enforces them',
      notChecked: {
        why: 'Whether the plugin enforces policies shows only when a connection is tried',
        lookAt: "the network plugin's documentation, and a connection from a pod that has to fail",
        partly: true,
      },
    },
    { id: 'NET-3', title: 'Limits on memory, processors and processes' },
    {
      id: 'NET-4',
      title: 'A control plane behind TLS, authentication, RBAC and a firewall',
      notChecked: {
        why: 'Firewalls and routes are not in manifests',
        lookAt: 'which ports of the control plane answer from outside its network',
        partly: true,
      },
    },
    {
      id: 'NET-4a',
      title: 'An etcd that talks to API servers alone, over TLS both ways',
      notChecked: {
        why: 'Who can reach it is decided by firewalls',
        lookAt: 'whether ports 2379 and 2380 answer from a worker node or a pod',
        partly: true,
      },
    },
    {
      id: 'NET-4b',
      title: 'Kubeconfig files that nobody else can read or change',
      notChecked: {
        why: 'Permissions belong to the file system',
        lookAt: 'the owner and mode of kubeconfig files on nodes and on computers of administrators',
        partly: true,
      },
    },
    {
      id: 'NET-5',
      title: 'Worker nodes apart from other networks, with few open ports',
      notChecked: {
        why: 'Networks are not in manifests',
        lookAt: 'which ports of worker nodes, 10250 and 30000-32767 first of all, answer from outside',
        partly: true,
      },
    },
    {
      id: 'NET-6',
      title: 'TLS 1.2 or 1.3 for all traffic',
      notChecked: {
        why: 'What applications say to each other, and by which protocol, shows only on the network',
        lookAt: 'connections between pods on different nodes, and those to databases outside the cluster',
        partly: true,
      },
    },
    {
      id: 'NET-7',
      title: 'Credentials in Secrets, encrypted where they are stored',
      notChecked: {
        why: 'Whether existing Secrets were written again after encryption was turned on shows only in etcd',
        lookAt: 'a Secret read from etcd: what is encrypted begins with `k8s:enc:`',
        partly: true,
      },
    },
    {
      id: 'NET-8',
      title: "No way from pods to the cloud's metadata and identities",
      notChecked: {
        why: 'What the metadata service answers, and what the role of a node may do, is set in the cloud',
        lookAt: "the nodes' metadata options, such as session tokens and the hop limit, and their roles",
        partly: true,
      },
    },
    {
      id: 'AA-1',
      title: 'Strong authentication, and none that is anonymous',
      notChecked: {
        why: 'How people prove who they are, with a second factor or not, lies with the identity provider',
        lookAt: "the identity provider's sign-in policy",
        partly: true,
      },
    },
    {
      id: 'AA-2',
      title: 'RBAC with the least rights that do',
      notChecked: {
        why: 'Who is in a group, and which rights are still needed, is not in manifests',
        lookAt: "the identity provider's groups, and `kubectl auth can-i --list --as NAME`",
        partly: true,
      },
    },
    {
      id: 'LOG-1',
      title: 'Logs of requests, changed rights and anonymous actions, kept where nobody can alter them',
      notChecked: {
        why: 'Metrics, system calls, network traffic and storage that only appends are matters of running systems',
        lookAt: 'what arrived in the log store within the last hour, and who may delete there',
        partly: true,
      },
    },
    { id: 'LOG-2', title: "The API server's audit log, with a policy" },
    {
      id: 'LOG-3',
      title: 'Logs of nodes and containers, collected',
      notChecked: {
        why: 'Whether an agent collects and ships them shows only while it runs',
        lookAt: 'the logging agent on every node, and a line of a test container in the log store',
        partly: true,
      },
    },
    {
      id: 'LOG-4',
      title: 'Seccomp that logs first, and then enforces',
      notChecked: {
        why: 'Whether a profile lies on every node is their own state',
        lookAt: "the folder `seccomp` in the kubelet's root directory on the nodes",
        partly: true,
      },
    },
    {
      id: 'LOG-5',
      title: "Nodes' system logs, sent to one place",
      notChecked: {
        why: 'Services of the operating system are not in manifests',
        lookAt: 'the configuration of journald or rsyslog on the nodes, and what arrives',
      },
    },
    {
      id: 'LOG-6',
      title: 'A system that correlates logs (SIEM)',
      notChecked: {
        why: 'It runs outside the cluster',
        lookAt: "the SIEM's list of sources, and whether it knows pods and namespaces",
      },
    },
    {
      id: 'LOG-7',
      title: 'Service meshes that encrypt and authenticate',
      notChecked: {
        why: 'Whether there is a mesh, and which pods take part in it, shows only in running systems',
        lookAt: "the mesh's own list of proxies, and pods that are not on it",
        partly: true,
      },
    },
    {
      id: 'LOG-8',
      title: 'Logs that outlive a failure',
      notChecked: {
        why: 'What happens when the log store is away shows only then',
        lookAt: "the logging agent's buffer, and what was lost in the last outage or a trial of one",
        partly: true,
      },
    },
    {
      id: 'LOG-9',
      title: 'Detection of threats, and alerts that reach somebody',
      notChecked: {
        why: 'Detection works on running systems',
        lookAt: 'an intrusion detection tool on the nodes, alerting rules, and who was last called by one',
      },
    },
    {
      id: 'UPG',
      title: 'Updates without delay, scans, penetration tests, and nothing that is not needed',
      notChecked: {
        why: 'Patches of nodes, scans and tests are a process; of versions only those in manifests show',
        lookAt: '`kubectl get nodes -o wide`, the list of installed releases, and the date of the last test',
        partly: true,
      },
    },
  ],
};

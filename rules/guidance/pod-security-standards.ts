import type { Source } from './source';

/** The checks of the Pod Security admission controller, Baseline's first. */
export const podSecurityStandards: Source = {
  title: 'Pod Security Standards',
  about: `The checks of the Pod Security admission controller, by their own names: all of Baseline, then what Restricted
adds. The profile \`pss-baseline\` has the rules of the first twelve, \`pss-restricted\` those of all.`,
  heading: 'Forbids',
  profile: 'pss-restricted',
  namedIn: ({ pss }) => (pss === undefined ? [] : [pss.check]),
  items: [
    { id: 'windowsHostProcess', title: 'Windows containers that run as processes of the node' },
    { id: 'hostNamespaces', title: "The node's network, process and IPC namespaces" },
    { id: 'privileged', title: 'Privileged containers' },
    { id: 'capabilities_baseline', title: 'Capabilities beyond the usual ones of a container runtime' },
    { id: 'hostPathVolumes', title: 'Volumes that are paths of the node' },
    { id: 'hostPorts', title: 'Ports of the node' },
    { id: 'hostProbesAndHostLifecycle', title: 'Probes and lifecycle hooks that name a host' },
    { id: 'appArmorProfile', title: 'AppArmor turned off' },
    { id: 'seLinuxOptions', title: 'SELinux types, users and roles of choice' },
    { id: 'procMount', title: 'An unmasked /proc' },
    { id: 'seccompProfile_baseline', title: 'Seccomp turned off' },
    { id: 'sysctls', title: 'Kernel parameters that reach beyond the pod' },
    { id: 'restrictedVolumes', title: 'Volume types outside a short list' },
    { id: 'allowPrivilegeEscalation', title: 'Processes that may gain more rights than their parent' },
    { id: 'runAsNonRoot', title: 'Containers that may run as root' },
    { id: 'runAsUser', title: 'Containers that are told to run as user 0' },
    {
      id: 'seccompProfile_restricted',
      title: 'Containers without a seccomp profile',
      rules: ['seccomp-profile-not-allowed'],
    },
    {
      id: 'capabilities_restricted',
      title: 'Capabilities that are not dropped, and all added ones but one',
    },
    {
      id: 'procMount_restricted',
      title: 'An unmasked /proc, in a user namespace too',
      rules: ['proc-mount-not-default'],
    },
  ],
};

import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-seccomp-default',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Containers without a seccomp profile by default',
    summary: 'kubelets that run containers without a seccomp profile where none is named',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.2.14'] },
      tob: ['TOB-K8S-002'],
      nsa: ['POD-6'],
      owasp: { '2025': ['K01', 'K07'] },
      attack: ['T1611'],
    },
    why: `
      Without a profile a container may make every system call there is, also the rare ones that most ways
      out of a container begin with. With \`seccompDefault\` every container whose Pod names no profile gets
      the one of the runtime.
    `,
    whenNotToFix: `
      Containers that need a rare system call fail on such nodes until their Pod names a profile of its own.
      Try it on a few nodes first.
    `,
    examples: [
      {
        title: 'A configuration file that says nothing',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          #^^^^^^^^^^ Containers that name no seccomp profile run without one: seccompDefault is not set
          kind: KubeletConfiguration
          maxPods: 110
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
          seccompDefault: true
        `,
      },
      {
        title: 'A configuration file that turns it off',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          seccompDefault: false
          #               ^^^^^ Containers that name no seccomp profile run without one
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          seccompDefault: true
        `,
      },
      {
        title: 'A version that does not know it yet',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          maxPods: 110
        `,
        kubernetesVersion: '1.24',
      },
      {
        title: 'Profiles by default, and flags beside a configuration that is not in view',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          seccompDefault: true
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: v
                value: "2"
        `,
      },
    ],
  },

  *check(kubelet, { target }) {
    // Before, the kubelet refuses it unless a feature gate is on.
    if (!target.atLeast('1.25')) return;
    yield* expectBoolean(kubelet, 'seccomp-default', {
      value: true,
      given: 'Containers that name no seccomp profile run without one',
      missing: 'Containers that name no seccomp profile run without one: seccompDefault is not set',
      fix: 'Give containers the seccomp profile of the runtime',
      safety: 'unsafe',
    });
  },
});

import { defineRule } from '../../engine/rule';
import { secondsOf } from '../../kubernetes/duration';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

const YEAR = 365 * 24 * 3600;

export default defineRule({
  meta: {
    id: 'controller-manager-signing-duration',
    chapter: 'controller-manager',
    scope: 'kube-controller-manager',
    title: 'Certificates signed for more than a year',
    summary: 'a controller manager that signs certificates for longer than a year',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-028'], owasp: { '2025': ['K07'] }, cwe: ['CWE-324'] },
    why: `
      Kubernetes cannot revoke a client certificate: who has it is let in until it ends.
      \`--cluster-signing-duration\` is the longest time that certificates signed through the certificates API are
      good for, and so the time that a stolen one is.
    `,
    whenNotToFix: `
      Where nodes cannot renew their certificates, such as machines that are switched off for a long time. Keep
      the time as short as they allow.
    `,
    examples: [
      {
        title: 'Ten years',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --cluster-signing-duration=87600h
          #                                    ^^^^^^ Certificates are signed for more than a year
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --cluster-signing-duration=8760h
        `,
      },
      {
        title: 'Ten years by the first name of the flag',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              experimental-cluster-signing-duration: 87600h0m0s
          #                                          ^^^^^^^^^^ Certificates are signed for more than a year
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              experimental-cluster-signing-duration: 8760h
        `,
      },
      {
        title: 'A year, written in minutes, and the default',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
                  - --cluster-signing-duration
                  - 525600m
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-controller-manager
          spec:
            containers:
              - name: kube-controller-manager
                image: registry.example/kube-controller-manager:1.37
                command:
                  - kube-controller-manager
        `,
      },
    ],
  },

  *check(manager) {
    for (const flag of ['cluster-signing-duration', 'experimental-cluster-signing-duration']) {
      const option = manager.option(flag);
      if ((secondsOf(knownValue(option.value) ?? '') ?? 0) <= YEAR) continue;
      yield {
        at: option,
        message: 'Certificates are signed for more than a year',
        fixes: fixesOf('Sign certificates for a year', 'unsafe', option.set('8760h')),
      };
    }
  },
});

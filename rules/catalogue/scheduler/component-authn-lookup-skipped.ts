import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { componentNameOf } from './component-names';

const KUBECONFIGS = [
  ['authentication-kubeconfig', 'callers'],
  ['authorization-kubeconfig', 'permissions'],
] as const;

export default defineRule({
  meta: {
    id: 'component-authn-lookup-skipped',
    chapter: 'scheduler',
    scope: 'component',
    title: 'Callers taken for anonymous',
    summary: 'a controller manager or scheduler that does not ask the API server who its callers are',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-1'], owasp: { '2025': ['K07'] }, cwe: ['CWE-287'] },
    why: `
      The controller manager and the scheduler let the API server tell who calls them and what the caller may do.
      Where the lookup is skipped, may fail, or has no kubeconfig to be made with, certificates are not known any
      more and callers are nobody in particular. Then either nobody gets what they may have, or what is served has
      to be open to everybody.
    `,
    whenNotToFix: `
      \`--authentication-tolerate-lookup-failure\` helps a component that must start before the API server does.
    `,
    examples: [
      {
        title: 'Flags that skip the lookup, and let it fail',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --authentication-skip-lookup=true
          #                                      ^^^^ Scheduler does not look up who its callers are
                  - --authentication-tolerate-lookup-failure=true
          #                                                  ^^^^ Scheduler goes on without knowing who its callers are
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --authentication-tolerate-lookup-failure=false
        `,
      },
      {
        title: "A kubeadm configuration that takes kubeadm's own kubeconfigs back",
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              profiling: "false"
              authentication-kubeconfig: ""
          #                              ^^ Controller manager has no kubeconfig to look up callers with
              authorization-kubeconfig: ""
          #                             ^^ Controller manager has no kubeconfig to look up permissions with
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          controllerManager:
            extraArgs:
              profiling: "false"
        `,
      },
      {
        title: 'An empty kubeconfig that only you can replace',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --authentication-kubeconfig=
          #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Scheduler has no kubeconfig to look up callers with
        `,
      },
      {
        title: 'Lookups that must succeed, and no flags, where a pod uses its own ServiceAccount',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-scheduler
          spec:
            containers:
              - name: kube-scheduler
                image: registry.example/kube-scheduler:1.37
                command:
                  - kube-scheduler
                  - --authentication-kubeconfig=/etc/kubernetes/scheduler.conf
                  - --authentication-skip-lookup=false
                  - --authentication-tolerate-lookup-failure=false
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

  *check(component) {
    const name = componentNameOf(component);
    if (name === undefined) return;
    const skip = component.option('authentication-skip-lookup');
    if (isKnown(skip.boolean, true)) {
      const fixes = fixesOf('Look up who callers are', 'unsafe', skip.remove());
      yield { at: skip, message: `${name} does not look up who its callers are`, fixes };
    }
    // It is on by default: what is asked for is that it is turned off, where anybody has thought of it.
    const tolerate = component.option('authentication-tolerate-lookup-failure');
    if (isKnown(tolerate.boolean, true)) {
      const fixes = fixesOf('Refuse to start without the lookup', 'unsafe', tolerate.set('false'));
      yield { at: tolerate, message: `${name} goes on without knowing who its callers are`, fixes };
    }
    for (const [flag, purpose] of KUBECONFIGS) {
      const option = component.option(flag);
      if (!isKnown(option.value, '')) continue;
      // Without the flag there is a kubeconfig only where kubeadm gives it.
      const fixes =
        component.surface === 'kubeadm' ? fixesOf(`Remove --${flag}`, 'unsafe', option.remove()) : [];
      yield { at: option, message: `${name} has no kubeconfig to look up ${purpose} with`, fixes };
    }
  },
});

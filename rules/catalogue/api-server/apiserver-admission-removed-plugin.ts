import { defineRule } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import type { KubernetesVersion } from '../../kubernetes/version';
import { knownValue } from '../../yaml/field';
import type { Operation } from '../../yaml/operation';
import { fixesOf } from '../option-check';
import { textOf } from './file-options';

/** The plugins that are gone, and versions that certainly have them no more. */
const REMOVED_PLUGINS: ReadonlyMap<string, string> = new Map([
  ['DenyEscalatingExec', '1.22'],
  ['DenyExecOnPrivileged', '1.22'],
  ['Initializers', '1.16'],
  ['PodSecurityPolicy', '1.25'],
  ['SecurityContextDeny', '1.30'],
]);

export default defineRule({
  meta: {
    id: 'apiserver-admission-removed-plugin',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Admission plugin that is gone',
    summary: 'an API server that names a removed admission plugin or uses `--admission-control`',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-TM01'], owasp: { '2025': ['K07'] } },
    why: `
      An API server that is told to turn on a plugin it does not know does not start. Who relies on the plugin has
      to be told, too: the objects that it looked at, such as PodSecurityPolicies, protect nothing any more.

      \`--admission-control\` is the whole list of plugins: those that have become default since it was written are
      off, such as \`PodSecurity\` or \`ValidatingAdmissionPolicy\`. \`--enable-admission-plugins\` adds to the
      defaults.
    `,
    whenNotToFix: `
      On a cluster of a version that still has the plugin. Set the target version to it, and the finding is gone.
    `,
    examples: [
      {
        title: 'A plugin of old',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: "NodeRestriction,PodSecurityPolicy"
          #                                              ^^^^^^^^^^^^^^^^^ Kubernetes 1.37 has no admission plugin PodSecurityPolicy
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: "NodeRestriction"
        `,
      },
      {
        title: 'A plugin of old turned off',
        kubernetesVersion: '1.30',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --disable-admission-plugins=SecurityContextDeny
          #                                     ^^^^^^^^^^^^^^^^^^^ Kubernetes 1.30 has no admission plugin SecurityContextDeny
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
        `,
      },
      {
        title: 'The flag from before there were defaults',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --admission-control=NodeRestriction,DenyEscalatingExec,PodNodeSelector
          #                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Default admission plugins are off unless named: --admission-control is set
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --enable-admission-plugins=NodeRestriction,PodNodeSelector
        `,
      },
      {
        title: 'Two flags that exclude each other, which is left to you',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              admission-control: NodeRestriction
          #                      ^^^^^^^^^^^^^^^ Default admission plugins are off unless named: --admission-control is set
              enable-admission-plugins: PodNodeSelector
        `,
      },
      {
        title: 'A version that has the plugin still',
        kubernetesVersion: '1.24',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: "NodeRestriction,PodSecurityPolicy"
        `,
      },
      {
        title: 'Plugins that there are, and lists that a template decides',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command:
                  - kube-apiserver
                  - --enable_admission_plugins
                  - NodeRestriction,PodSecurity
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: {{ .Values.plugins }}
              admission-control: {{ .Values.all }}
        `,
      },
    ],
  },

  *check(apiserver, { target }) {
    for (const flag of ['enable-admission-plugins', 'disable-admission-plugins']) {
      const option = apiserver.option(flag);
      for (const item of option.items) {
        const plugin = knownValue(item);
        if (plugin === undefined || !isRemoved(plugin, target)) continue;
        const operations = option.removeItems((name) => isRemoved(name, target));
        yield {
          at: item,
          message: `Kubernetes ${target} has no admission plugin ${plugin}`,
          fixes: fixesOf(`Remove ${plugin}`, 'unsafe', operations),
        };
      }
    }
    const whole = apiserver.option('admission-control');
    if (textOf(whole) === undefined) return;
    yield {
      at: whole,
      message: 'Default admission plugins are off unless named: --admission-control is set',
      fixes: fixesOf('Add these plugins to the defaults', 'unsafe', addedToDefaults(apiserver, target)),
    };
  },
});

function isRemoved(plugin: string, target: KubernetesVersion): boolean {
  const version = REMOVED_PLUGINS.get(plugin);
  return version !== undefined && target.atLeast(version);
}

/** What gives the list to the flag that adds to the defaults. The two exclude each other. */
function addedToDefaults(apiserver: Component, target: KubernetesVersion): readonly Operation[] {
  const whole = apiserver.option('admission-control');
  const plugins = whole.items.map(knownValue).filter((name) => name !== undefined);
  const removal = whole.remove();
  const isKnown = plugins.length === whole.items.length;
  const enabled = apiserver.option('enable-admission-plugins');
  if (!isKnown || removal.length === 0 || enabled.isGiven) return [];
  return [...removal, ...enabled.setItems(plugins.filter((name) => !isRemoved(name, target)))];
}

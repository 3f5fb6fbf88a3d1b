import { defineRule } from '../../engine/rule';
import type { Option } from '../../kubernetes/option';
import { type Field, knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { inPluginList, pluginsOf } from './admission-plugins';

export default defineRule({
  meta: {
    id: 'apiserver-admission-always-admit',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'AlwaysAdmit',
    summary: 'an API server with the admission plugin AlwaysAdmit',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.2.10'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-862'] },
    why: `
      The plugin admits whatever it is asked about. As the only one in the list of \`--admission-control\`, which
      takes the place of the default plugins, it leaves a cluster without any: no Pod Security admission, no quotas,
      no webhooks. Beside other plugins it checks nothing, and hides from who reads the list that it does not.
    `,
    whenNotToFix: `
      On a cluster for tests that nobody else reaches.
    `,
    examples: [
      {
        title: 'The plugin beside others',
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
                  - --enable-admission-plugins=NodeRestriction,AlwaysAdmit
          #                                                    ^^^^^^^^^^^ Admission plugin AlwaysAdmit is turned on
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
                  - --enable-admission-plugins=NodeRestriction
        `,
      },
      {
        title: 'The plugin in the place of all others',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              admission-control: AlwaysAdmit
          #                      ^^^^^^^^^^^ Admission plugin AlwaysAdmit is turned on
              v: "2"
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              v: "2"
        `,
      },
      {
        title: 'The plugin turned off, plugins of another name, and a list that a template decides',
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
                  - --disable-admission-plugins=AlwaysAdmit
                  - --enable_admission_plugins
                  - NodeRestriction,AlwaysPullImages
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: {{ .Values.plugins }}
        `,
      },
    ],
  },

  *check(apiserver) {
    const options = [pluginsOf(apiserver), apiserver.option('enable-admission-plugins')];
    const plugins = options.find((option) => alwaysAdmitIn(option) !== undefined);
    const item = plugins && alwaysAdmitIn(plugins);
    if (plugins === undefined || item === undefined) return;
    yield {
      at: inPluginList(apiserver, item),
      message: 'Admission plugin AlwaysAdmit is turned on',
      fixes: fixesOf(
        'Remove AlwaysAdmit',
        'unsafe',
        plugins.removeItems((name) => name === 'AlwaysAdmit'),
      ),
    };
  },
});

function alwaysAdmitIn({ items }: Option): Field<string> | undefined {
  return items.find((item) => knownValue(item) === 'AlwaysAdmit');
}

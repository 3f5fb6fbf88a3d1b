import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';

/** The plugins that are on by default and that security rests on. */
const DEFAULT_PLUGINS: ReadonlySet<string> = new Set([
  'CertificateApproval',
  'CertificateSigning',
  'CertificateSubjectRestriction',
  'LimitRanger',
  'MutatingAdmissionWebhook',
  'NamespaceLifecycle',
  'PodSecurity',
  'ResourceQuota',
  'ServiceAccount',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionWebhook',
]);

export default defineRule({
  meta: {
    id: 'apiserver-admission-default-plugin-disabled',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Default admission plugin turned off',
    summary: 'an API server that turns off an admission plugin that others rely on',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['1.2.12', '1.2.13', '5.2.1'] },
      owasp: { '2025': ['K04', 'K07'] },
      attack: ['T1562.001'],
    },
    why: `
      These plugins are on by default, and much of what a cluster promises is done by them: \`PodSecurity\` holds
      namespaces to their labels, \`ValidatingAdmissionWebhook\` and its kin ask the policy engines,
      \`ServiceAccount\` keeps pods from ServiceAccounts and Secrets that are not theirs, \`NamespaceLifecycle\`
      protects the system's namespaces, quotas and limits bound what tenants take, and those for certificates decide
      who may approve and sign. With the plugin off, its objects and labels are still there and do nothing.
    `,
    whenNotToFix: `
      Where another admission controller certainly does the same, and you know that it cannot be switched off or
      left out.
    `,
    examples: [
      {
        title: 'Two plugins turned off',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              disable-admission-plugins: "PodSecurity,DefaultStorageClass,LimitRanger"
          #                               ^^^^^^^^^^^ Default admission plugin PodSecurity is turned off
          #                                                               ^^^^^^^^^^^ Default admission plugin LimitRanger is turned off
        `,
      },
      {
        title: 'One plugin turned off',
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
                  - --disable-admission-plugins=ServiceAccount,DefaultStorageClass
          #                                     ^^^^^^^^^^^^^^ Default admission plugin ServiceAccount is turned off
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
                  - --disable-admission-plugins=DefaultStorageClass
        `,
      },
      {
        title:
          'Plugins that do nothing for security, the same names turned on, and a list that a template decides',
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
                  - --disable_admission_plugins
                  - DefaultStorageClass
                  - --enable-admission-plugins=PodSecurity
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              disable-admission-plugins: {{ .Values.plugins }}
        `,
      },
    ],
  },

  *check(apiserver) {
    const option = apiserver.option('disable-admission-plugins');
    for (const item of option.items) {
      const plugin = knownValue(item);
      if (plugin === undefined || !DEFAULT_PLUGINS.has(plugin)) continue;
      const operations = option.removeItems((name) => name === plugin);
      yield {
        at: item,
        message: `Default admission plugin ${plugin} is turned off`,
        fixes: fixesOf(`Leave ${plugin} on`, 'unsafe', operations),
      };
    }
  },
});

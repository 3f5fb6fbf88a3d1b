import { defineRule } from '../../engine/rule';
import { expectPlugin } from './admission-plugins';

export default defineRule({
  meta: {
    id: 'apiserver-deny-service-external-ips',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'External IPs for any Service',
    summary: 'an API server without the admission plugin DenyServiceExternalIPs',
    severity: 'info',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.2.3'] }, owasp: { '2025': ['K07'] }, cve: ['CVE-2020-8554'] },
    why: `
      Who may create or change a Service can give it any address under \`spec.externalIPs\`. The nodes then send
      what is meant for that address to the pods of the Service: traffic of other tenants, or to a server outside of
      the cluster, is read and answered by somebody else.

      The admission plugin refuses new external IPs. Those that are in use stay.
    `,
    whenNotToFix: `
      Where Services need external IPs, or another admission policy says which ones they may have.
    `,
    examples: [
      {
        title: 'A static pod that turns no plugin on',
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
          #         ^^^^^^^^^^^^^^ Services may take any external IP: DenyServiceExternalIPs is not turned on
                  - --secure-port=6443
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
                  - --secure-port=6443
                  - --enable-admission-plugins=DenyServiceExternalIPs
        `,
      },
      {
        title: 'A list of plugins without it',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: enable-admission-plugins
                value: NodeRestriction
          #            ^^^^^^^^^^^^^^^ Services may take any external IP: DenyServiceExternalIPs is not turned on
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: enable-admission-plugins
                value: NodeRestriction,DenyServiceExternalIPs
        `,
      },
      {
        title: 'Turned on, decided by a template, and turned on by the older flag',
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
                  - NodeRestriction, DenyServiceExternalIPs
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: "NodeRestriction,{{ .Values.plugins }}"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              admission-control: DenyServiceExternalIPs
        `,
      },
      {
        title: 'A version that has no such plugin',
        kubernetesVersion: '1.20',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              enable-admission-plugins: NodeRestriction
        `,
      },
    ],
  },

  *check(apiserver, context) {
    // The plugin is there since then.
    if (!context.target.atLeast('1.21')) return;
    yield* expectPlugin(apiserver, 'DenyServiceExternalIPs', 'Services may take any external IP');
  },
});

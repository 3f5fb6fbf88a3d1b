import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isControlPlane } from '../../kubernetes/component-kubeadm';

export default defineRule({
  meta: {
    id: 'kubeadm-control-plane-taint-removed',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Control plane open to all pods',
    summary: 'nodes of the control plane that are set up without a taint',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['NET-4'], owasp: { '2025': ['K05', 'K07'] }, cwe: ['CWE-653'], attack: ['T1611'] },
    why: `
      Without the taint any Pod may be scheduled beside etcd and the API server. Whoever breaks out of one
      container there has the data of the cluster, the keys of its authorities and the credentials of the
      components.
    `,
    whenNotToFix: `
      In a cluster of one node, which has nowhere else to run Pods.
    `,
    examples: [
      {
        title: 'A first node without taints',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          nodeRegistration:
            name: cp-1
            taints: [] # one node
          # ^^^^^^ Node of the control plane takes every pod: taints is empty
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          nodeRegistration:
            name: cp-1
        `,
      },
      {
        title: 'A node that joins the control plane',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          controlPlane: {}
          nodeRegistration:
            name: cp-2
            taints: []
          # ^^^^^^ Node of the control plane takes every pod: taints is empty
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          controlPlane: {}
          nodeRegistration:
            name: cp-2
        `,
      },
      {
        title: 'Nodes of the control plane made by Cluster API',
        manifest: `
          apiVersion: controlplane.cluster.x-k8s.io/v1beta1
          kind: KubeadmControlPlane
          metadata:
            name: shop
          spec:
            kubeadmConfigSpec:
              joinConfiguration:
                nodeRegistration:
                  name: cp
                  taints: []
          #       ^^^^^^ Node of the control plane takes every pod: taints is empty
        `,
        fixed: `
          apiVersion: controlplane.cluster.x-k8s.io/v1beta1
          kind: KubeadmControlPlane
          metadata:
            name: shop
          spec:
            kubeadmConfigSpec:
              joinConfiguration:
                nodeRegistration:
                  name: cp
        `,
      },
      {
        title: 'Taints of a template',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          nodeRegistration:
            taints:
            {{- range .taints }}
              - key: {{ . }}
                effect: NoSchedule
            {{- end }}
        `,
      },
      {
        title: 'The default, another taint, and a worker',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          nodeRegistration:
            taints: null
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          nodeRegistration:
            taints: [{key: dedicated, effect: NoSchedule}]
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            taints: []
        `,
      },
    ],
  },

  *check(config) {
    const taints = config.root.map('nodeRegistration').list('taints');
    const isEmpty = taints.state === 'known' && !taints.isOpen && taints.strings().length === 0;
    if (!isEmpty || !isControlPlane(config)) return;
    yield {
      at: taints,
      message: 'Node of the control plane takes every pod: taints is empty',
      fixes: [unsafeFix('Remove taints, so that kubeadm gives its own', remove(taints))],
    };
  },
});

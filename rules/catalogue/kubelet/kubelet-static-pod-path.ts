import { defineRule } from '../../engine/rule';
import { isControlPlane, type KubeadmConfig } from '../../kubernetes/component-kubeadm';
import { kubeadmConfigsBeside } from '../../kubernetes/kubeadm-beside';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubelet-static-pod-path',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Static pods on a worker',
    summary: 'kubelets of workers that run the pods in a folder',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: 'The Pods in the folder stop once the field is removed.',
    standards: { nsa: ['NET-4'], attack: ['T1610'] },
    why: `
      Whoever can write into the folder, by a hostPath volume for instance, runs any Pod on the node without
      asking the API server. The control plane of kubeadm needs the folder, workers do not.

      Reported is a file that also has a JoinConfiguration without \`controlPlane\`, and nothing for the
      control plane.
    `,
    whenNotToFix: `
      Where the workers have static Pods of their own, such as a local proxy to the API server.
    `,
    examples: [
      {
        title: 'A worker',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          staticPodPath: /etc/kubernetes/manifests
          #              ^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelet of a worker runs the pods in a folder
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
        `,
      },
      {
        title: 'A node of the control plane',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          staticPodPath: /etc/kubernetes/manifests
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          controlPlane: {}
        `,
      },
      {
        title: 'A file that is also for the first node',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          staticPodPath: /etc/kubernetes/manifests
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
        `,
      },
      {
        title: 'A template that decides what the node is',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          staticPodPath: /etc/kubernetes/manifests
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          controlPlane: {{ controlPlane }}
        `,
      },
      {
        title: 'A file that does not say what the node is',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          staticPodPath: /etc/kubernetes/manifests
        `,
      },
    ],
  },

  *check(kubelet) {
    const path = kubelet.option('pod-manifest-path');
    if ((knownValue(path.value) ?? '') === '') return;
    const beside = kubeadmConfigsBeside(kubelet.manifest).filter(
      ({ kind }) => kind !== 'ClusterConfiguration',
    );
    const isWorker = (config: KubeadmConfig) =>
      !isControlPlane(config) && config.root.map('controlPlane').state === 'absent';
    if (beside.length === 0 || !beside.every(isWorker)) return;
    yield { at: path, message: 'Kubelet of a worker runs the pods in a folder' };
  },
});

import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubelet-static-pod-url',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Static pods from a URL',
    summary: 'kubelets that run whatever pods a URL serves',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: 'The Pods that come from there have to be started in another way first.',
    standards: {
      tob: ['TOB-K8S-019'],
      nsa: ['NET-4'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-494'],
      attack: ['T1610'],
    },
    why: `
      Whoever controls the server, or with plain HTTP the way to it, runs any Pod on the node, privileged
      ones too. Static Pods pass no admission, and the API server cannot delete them.
    `,
    whenNotToFix: `
      Where nodes start without a control plane and the server is guarded as well as one.
    `,
    examples: [
      {
        title: 'Pods from a server',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          staticPodURL: https://boot.example/pods.yaml
          #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelet runs whatever pods a URL serves
        `,
      },
      {
        title: 'Pods over plain HTTP',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: manifest-url
                value: "http://boot.example/pods.yaml"
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Kubelet runs whatever pods it is sent over plain HTTP
        `,
      },
      {
        title: 'Pods from a folder',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          staticPodPath: /etc/kubernetes/manifests
          staticPodURL: ""
        `,
      },
    ],
  },

  *check(kubelet) {
    const url = kubelet.option('manifest-url');
    const address = knownValue(url.value) ?? '';
    if (address === '') return;
    const isPlain = /^http:/i.test(address);
    yield {
      at: url,
      message: isPlain
        ? 'Kubelet runs whatever pods it is sent over plain HTTP'
        : 'Kubelet runs whatever pods a URL serves',
      severity: isPlain ? 'error' : 'warning',
    };
  },
});

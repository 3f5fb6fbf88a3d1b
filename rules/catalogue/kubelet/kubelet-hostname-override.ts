import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'kubelet-hostname-override',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Node with another name than its host',
    summary: 'kubelets that register their node under another name than that of the host',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      A node that gets another name is a new node: its Pods, labels and certificates belong to the old one.
    `,
    standards: { cis: { '1.12': ['4.2.7'] } },
    why: `
      Certificates of kubelets, and rights that the Node authorizer gives, go by the name of the node. Where
      names are made up, a serving certificate that is right for the host may not fit the node, and it is
      harder to tell from the logs of a cloud which machine a node was.
    `,
    whenNotToFix: `
      Where the cloud provider or the way that certificates are issued needs the other name: with many it
      does.
    `,
    examples: [
      {
        title: 'A flag that gives another name',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: hostname-override
                value: "worker-1"
          #            ^^^^^^^^^^ Node has another name than its host
        `,
      },
      {
        title: 'A kubelet that keeps the name, and one that the machine itself names',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              cloud-provider: "external"
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: hostname-override
                value: "{{ ds.meta_data.local_hostname }}"
        `,
      },
    ],
  },

  *check(kubelet) {
    const name = kubelet.option('hostname-override');
    if ((knownValue(name.value) ?? '') === '') return;
    yield { at: name, message: 'Node has another name than its host' };
  },
});

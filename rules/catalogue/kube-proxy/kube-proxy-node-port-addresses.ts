import { defineRule } from '../../engine/rule';
import { knownValue, mayBe } from '../../yaml/field';
import { fixesOf } from '../option-check';

export default defineRule({
  meta: {
    id: 'kube-proxy-node-port-addresses',
    chapter: 'kube-proxy',
    scope: 'kube-proxy',
    title: 'Node ports on all addresses',
    summary: 'kube-proxies that open node ports on every address of the node',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: { nsa: ['NET-5'], cwe: ['CWE-668'] },
    why: `
      A node with an address on the internet, or in a network for management, serves each node port there
      too, though the Service was meant for one network. With \`primary\` node ports are open only on the
      address that the node is registered with.

      In the mode \`nftables\` that is the default. The fix is offered from Kubernetes 1.31 on; older versions
      need blocks of addresses there.
    `,
    whenNotToFix: `
      Where nodes have one network only, or clients reach node ports by another address.
    `,
    examples: [
      {
        title: 'A configuration file that says nothing',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          #^^^^^^^^^^ Node ports are open on every address of the node
          kind: KubeProxyConfiguration
          mode: iptables
        `,
        fixed: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          mode: iptables
          nodePortAddresses:
          - primary
        `,
      },
      {
        title: 'An empty list',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          nodePortAddresses: []
          #^^^^^^^^^^^^^^^^^ Node ports are open on every address of the node
        `,
        fixed: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          nodePortAddresses:
          - primary
        `,
      },
      {
        title: 'An older version',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          #^^^^^^^^^^ Node ports are open on every address of the node
          kind: KubeProxyConfiguration
          mode: ipvs
        `,
        kubernetesVersion: '1.30',
      },
      {
        title: 'A block of addresses, and the mode whose default is the primary address',
        manifest: `
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          nodePortAddresses: [10.0.0.0/8]
          ---
          apiVersion: kubeproxy.config.k8s.io/v1alpha1
          kind: KubeProxyConfiguration
          mode: nftables
        `,
      },
    ],
  },

  *check(proxy, { target }) {
    const addresses = proxy.option('nodeport-addresses');
    const isEmpty = addresses.value.state === 'absent' || knownValue(addresses.value) === '';
    if (!isEmpty || mayBe(proxy.option('proxy-mode').value, 'nftables')) return;
    const fixes = fixesOf('Open node ports on the primary address only', 'unsafe', addresses.set('primary'));
    yield {
      at: addresses,
      message: 'Node ports are open on every address of the node',
      fixes: target.atLeast('1.31') ? fixes : [],
    };
  },
});

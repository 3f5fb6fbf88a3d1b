import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { secondsOf } from '../../kubernetes/duration';
import { knownValue } from '../../yaml/field';

const DAY = 24 * 60 * 60;

export default defineRule({
  meta: {
    id: 'kubeadm-bootstrap-token-never-expires',
    chapter: 'kubeadm',
    scope: 'kubeadm-config',
    title: 'Bootstrap token that lasts',
    summary: 'bootstrap tokens that are valid for longer than a day or for ever',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['3.1.3'] },
      tob: ['TOB-K8S-TM15', 'TOB-K8S-TM17'],
      owasp: { '2025': ['K07', 'K09'] },
      cwe: ['CWE-613'],
    },
    why: `
      Whoever has the token joins a node to the cluster, and gets the credentials of that node for the
      Secrets of each Pod that is put there. A token lies in scripts, in the history of shells and in the
      data of cloud machines, so it has to be of no use by the time that somebody finds it.
    `,
    whenNotToFix: `
      Where nodes join by themselves at any time and nothing else can give them credentials. Guard the token
      as you guard the credentials of an administrator.
    `,
    examples: [
      {
        title: 'A token for ever, and one for a week',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          bootstrapTokens:
            - ttl: 0s # until somebody deletes it
          #        ^^ Bootstrap token never expires
              description: autoscaler
            - ttl: 168h0m0s
          #        ^^^^^^^^ Bootstrap token is valid for longer than a day
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          bootstrapTokens:
            - ttl: 24h0m0s # until somebody deletes it
              description: autoscaler
            - ttl: 24h0m0s
        `,
      },
      {
        title: 'A token in an object of Cluster API',
        manifest: `
          apiVersion: controlplane.cluster.x-k8s.io/v1beta1
          kind: KubeadmControlPlane
          metadata:
            name: shop
          spec:
            kubeadmConfigSpec:
              initConfiguration:
                bootstrapTokens:
                  - ttl: "0"
          #              ^^^ Bootstrap token never expires
        `,
        fixed: `
          apiVersion: controlplane.cluster.x-k8s.io/v1beta1
          kind: KubeadmControlPlane
          metadata:
            name: shop
          spec:
            kubeadmConfigSpec:
              initConfiguration:
                bootstrapTokens:
                  - ttl: "24h0m0s"
        `,
      },
      {
        title: 'A day, the default, and a template',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: InitConfiguration
          bootstrapTokens:
            - ttl: 24h0m0s
            - description: default
            - ttl: "{{ ttl }}"
        `,
      },
    ],
  },

  *check({ root }) {
    for (const token of root.maps('bootstrapTokens')) {
      const lifetime = token.scalarText('ttl');
      const seconds = secondsOf(knownValue(lifetime) ?? '');
      if (seconds === undefined || (seconds !== 0 && seconds <= DAY)) continue;
      const message =
        seconds === 0 ? 'Bootstrap token never expires' : 'Bootstrap token is valid for longer than a day';
      yield {
        at: lifetime,
        message,
        fixes: [unsafeFix('Let the token expire after a day', set(lifetime, '24h0m0s'))],
      };
    }
  },
});

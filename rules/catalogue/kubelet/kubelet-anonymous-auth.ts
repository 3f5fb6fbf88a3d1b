import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'kubelet-anonymous-auth',
    chapter: 'kubelet',
    scope: 'kubelet',
    title: 'Kubelet open to everybody',
    summary: 'kubelets that answer requests without credentials',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['4.2.1'] },
      nsa: ['NET-5', 'AA-1'],
      owasp: { '2025': ['K07', 'K09'] },
      cwe: ['CWE-306'],
      attack: ['T1133'],
    },
    why: `
      Whoever reaches port 10250 of the node and shows no credentials is let in as \`system:anonymous\`. Where
      the kubelet allows everything, as it does without a configuration file, that is enough to read logs
      and to run commands in every container of the node. Where it asks the API server, one careless binding
      for \`system:anonymous\` does the same.

      A configuration file that says nothing refuses such requests. Without a file the kubelet lets them in.
    `,
    whenNotToFix: `
      A monitoring system that probes the kubelet's health endpoint without credentials fails once this is
      fixed. Use the port of \`healthzBindAddress\` for that, or give it a token.
    `,
    examples: [
      {
        title: 'A configuration file that lets everybody in',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            anonymous:
              enabled: true # for the probe
          #            ^^^^ Kubelet answers requests without credentials
        `,
        fixed: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            anonymous:
              enabled: false # for the probe
        `,
      },
      {
        title: 'A flag that overrides the configuration',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              anonymous-auth: "true"
          #                   ^^^^^^ Kubelet answers requests without credentials
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: InitConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              anonymous-auth: "false"
        `,
      },
      {
        title: 'A kubelet without a configuration file',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
          #         ^^^^^^^ Kubelet answers requests without credentials: --anonymous-auth is not set
                  - --kubeconfig=/etc/kubernetes/kubelet.conf
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
                  - --kubeconfig=/etc/kubernetes/kubelet.conf
                  - --anonymous-auth=false
        `,
      },
      {
        title: 'Files that refuse such requests, and a kubelet whose file is not in view',
        manifest: `
          apiVersion: kubelet.config.k8s.io/v1beta1
          kind: KubeletConfiguration
          authentication:
            anonymous: {}
          ---
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: JoinConfiguration
          nodeRegistration:
            kubeletExtraArgs:
              - name: anonymous-auth
                value: "false"
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: node
          spec:
            containers:
              - name: kubelet
                image: registry.example/kubelet:1.2
                command:
                  - kubelet
                  - --config=/var/lib/kubelet/config.yaml
        `,
      },
    ],
  },

  *check(kubelet) {
    yield* expectBoolean(kubelet, 'anonymous-auth', {
      value: false,
      given: 'Kubelet answers requests without credentials',
      missing: 'Kubelet answers requests without credentials: --anonymous-auth is not set',
      fix: 'Refuse requests without credentials',
      safety: 'unsafe',
    });
  },
});

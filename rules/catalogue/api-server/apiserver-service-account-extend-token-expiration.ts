import { defineRule } from '../../engine/rule';
import { expectBoolean } from '../option-check';

export default defineRule({
  meta: {
    id: 'apiserver-service-account-extend-token-expiration',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: "Pods' tokens extended to a year",
    summary: 'an API server that extends the tokens of pods to a year',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      cis: { '1.12': ['1.2.30'] },
      tob: ['TOB-K8S-036'],
      owasp: { '2025': ['K07'] },
      cwe: ['CWE-613'],
    },
    why: `
      The token that the kubelet puts into a pod says that it ends after an hour, but unless told otherwise the API server
      issues it for a year, for the sake of old programs that read their token only once. Whoever steals such a token has
      it for as long as its pod lives instead of for an hour.
    `,
    whenNotToFix: `
      While programs run that never read their token again. The metric \`serviceaccount_stale_tokens_total\` counts them.
    `,
    examples: [
      {
        title: 'The default, and the same given',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ Tokens of pods last a year: --service-account-extend-token-expiration is not set
              - name: v
                value: "2"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              service-account-extend-token-expiration: "true"
          #                                            ^^^^^^ Tokens of pods last a year
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
              - name: service-account-extend-token-expiration
                value: "false"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              service-account-extend-token-expiration: "false"
        `,
      },
      {
        title: 'Turned off, and a flag that a template decides',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              service-account-extend-token-expiration: "false"
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              service-account-extend-token-expiration: "{{ .Values.extend }}"
        `,
      },
    ],
  },
  *check(apiserver) {
    yield* expectBoolean(apiserver, 'service-account-extend-token-expiration', {
      value: false,
      given: 'Tokens of pods last a year',
      missing: 'Tokens of pods last a year: --service-account-extend-token-expiration is not set',
      fix: 'Let tokens end when they say',
      safety: 'unsafe',
    });
  },
});

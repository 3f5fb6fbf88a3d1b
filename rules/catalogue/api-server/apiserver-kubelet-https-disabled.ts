import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { expectNone } from '../option-check';

export default defineRule({
  meta: {
    id: 'apiserver-kubelet-https-disabled',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Kubelets without TLS',
    summary: 'an API server that is to reach kubelets without TLS',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-034'], owasp: { '2025': ['K07'] }, cwe: ['CWE-319'] },
    why: `
      Logs, \`kubectl exec\` and port forwarding go from the API server to the kubelets. Without TLS whoever is on
      the way reads them, and can answer in the place of a node.

      Newer API servers always use TLS: they ignore the flag at first, and then do not know it and do not start.
    `,
    whenNotToFix: 'There is no reason to keep it: kubelets serve their port with TLS.',
    examples: [
      {
        title: 'A flag that turns TLS off',
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
                  - --kubelet-https=false
          #                         ^^^^^ API server is told to reach kubelets without TLS
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
        `,
      },
      {
        title: 'The same flag turned on, and one that a template decides',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: on
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --kubelet-https]
              - name: templated
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, "--kubelet-https={{ .Values.https }}"]
        `,
      },
    ],
  },

  *check(apiserver) {
    const option = apiserver.option('kubelet-https');
    if (!isKnown(option.boolean, false)) return;
    yield* expectNone(option, {
      message: 'API server is told to reach kubelets without TLS',
      fix: 'Remove --kubelet-https',
      safety: 'safe',
    });
  },
});

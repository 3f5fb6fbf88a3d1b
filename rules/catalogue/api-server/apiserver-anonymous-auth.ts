import { defineRule } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import { mayBe } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { assistOf, isUnset } from './file-options';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

export default defineRule({
  meta: {
    id: 'apiserver-anonymous-auth',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Anonymous requests to the API server',
    summary: 'an API server that lets anybody send requests without saying who they are',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['AA-1'],
      cis: { '1.12': ['1.2.1'] },
      owasp: { '2025': ['K07', 'K09'] },
      cwe: ['CWE-306'],
    },
    why: `
      A request without credentials is not refused but goes on as the user \`system:anonymous\`. What it may do is
      then only a question of RBAC: one careless binding for \`system:anonymous\` or \`system:unauthenticated\`
      opens the cluster to everybody who reaches the port. Flaws in the API server itself can be tried by everybody,
      too.

      Health checks are the usual reason to leave it on. An \`AuthenticationConfiguration\` can let anonymous
      requests through to \`/livez\`, \`/readyz\` and \`/healthz\` alone; it excludes the flag \`--anonymous-auth\`.
      Turning anonymous requests off by the flag is offered only where the container has no probe that sends some.
    `,
    whenNotToFix: `
      Where load balancers, the probes of the static pod or \`kubeadm join\` ask anonymously, and the version has no
      conditions for anonymous requests yet (before 1.32). Joining a cluster by a token reads the ConfigMap
      \`cluster-info\` anonymously.
    `,
    examples: [
      {
        title: 'A static pod that says nothing about anonymous requests',
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
          #         ^^^^^^^^^^^^^^ Anybody can send requests without credentials: --anonymous-auth is not set
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
                  - --anonymous-auth=false
        `,
      },
      {
        title: 'Probes that could not ask any more',
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
                  - --anonymous-auth=true
          #                          ^^^^ Anybody can send requests without credentials
                livenessProbe:
                  httpGet:
                    path: /livez
                    port: 6443
                    scheme: HTTPS
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
                  - --authentication-config=/etc/kubernetes/pki/authentication.yaml
                livenessProbe:
                  httpGet:
                    path: /livez
                    port: 6443
                    scheme: HTTPS
        `,
      },
      {
        title: 'A kubeadm configuration, whose static pod has such probes',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
          # ^^^^^^^^^ Anybody can send requests without credentials: --anonymous-auth is not set
              - name: v
                value: "2"
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
              - name: authentication-config
                value: /etc/kubernetes/pki/authentication.yaml
        `,
      },
      {
        title: 'A version that knows no conditions for anonymous requests',
        kubernetesVersion: '1.31',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              anonymous-auth: "true"
          #                   ^^^^^^ Anybody can send requests without credentials
        `,
      },
      {
        title: 'A flag beside a file, which then has no word on anonymous requests',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              anonymous-auth: "true"
          #                   ^^^^^^ Anybody can send requests without credentials
              authentication-config: /etc/kubernetes/authentication.yaml
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authentication-config: /etc/kubernetes/authentication.yaml
        `,
      },
      {
        title: 'Turned off, left to a file, and decided by a template',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: off
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --anonymous_auth=False]
              - name: file
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, --authentication-config, /etc/kubernetes/authentication.yaml]
              - name: templated
                image: registry.k8s.io/kube-apiserver:v1.37.0
                command: [kube-apiserver, "--anonymous-auth={{ .Values.anonymous }}"]
        `,
      },
    ],
  },

  *check(apiserver, context) {
    const option = apiserver.option('anonymous-auth');
    const file = apiserver.option('authentication-config');
    // The flag and what the file says of anonymous requests exclude each other: beside the flag it says nothing of them.
    const isLeftToFile = !option.isGiven && !isUnset(file);
    if (isLeftToFile || option.value.state === 'unknown' || mayBe(option.boolean, false)) return;
    const isFileInView = file.value.state !== 'unknown';
    const hasConditions = isFileInView && context.target.atLeast('1.32');
    const toFile = [
      ...option.remove(),
      ...(isUnset(file) ? file.set('/etc/kubernetes/pki/authentication.yaml') : []),
    ];
    yield {
      at: option,
      message: `Anybody can send requests without credentials${option.isGiven ? '' : ': --anonymous-auth is not set'}`,
      fixes: isProbed(apiserver) ? [] : fixesOf('Refuse anonymous requests', 'unsafe', option.set('false')),
      ...(hasConditions ? assistOf('Restrict anonymous requests in a file', toFile) : {}),
    };
  },
});

/** Whether probes ask the API server, anonymously as they do: those of its container, or those that kubeadm gives it. */
function isProbed({ container }: Component): boolean {
  return PROBES.some((probe) => container?.view.map(probe).map('httpGet').state !== 'absent');
}

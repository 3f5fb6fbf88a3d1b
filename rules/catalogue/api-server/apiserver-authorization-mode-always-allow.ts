import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { hasNoMode, modesOf, withoutMode } from './authorization-modes';

export default defineRule({
  meta: {
    id: 'apiserver-authorization-mode-always-allow',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Every request allowed',
    summary: 'an API server that allows every request',
    severity: 'error',
    default: 'on',
    fix: 'unsafe',
    standards: { nsa: ['AA-2'], cis: { '1.12': ['1.2.6'] }, owasp: { '2025': ['K07'] }, cwe: ['CWE-862'] },
    covers: ['apiserver-authorization-mode-node', 'apiserver-authorization-mode-rbac'],
    why: `
      Whoever has any credential is administrator of the cluster: every user, and every pod by the token of its
      ServiceAccount. Only anonymous requests are refused. It is also what the API server does when it is told nothing
      of authorization.

      That Node and RBAC are missing then is part of this finding.
    `,
    whenNotToFix: `
      On a cluster for tests that nobody else reaches.
    `,
    examples: [
      {
        title: 'A static pod without any mode',
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
          #         ^^^^^^^^^^^^^^ Every request is allowed: --authorization-mode is not set
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
                  - --authorization-mode=Node,RBAC
        `,
      },
      {
        title: 'The mode that allows everything, alone',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: AlwaysAllow
          #                       ^^^^^^^^^^^ Every request is allowed: AlwaysAllow is an authorization mode
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: Node,RBAC
        `,
      },
      {
        title: 'The mode that allows everything, beside others',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: authorization-mode
                value: Node,RBAC,AlwaysAllow
          #                      ^^^^^^^^^^^ Every request is allowed: AlwaysAllow is an authorization mode
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: authorization-mode
                value: Node,RBAC
        `,
      },
      {
        title: 'A list without any mode in it',
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
                  - --authorization-mode=
          #         ^^^^^^^^^^^^^^^^^^^^^ Every request is allowed: --authorization-mode is empty
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
                  - --authorization-mode=Node,RBAC
        `,
      },
      {
        title: 'What kubeadm gives, a file, a mode that denies everything, and what a template gives',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
          ---
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
                  - --authorization-config=/etc/kubernetes/authorization.yaml
          ---
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
                  - --authorization-mode=RBAC,AlwaysDeny
          ---
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
                  - "--authorization-mode={{ .Values.modes }}"
        `,
      },
    ],
  },

  *check(apiserver) {
    const modes = modesOf(apiserver);
    if (hasNoMode(apiserver)) {
      yield {
        at: modes.named,
        message: `Every request is allowed: --authorization-mode is ${modes.isGiven ? 'empty' : 'not set'}`,
        fixes: fixesOf('Authorize with Node and RBAC', 'unsafe', modes.set('Node,RBAC')),
      };
    }
    const allowing = modes.items.find((item) => knownValue(item) === 'AlwaysAllow');
    if (allowing === undefined) return;
    yield {
      at: { ...modes.named, span: allowing.span },
      message: 'Every request is allowed: AlwaysAllow is an authorization mode',
      fixes: fixesOf('Remove AlwaysAllow', 'unsafe', withoutMode(modes, 'AlwaysAllow')),
    };
  },
});

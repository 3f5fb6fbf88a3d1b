import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';
import { fixesOf } from '../option-check';
import { modesOf, withoutMode } from './authorization-modes';
import { textOf } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-authorization-mode-abac',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'Authorization by a file',
    summary: 'an API server that decides by attributes in a file (ABAC)',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { tob: ['TOB-K8S-017'], owasp: { '2025': ['K07'] }, cwe: ['CWE-863'] },
    why: `
      The file is read once, at the start, and is not among the objects of the cluster: nobody who looks at roles
      and bindings sees what it allows, and a line that is wrong or too broad shows in nothing. Beside RBAC each of
      the two allows what the other does not, so that narrow roles restrict nobody whom the file lets in.
    `,
    whenNotToFix: `
      Not before what the file allows is written as roles and bindings: without it those users are refused.
    `,
    examples: [
      {
        title: 'A file that decides alone',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: ABAC
          #                       ^^^^ Rights are given by a file on the node (ABAC)
              authorization-policy-file: /etc/kubernetes/policy.jsonl
              v: "2"
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: Node,RBAC
              v: "2"
        `,
      },
      {
        title: 'A file beside RBAC, which each allow what the other does not',
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
                  - --authorization-mode=Node,ABAC,RBAC
          #                                   ^^^^ Rights are given by a file on the node (ABAC), beside RBAC
                  - --authorization-policy-file=/etc/kubernetes/policy.jsonl
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
        title: 'A file that no mode reads',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
              - name: authorization-policy-file
                value: /etc/kubernetes/policy.jsonl
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Rights are given by a file on the node (ABAC)
        `,
        fixed: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: v
                value: "2"
        `,
      },
      {
        title: 'Modes given in two places, which are left to you',
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
                  - --authorization-mode=Node,RBAC
                  - --authorization-mode=ABAC
          #                              ^^^^ Rights are given by a file on the node (ABAC), beside RBAC
                  - --authorization-policy-file=/etc/kubernetes/policy.jsonl
        `,
      },
      {
        title: 'No file, and what a template gives',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: Node,RBAC
              authorization-policy-file: ""
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: "Node,{{ .Values.mode }}"
              authorization-policy-file: {{ .Values.file }}
        `,
      },
    ],
  },

  *check(apiserver) {
    const modes = modesOf(apiserver);
    const file = apiserver.option('authorization-policy-file');
    const mode = modes.items.find((item) => knownValue(item) === 'ABAC');
    if (mode === undefined && textOf(file) === undefined) return;
    const isBesideRbac = mode !== undefined && modes.items.some((item) => knownValue(item) === 'RBAC');
    const withoutAbac = mode === undefined ? [] : withoutMode(modes, 'ABAC');
    const isEdited = mode === undefined || withoutAbac.length > 0;
    yield {
      at: mode ?? file,
      message: `Rights are given by a file on the node (ABAC)${isBesideRbac ? ', beside RBAC' : ''}`,
      severity: isBesideRbac ? 'error' : 'warning',
      fixes: fixesOf('Remove ABAC', 'unsafe', isEdited ? [...withoutAbac, ...file.remove()] : []),
    };
  },
});

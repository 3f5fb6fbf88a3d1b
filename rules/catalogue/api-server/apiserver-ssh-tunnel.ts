import { defineRule } from '../../engine/rule';
import { fixesOf } from '../option-check';
import { textOf } from './file-options';

export default defineRule({
  meta: {
    id: 'apiserver-ssh-tunnel',
    chapter: 'api-server',
    scope: 'kube-apiserver',
    title: 'SSH tunnels to the nodes',
    summary: 'an API server that reaches nodes through SSH tunnels',
    severity: 'error',
    default: 'on',
    fix: 'safe',
    standards: { tob: ['TOB-K8S-012'], owasp: { '2025': ['K07'] }, cwe: ['CWE-322'] },
    why: `
      The API server logs in on every node with one private key, and does not check the host key of what answers.
      Who stands between the two takes the place of a node, and who gets the key gets all nodes.

      Newer API servers have no such tunnels: they do not know the flags and do not start with them.
    `,
    whenNotToFix: `
      On an old cluster whose API server has no other way to its nodes. Give it one first, such as a Konnectivity
      server.
    `,
    examples: [
      {
        title: 'A user and a key for tunnels',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              authorization-mode: Node,RBAC
              ssh-user: core
          #             ^^^^ API server reaches nodes through SSH tunnels: --ssh-user is set
              ssh-keyfile: /etc/kubernetes/ssh/id_rsa
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
        title: 'A key alone, on a version that still takes it',
        kubernetesVersion: '1.20',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.20.0
                command:
                  - kube-apiserver
                  - --ssh-keyfile=/etc/kubernetes/ssh/id_rsa
          #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ API server reaches nodes through SSH tunnels: --ssh-keyfile is set
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: kube-apiserver
          spec:
            containers:
              - name: kube-apiserver
                image: registry.k8s.io/kube-apiserver:v1.20.0
                command:
                  - kube-apiserver
        `,
      },
      {
        title: 'Nobody to log in, and what a template decides',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              ssh-user: ""
          ---
          apiVersion: kubeadm.k8s.io/v1beta3
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              ssh-user: {{ .Values.user }}
        `,
      },
    ],
  },

  *check(apiserver, context) {
    const given = ['ssh-user', 'ssh-keyfile']
      .map((flag) => apiserver.option(flag))
      .filter((option) => textOf(option) !== undefined);
    const [first] = given;
    if (first === undefined) return;
    // The last versions that know the flags are well before this one.
    const safety = context.target.atLeast('1.25') ? 'safe' : 'unsafe';
    const operations = given.flatMap((option) => option.remove());
    yield {
      at: first,
      message: `API server reaches nodes through SSH tunnels: --${first.name} is set`,
      fixes: fixesOf('Remove the SSH tunnels', safety, operations),
    };
  },
});

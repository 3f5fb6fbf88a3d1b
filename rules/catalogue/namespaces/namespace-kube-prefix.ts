import { defineRule } from '../../engine/rule';
import { isTrustedNamespace } from './residence';

export default defineRule({
  meta: {
    id: 'namespace-kube-prefix',
    chapter: 'namespaces',
    scope: 'Namespace',
    title: "Namespace named like the cluster's own",
    summary: 'namespaces whose name begins with `kube-`, which is reserved for Kubernetes',
    severity: 'warning',
    default: 'on',
    fix: 'none',
    noFix: `
      A Namespace cannot be renamed: everything in it has to be made anew in another.
    `,
    standards: {
      nsa: ['NET-1'],
    },
    why: `
      Policies and tools tell the cluster's own namespaces by this prefix, and often exempt them. A
      namespace that only looks like one of them gets around such a policy. A later version of
      Kubernetes may use the name itself.
    `,
    whenNotToFix: `
      Some network plugins and monitoring stacks are known by such a name. List it in
      \`allow.namespaces\`, and see to it that your policies do not exempt all of \`kube-\`.
    `,
    examples: [
      {
        title: 'A namespace of a team',
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-shop
          #       ^^^^^^^^^ Namespace kube-shop has the prefix that is reserved for Kubernetes
        `,
      },
      {
        title: "The cluster's own, a prefix that only looks like it, and a name that a chart gives",
        manifest: `
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-system
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kubernetes-dashboard
          ---
          apiVersion: v1
          kind: Namespace
          metadata:
            name: kube-{{ .Values.name }}
        `,
      },
    ],
  },

  *check(namespace, context) {
    const { name } = namespace;
    if (name.state !== 'known' || !name.value.startsWith('kube-')) return;
    if (isTrustedNamespace(namespace, context)) return;
    const message = `Namespace ${name.value} has the prefix that is reserved for Kubernetes`;
    yield { at: name, message };
  },
});

import { addItem, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { mayBe } from '../../yaml/field';

/** The authorizers that a cluster needs, and what is missing without. */
const NEEDED = [
  ['Node', 'Node is not among the authorizers, so nodes are not held to what their own pods need'],
  ['RBAC', 'RBAC is not among the authorizers, so roles and bindings count for nothing'],
] as const;

export default defineRule({
  meta: {
    id: 'authorization-config-node-rbac-missing',
    chapter: 'cluster-config',
    scope: 'AuthorizationConfiguration',
    title: 'Node or RBAC not among the authorizers',
    summary: 'an AuthorizationConfiguration without the authorizers Node and RBAC',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: { cis: { '1.12': ['1.2.7', '1.2.8'] }, nsa: ['AA-2'], cwe: ['CWE-285'] },
    why: `
      The Node authorizer gives a kubelet the Secrets and volumes of the pods on its own node. Without it kubelets are given
      a role that reads them all, so that one node taken over has every Secret. Without RBAC the roles and bindings of the
      cluster are text without effect, and rights come from where nobody looks for them.
    `,
    whenNotToFix: `
      Where a webhook decides both, and reads the roles itself.
    `,
    examples: [
      {
        title: 'A webhook and RBAC alone',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
          #^^^^^^^^^^^ Node is not among the authorizers, so nodes are not held to what their own pods need
            - type: RBAC
              name: rbac
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - type: RBAC
              name: rbac
            - type: Node
              name: node
        `,
      },
      {
        title: 'Node alone',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
          #^^^^^^^^^^^ RBAC is not among the authorizers, so roles and bindings count for nothing
            - {type: Node, name: node}
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - type: RBAC
              name: rbac
        `,
      },
      {
        title: 'Both, and a list that a template completes',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: Node, name: node}
            - {type: RBAC, name: rbac}
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            {{ .Values.authorizers }}
            - {type: RBAC, name: rbac}
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthorizationConfiguration
          authorizers:
            - {type: "{{ .Values.first }}", name: first}
            - {type: RBAC, name: rbac}
        `,
      },
    ],
  },
  *check({ root }) {
    const authorizers = root.list('authorizers');
    if (authorizers.isOpen) return;
    const types = authorizers.maps().map((authorizer) => authorizer.string('type'));
    for (const [type, message] of NEEDED) {
      if (types.some((each) => mayBe(each, type))) continue;
      const authorizer = { type, name: type.toLowerCase() };
      yield {
        at: authorizers,
        message,
        fixes: [unsafeFix(`Add the authorizer ${type}`, addItem(authorizers, authorizer))],
      };
    }
  },
});

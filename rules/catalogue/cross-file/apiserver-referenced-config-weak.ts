import { defineRule } from '../../engine/rule';
import { nameOf } from '../../engine/uri';
import { pathGiven } from './server-files';

/** Flags that name configuration files, and the kinds that stand in them. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  'admission-control-config-file': ['AdmissionConfiguration'],
  'audit-policy-file': ['Policy'],
  'audit-webhook-config-file': ['Config'],
  'authentication-config': ['AuthenticationConfiguration'],
  'authorization-config': ['AuthorizationConfiguration'],
  'encryption-provider-config': ['EncryptionConfig', 'EncryptionConfiguration'],
};

export default defineRule({
  meta: {
    id: 'apiserver-referenced-config-weak',
    chapter: 'cross-file',
    scope: 'kube-apiserver',
    title: 'Weak configuration file',
    summary: 'an API server with an option that names a file in view which has errors or warnings of its own',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      What is wrong stands in the other file; the related places lead there.
    `,
    standards: { nsa: ['LOG-2', 'NET-7'], owasp: { '2025': ['K10'] } },
    why: `
      The option looks right and does little: what counts is in the file. A policy that logs nothing, or an encryption
      that stores as plain text, is a control that only looks like one.

      A file in view is taken for the one that is meant where it has the same name, holds what the option asks for, and is
      the only or the nearest one.
    `,
    whenNotToFix: `
      Where the file in view is another one of the same name.
    `,
    examples: [
      {
        title: 'An authorization that lets everybody in',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: authorization-config
                value: /etc/kubernetes/authz/authorization.yaml
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ File authorization.yaml has errors or warnings of its own
        `,
        files: [
          {
            path: 'files/authorization.yaml',
            text: `
              apiVersion: apiserver.config.k8s.io/v1
              kind: AuthorizationConfiguration
              authorizers:
                - type: Node
                  name: node
                - type: RBAC
                  name: rbac
                - type: AlwaysAllow
                  name: always
            `,
          },
        ],
      },
      {
        title: 'A file without faults, one of another kind, and one that is not in view',
        manifest: `
          apiVersion: kubeadm.k8s.io/v1beta4
          kind: ClusterConfiguration
          apiServer:
            extraArgs:
              - name: authorization-config
                value: /etc/kubernetes/authz/authorization.yaml
              - name: audit-policy-file
                value: /etc/kubernetes/audit/policy.yaml
              - name: authentication-config
                value: /etc/kubernetes/authn/authorization.yaml
        `,
        files: [
          {
            path: 'authorization.yaml',
            text: `
              apiVersion: apiserver.config.k8s.io/v1
              kind: AuthorizationConfiguration
              authorizers:
                - type: Node
                  name: node
                - type: RBAC
                  name: rbac
            `,
          },
          {
            path: 'old/authorization.yaml',
            text: `
              apiVersion: apiserver.config.k8s.io/v1
              kind: AuthorizationConfiguration
              authorizers:
                - type: AlwaysAllow
                  name: always
            `,
          },
        ],
      },
    ],
  },

  *check(apiserver, { workspace }) {
    for (const [flag, kinds] of Object.entries(FLAGS)) {
      const option = apiserver.option(flag);
      const path = pathGiven(option);
      if (path === undefined) continue;
      const name = nameOf(path);
      const files = workspace
        .configFiles(name)
        .filter((file) => kinds.some((kind) => file.kinds.includes(kind)));
      const [file] = files;
      // Of several files that are as near any may be the one that is meant.
      if (file === undefined || files.length > 1 || file.findings.length === 0) continue;
      yield {
        at: option,
        message: `File ${name} has errors or warnings of its own`,
        related: file.findings.map(({ message, place }) => ({ at: place, message })),
      };
    }
  },
});

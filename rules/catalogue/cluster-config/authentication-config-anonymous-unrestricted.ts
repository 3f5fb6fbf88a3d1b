import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';
import { healthPaths } from './health-paths';

/** The first version in which the file may say anything about anonymous requests, unless a feature gate is set. */
const SINCE = '1.32';

export default defineRule({
  meta: {
    id: 'authentication-config-anonymous-unrestricted',
    chapter: 'cluster-config',
    scope: 'AuthenticationConfiguration',
    title: 'Anonymous requests to every path',
    summary: 'an AuthenticationConfiguration that lets anonymous requests reach every path',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['AA-1'],
      cis: { '1.12': ['1.2.1'] },
      owasp: { '2025': ['K09'] },
      cwe: ['CWE-306'],
    },
    why: `
      A request without a credential becomes the user \`system:anonymous\`. One binding to it, or to
      \`system:unauthenticated\`, then opens the cluster to everybody who reaches its port, and such bindings are made by
      mistake. Load balancers and probes need no more than the health paths, which \`anonymous.conditions\` can name.

      Where the file says nothing, the flag \`--anonymous-auth\` decides, which is true unless it is given. The file and
      the flag must not both be set.
    `,
    whenNotToFix: `
      Where \`--anonymous-auth=false\` is set, or nodes join with kubeadm, which reads the ConfigMap \`cluster-info\` without a
      credential.
    `,
    examples: [
      {
        title: 'Anonymous requests without conditions',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          jwt:
            - issuer: {url: "https://id.registry.example", audiences: [cluster]}
          anonymous:
            enabled: true
          #          ^^^^ Anonymous requests are let through to every path
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          jwt:
            - issuer: {url: "https://id.registry.example", audiences: [cluster]}
          anonymous:
            enabled: true
            conditions:
              - path: /livez
              - path: /readyz
              - path: /healthz
        `,
      },
      {
        title: 'A file that leaves it to the flag',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anonymous requests are left to --anonymous-auth, which is true by default
          jwt:
            - issuer: {url: "https://id.registry.example", audiences: [cluster]}
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          jwt:
            - issuer: {url: "https://id.registry.example", audiences: [cluster]}
          anonymous:
            enabled: true
            conditions:
              - path: /livez
              - path: /readyz
              - path: /healthz
        `,
      },
      {
        title: 'Health paths alone, no anonymous requests at all, and conditions that a template gives',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous:
            enabled: true
            conditions:
              - path: /livez
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous:
            enabled: false
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous:
            enabled: true
            conditions: {{ .Values.conditions }}
        `,
      },
      {
        title: 'A version in which the file says nothing about it',
        kubernetesVersion: '1.31',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1beta1
          kind: AuthenticationConfiguration
          jwt: []
        `,
      },
    ],
  },
  *check({ root, nameSpan }, { target }) {
    const anonymous = root.underlinedAt(nameSpan).map('anonymous');
    const enabled = anonymous.boolean('enabled');
    const conditions = anonymous.list('conditions');
    const paths = healthPaths.map((path) => ({ path }));
    if (isKnown(enabled, true) && !conditions.isOpen && conditions.maps().length === 0) {
      yield {
        at: enabled,
        message: 'Anonymous requests are let through to every path',
        fixes: [unsafeFix('Let them through to health paths alone', set(conditions, paths))],
      };
    } else if (anonymous.state === 'absent' && target.atLeast(SINCE)) {
      yield {
        at: anonymous,
        severity: 'info',
        message: 'Anonymous requests are left to --anonymous-auth, which is true by default',
        fixes: [
          unsafeFix(
            'Let them through to health paths alone',
            set(anonymous, { enabled: true, conditions: paths }),
          ),
        ],
      };
    }
  },
});

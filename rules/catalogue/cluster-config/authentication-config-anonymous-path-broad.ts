import { remove, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { isHealthPath } from './health-paths';

export default defineRule({
  meta: {
    id: 'authentication-config-anonymous-path-broad',
    chapter: 'cluster-config',
    scope: 'AuthenticationConfiguration',
    title: 'Anonymous requests beyond health paths',
    summary: 'paths other than those of health checks that anonymous requests may reach',
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
      Everybody who reaches the API server's port may send an anonymous request. On paths other than \`/livez\`, \`/readyz\`
      and \`/healthz\` only authorization is left to stop it, so that one binding made by mistake is enough. \`/version\`
      tells an attacker which known faults to try.
    `,
    whenNotToFix: `
      For the path of the ConfigMap \`cluster-info\`, while nodes join with kubeadm, and for the issuer's keys under
      \`/openid/v1/jwks\`, where others must check the cluster's tokens.
    `,
    examples: [
      {
        title: 'A path of objects, and the version',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous:
            enabled: true
            conditions:
              - path: /livez
              - path: /api/v1/namespaces/kube-public/configmaps
          #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anonymous requests are let through to /api/v1/namespaces/kube-public/configmaps
              - path: /version
          #           ^^^^^^^^ Anonymous requests are let through to /version
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous:
            enabled: true
            conditions:
              - path: /livez
        `,
      },
      {
        title: 'No other path: without any, all would be open',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous:
            enabled: true
            conditions:
              - path: /healthzz
          #           ^^^^^^^^^ Anonymous requests are let through to /healthzz
        `,
      },
      {
        title: 'Health paths, and paths of a file that lets nobody through',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          anonymous:
            enabled: true
            conditions:
              - path: /livez
              - path: /readyz/etcd
              - path: {{ .Values.path }}
          ---
          apiVersion: apiserver.config.k8s.io/v1
          kind: AuthenticationConfiguration
          jwt: []
          anonymous:
            enabled: false
            conditions:
              - path: /api
        `,
      },
    ],
  },
  *check({ root }) {
    const anonymous = root.map('anonymous');
    const isOn = anonymous.boolean('enabled');
    if (isOn.state !== 'known' || !isOn.value) return;
    const conditions = anonymous.maps('conditions').map((view) => ({ view, path: view.string('path') }));
    // Without a condition every path is open: the last one must not go.
    const isAnyKept = conditions.some(({ path }) => path.state === 'known' && isHealthPath(path.value));
    for (const { view, path } of conditions) {
      if (path.state !== 'known' || isHealthPath(path.value)) continue;
      yield {
        at: path,
        ...(path.value === '/version' ? { severity: 'info' } : {}),
        message: `Anonymous requests are let through to ${path.value}`,
        fixes: isAnyKept ? [unsafeFix('Remove the path', remove(view))] : [],
      };
    }
  },
});

import { safeFix, set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'encryption-kms-endpoint',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'KMS plugin that cannot be reached',
    summary: 'endpoints of KMS providers that do not name a socket of the machine by its whole path',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: { nsa: ['NET-7'], tob: ['TOB-K8S-010'], owasp: { '2025': ['K03'] }, cwe: ['CWE-311'] },
    why: `
      The API server reaches a KMS plugin by a Unix socket only: \`unix:///run/plugin.sock\`, or \`unix:///@name\`
      for one without a file. With two slashes the first folder of the path counts as a machine and is left out,
      so the API server waits for a plugin in another place; anything else it refuses. Then nothing is encrypted,
      or nothing can be read.
    `,
    whenNotToFix: `
      Where a plugin in fact listens at the shorter path.
    `,
    examples: [
      {
        title: 'Two slashes, and a path alone',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: one
                    endpoint: unix://run/kms.sock
          #                   ^^^^^^^^^^^^^^^^^^^ Endpoint leaves out the first folder of its path
                - kms:
                    apiVersion: v2
                    name: two
                    endpoint: /run/kms.sock
          #                   ^^^^^^^^^^^^^ Endpoint is not the URL of a Unix socket
        `,
        fixed: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: one
                    endpoint: unix:///run/kms.sock
                - kms:
                    apiVersion: v2
                    name: two
                    endpoint: unix:///run/kms.sock
        `,
      },
      {
        title: 'A plugin on the network',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: one
                    endpoint: tcp://10.0.0.1:8080
          #                   ^^^^^^^^^^^^^^^^^^^ Endpoint is not the URL of a Unix socket
        `,
      },
      {
        title: 'Sockets with a file and without, and one that a template names',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    apiVersion: v2
                    name: vault
                    endpoint: unix:///run/kms.sock
                - kms:
                    apiVersion: v2
                    name: two
                    endpoint: unix:///@kms
                - kms:
                    apiVersion: v2
                    name: four
                    endpoint: unix:/run/kms.sock
                - kms:
                    apiVersion: v2
                    name: three
                    endpoint: unix://{{ .Values.socket }}
        `,
      },
    ],
  },

  *check(configuration) {
    for (const { settings } of configuration.providers) {
      const endpoint = settings.string('endpoint');
      const url = knownValue(endpoint);
      if (url === undefined || /^unix:\/(?!\/[^/])/.test(url)) continue;
      const path = /^unix:\/\/([^/].*)$/.exec(url)?.[1];
      if (path !== undefined) {
        const fix = unsafeFix('Name the whole path', set(endpoint, `unix:///${path}`));
        yield { at: endpoint, message: 'Endpoint leaves out the first folder of its path', fixes: [fix] };
      } else {
        const isPath = /^\/[^/]/.test(url);
        const fixes = isPath ? [safeFix('Make it the URL of a socket', set(endpoint, `unix://${url}`))] : [];
        yield { at: endpoint, message: 'Endpoint is not the URL of a Unix socket', fixes };
      }
    }
  },
});

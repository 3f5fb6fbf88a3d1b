import { defineRule } from '../../engine/rule';
import { isKnown } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'encryption-provider-kms-v1',
    chapter: 'encryption',
    scope: 'EncryptionConfiguration',
    title: 'First version of the KMS provider',
    summary: 'encryption at rest with version 1 of the KMS provider, which API servers do not take any more',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix:
      'What is stored can be read only by the version that wrote it: the new one has to be put in front and the old one has to stay for a while.',
    standards: { nsa: ['NET-7'], owasp: { '2025': ['K03'] }, cwe: ['CWE-477'] },
    why: `
      Version 1 is out of date since Kubernetes 1.28, and turned off since 1.29: the API server does not start with it
      unless the feature gate \`KMSv1\` is set. It makes a key for each write and asks the plugin to encrypt it each
      time, which is slow enough to be left out, and the API server does not notice that the plugin has a new key.
      Without \`apiVersion\` a provider is of version 1.
    `,
    whenNotToFix: `
      While everything is written anew with version 2, with the feature gate set and version 2 in front.
    `,
    examples: [
      {
        title: 'No version, and version 1',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
          #       ^^^ Provider is of KMS version 1: apiVersion is not set
                    name: vault
                    endpoint: unix:///run/kms.sock
                    cachesize: 1000
            - resources: [configmaps]
              providers:
                - kms:
                    apiVersion: v1
          #                     ^^ Provider is of KMS version 1
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
      },
      {
        title: 'Version 2, one that a template chooses, and another provider',
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
            - resources: [configmaps]
              providers:
                - kms:
                    apiVersion: "{{ .Values.version }}"
                    name: vault
                - secretbox:
                    keys: []
        `,
      },
      {
        title: 'A version of Kubernetes that has nothing else',
        manifest: `
          apiVersion: apiserver.config.k8s.io/v1
          kind: EncryptionConfiguration
          resources:
            - resources: [secrets]
              providers:
                - kms:
                    name: vault
                    endpoint: unix:///run/kms.sock
        `,
        kubernetesVersion: '1.26',
      },
    ],
  },

  *check(configuration, { target }) {
    if (!target.atLeast('1.28')) return;
    for (const { name, settings } of configuration.providers) {
      const version = settings.string('apiVersion');
      if (name !== 'kms' || (version.state !== 'absent' && !isKnown(version, 'v1'))) continue;
      const reason = version.state === 'absent' ? ': apiVersion is not set' : '';
      yield {
        at: version,
        message: `Provider is of KMS version 1${reason}`,
        severity: target.atLeast('1.29') ? 'error' : 'warning',
      };
    }
  },
});

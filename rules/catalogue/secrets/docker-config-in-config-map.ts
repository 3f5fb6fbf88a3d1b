import { defineRule } from '../../engine/rule';
import { isPlaceholder } from '../../kubernetes/credentials';
import { configMapEntries } from '../../kubernetes/data-entry';
import { underlinedIn } from '../../yaml/text-block';

const CREDENTIAL = /"(?:auth|password|identitytoken|registrytoken)"\s*:\s*"([^"\n]*)"/g;

export default defineRule({
  meta: {
    id: 'docker-config-in-config-map',
    chapter: 'secrets',
    scope: 'ConfigMap',
    title: 'Login to a registry in a ConfigMap',
    summary: 'logins to a registry in ConfigMaps (a Docker configuration with `auths`)',
    severity: 'error',
    default: 'on',
    fix: 'none',
    noFix: `
      It belongs in a Secret of type \`kubernetes.io/dockerconfigjson\`, which pods name in
      \`imagePullSecrets\` or mount; what uses the ConfigMap has to change with it.
    `,
    standards: {
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-522'],
    },
    covers: ['credential-in-config-map'],
    why: `
      What is under \`auth\` is user and password in base64, which anybody can read. Whoever may read
      ConfigMaps can pull your private images with it, and often push: then the next pod that starts runs
      what the intruder has pushed.
    `,
    whenNotToFix: `
      Hardly ever. A configuration that only names a credential helper is not reported.
    `,
    examples: [
      {
        title: 'The login to a registry',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: builder
          data:
            config.json: |
              {
                "auths": {
                  "registry.example": {"auth": "c2hvcDpodW50ZXIy"}
          #                            ^^^^^^^^^^^^^^^^^^^^^^^^^^ Entry config.json holds the login to a registry
                }
              }
            .dockerconfigjson: '{"auths": {"registry.example": {"username": "shop", "password": "hunter2"}}}'
          #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Entry .dockerconfigjson holds the login to a registry
        `,
      },
      {
        title: 'A credential helper, logins to be filled in, and a configuration of something else',
        manifest: `
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: builder
          data:
            config.json: |
              {"credHelpers": {"registry.example": "example-login"}, "auths": {"registry.example": {}}}
            template.json: |
              {"auths": {"registry.example": {"auth": "<base64 of user:password>"}, "other.example": {"auth": ""}}}
            app.json: |
              {"auth": "basic"}
        `,
      },
    ],
  },

  *check(configMap) {
    for (const { key, field, text = '' } of configMapEntries(configMap)) {
      const logins = /"auths"\s*:/.test(text) ? [...text.matchAll(CREDENTIAL)] : [];
      const login = logins.find(([, credential = '']) => !isPlaceholder(credential));
      if (login === undefined) continue;
      yield { at: underlinedIn(field, login[0]), message: `Entry ${key} holds the login to a registry` };
    }
  },
});

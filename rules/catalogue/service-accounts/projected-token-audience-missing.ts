import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Volume } from '../../kubernetes/volume';
import { isKnown, mayBe } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';
import { projectedTokensOf } from './projected-tokens';

export default defineRule({
  meta: {
    id: 'projected-token-audience-missing',
    chapter: 'service-accounts',
    scope: 'volume',
    title: 'Token for the API server, given to others',
    summary: 'projected ServiceAccount tokens without an `audience`, which the API server accepts',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      attack: ['T1528'],
    },
    whereWritten: ['serviceAccountToken'],
    why: `
      A token of its own volume is mostly meant to be shown to somebody else: a vault, a queue, a cloud.
      Without an audience it is one for the API server, and whoever it is shown to, or who steals it
      there, can log in to the cluster as the pod.
    `,
    whenNotToFix: `
      Where the token is for the API server. A volume that also holds the certificate of the API server,
      \`kube-root-ca.crt\`, is taken for one of these. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'A token for a vault, which the API server accepts as well',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: vault
                projected:
                  sources:
                    - serviceAccountToken:
          #           ^^^^^^^^^^^^^^^^^^^ Token is one for the API server: audience is not set
                        path: token
              - name: queue
                projected:
                  sources:
                    - serviceAccountToken: {path: token, audience: ""}
          #                                                        ^^ Token is one for the API server: audience is empty
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: vault
                projected:
                  sources:
                    - serviceAccountToken:
                        path: token
                        audience: AUDIENCE
              - name: queue
                projected:
                  sources:
                    - serviceAccountToken: {path: token, audience: "AUDIENCE"}
        `,
      },
      {
        title: 'A token with an audience, and all that a client of the API server needs',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: vault
                projected:
                  sources:
                    - serviceAccountToken: {path: token, audience: vault}
              - name: api
                projected:
                  sources:
                    - serviceAccountToken: {path: token}
                    - configMap: {name: kube-root-ca.crt}
              - name: chart
                projected:
                  sources:
                    {{- toYaml .Values.sources | nindent 10 }}
                    - serviceAccountToken: {path: token}
        `,
      },
    ],
  },

  *check(volume) {
    if (mayBeForApiServer(volume)) return;
    for (const token of projectedTokensOf(volume)) {
      const audience = token.string('audience');
      const isEmpty = isKnown(audience, '');
      if (audience.state !== 'absent' && !isEmpty) continue;
      yield {
        at: audience,
        message: `Token is one for the API server: audience is ${isEmpty ? 'empty' : 'not set'}`,
        assist: {
          title: 'Name who the token is for',
          operations: [set(audience, new Placeholder('AUDIENCE'))],
        },
      };
    }
  },
});

/** Whether the volume may hold what a client of the API server needs besides the token. */
function mayBeForApiServer({ view }: Volume): boolean {
  const sources = view.map('projected').list('sources');
  if (sources.isOpen) return true;
  return sources.maps().some((source) => mayBe(source.map('configMap').string('name'), 'kube-root-ca.crt'));
}

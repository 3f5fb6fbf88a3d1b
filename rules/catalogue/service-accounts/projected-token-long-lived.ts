import { set, unsafeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { projectedTokensOf } from './projected-tokens';

const HOUR = 3600;
/** What the API server itself asks for in the volumes that it adds to pods. */
const ADDED = HOUR + 7;
const DAY = 24 * HOUR;

export default defineRule({
  meta: {
    id: 'projected-token-long-lived',
    chapter: 'service-accounts',
    scope: 'volume',
    title: 'Token with a long life',
    summary:
      'projected ServiceAccount tokens that are valid for more than a day; for more than an hour as information',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['AA-1'],
      tob: ['TOB-K8S-036'],
      cwe: ['CWE-613'],
    },
    whereWritten: ['expirationSeconds'],
    why: `
      A token that was stolen is good until it expires or its pod is gone. The kubelet renews the file in
      time, so a long life helps only a program that reads it once, and the thief. Without
      \`expirationSeconds\` it is an hour. The 3607 seconds of the volumes that the API server adds to
      pods are not reported.
    `,
    whenNotToFix: `
      A program that does not read the file again fails when its first token expires. Some services
      outside the cluster, too, want tokens of a certain life.
    `,
    examples: [
      {
        title: 'Tokens for a week and for two hours',
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
              - name: tokens
                projected:
                  sources:
                    - serviceAccountToken:
                        path: vault
                        audience: vault
                        expirationSeconds: 604800 # a week
          #                                ^^^^^^ Token is valid for 604800 seconds, more than a day
                    - serviceAccountToken: {path: queue, audience: queue, expirationSeconds: 7200}
          #                                                                                  ^^^^ Token is valid for 7200 seconds, more than an hour
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
              - name: tokens
                projected:
                  sources:
                    - serviceAccountToken:
                        path: vault
                        audience: vault
                        expirationSeconds: 3600 # a week
                    - serviceAccountToken: {path: queue, audience: queue, expirationSeconds: 3600}
        `,
      },
      {
        title:
          'Tokens for an hour, which is also the default, one that a chart decides about, and one that was copied from a cluster',
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
              - name: tokens
                projected:
                  sources:
                    - serviceAccountToken: {path: vault, audience: vault}
                    - serviceAccountToken: {path: queue, audience: queue, expirationSeconds: 3600}
                    - serviceAccountToken:
                        path: chart
                        audience: chart
                        expirationSeconds: {{ .Values.expiration }}
              - name: kube-api-access-x7k2p
                projected:
                  sources:
                    - serviceAccountToken: {path: token, expirationSeconds: 3607}
        `,
      },
    ],
  },

  *check(volume) {
    for (const token of projectedTokensOf(volume)) {
      const life = token.integer('expirationSeconds');
      if (life.state !== 'known' || life.value <= HOUR || life.value === ADDED) continue;
      const isLong = life.value > DAY;
      yield {
        at: life,
        message: `Token is valid for ${life.value} seconds, more than ${isLong ? 'a day' : 'an hour'}`,
        ...(isLong ? {} : { severity: 'info' }),
        fixes: [unsafeFix('Let the token expire after an hour', set(life, HOUR))],
      };
    }
  },
});

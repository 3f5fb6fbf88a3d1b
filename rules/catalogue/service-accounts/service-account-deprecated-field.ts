import { rename, safeFix } from '../../engine/fix';
import { defineRule } from '../../engine/rule';

export default defineRule({
  meta: {
    id: 'service-account-deprecated-field',
    chapter: 'service-accounts',
    scope: 'pod',
    title: 'Former name of serviceAccountName',
    summary:
      'pods that name their ServiceAccount under `serviceAccount` only, instead of `serviceAccountName`',
    severity: 'info',
    default: 'on',
    fix: 'safe',
    standards: {
      cwe: ['CWE-477'],
    },
    whereWritten: ['serviceAccount'],
    why: `
      The API server still copies the old field into the new one. Policies, audits and people look at
      \`serviceAccountName\`, and take a manifest without it for one that runs as \`default\`.
    `,
    whenNotToFix: `
      Never for the cluster's sake: the two fields mean the same.
    `,
    examples: [
      {
        title: 'The former name',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: operator
          spec:
            serviceAccount: operator # its own
          #                 ^^^^^^^^ ServiceAccount is named under the deprecated field serviceAccount
            containers:
              - name: app
                image: registry.example/operator:2.0
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: operator
          spec:
            serviceAccountName: operator # its own
            containers:
              - name: app
                image: registry.example/operator:2.0
        `,
      },
      {
        title: 'Both names, as the API server shows pods, the present one, and no account at all',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: operator
          spec:
            serviceAccount: operator
            serviceAccountName: operator
            containers:
              - name: app
                image: registry.example/operator:2.0
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            serviceAccountName: web
            containers:
              - name: app
                image: registry.example/app:2.0
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: none
          spec:
            serviceAccount: ""
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check({ spec }) {
    const former = spec.string('serviceAccount');
    if (
      former.state !== 'known' ||
      former.value === '' ||
      spec.string('serviceAccountName').state !== 'absent'
    )
      return;
    yield {
      at: former,
      message: 'ServiceAccount is named under the deprecated field serviceAccount',
      fixes: [safeFix('Rename the field to serviceAccountName', rename(former, 'serviceAccountName'))],
    };
  },
});

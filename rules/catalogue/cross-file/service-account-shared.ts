import { defineRule } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import { accountNameOf, appOf, isDefaultAccount } from '../../kubernetes/pod-account';
import { knownValue } from '../../yaml/field';
import { relatedTo } from './related';

export default defineRule({
  meta: {
    id: 'service-account-shared',
    chapter: 'cross-file',
    scope: 'pod',
    title: 'One ServiceAccount for several apps',
    summary: 'pods that share a ServiceAccount with those of another app',
    severity: 'info',
    default: 'off',
    fix: 'none',
    noFix: `
      A new ServiceAccount needs the rights of the old one that this app uses, and only its authors know which those are.
    `,
    standards: { nsa: ['AA-2'], cwe: ['CWE-250'] },
    whereWritten: ['serviceAccount', 'serviceAccountName'],
    why: `
      What one of the apps needs, the others get too, and the audit log tells the same name for all of them. Which app
      something belongs to is read from the labels \`app.kubernetes.io/part-of\`, \`app.kubernetes.io/instance\`,
      \`app.kubernetes.io/name\`, \`k8s-app\` and \`app\`, in this order; where none of them is set, the rule is silent.
    `,
    whenNotToFix: `
      Where the parts belong together and only their labels do not tell: give them one \`app.kubernetes.io/part-of\`.
    `,
    examples: [
      {
        title: 'Two apps under one name',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                serviceAccountName: shared
          #                         ^^^^^^ ServiceAccount shared is that of another app too: Deployment mail
                containers:
                  - name: app
                    image: registry.example/web:1.2
        `,
        files: [
          {
            path: 'mail.yaml',
            text: `
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: mail
                namespace: shop
              spec:
                selector: {matchLabels: {app: mail}}
                template:
                  metadata: {labels: {app: mail}}
                  spec:
                    serviceAccountName: shared
                    containers:
                      - name: app
                        image: registry.example/mail:1.2
            `,
          },
        ],
      },
      {
        title: 'Parts of one app, an account of that name in another namespace, and the default account',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
            namespace: shop
            labels: {app.kubernetes.io/part-of: shop}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                serviceAccountName: shared
                containers:
                  - name: app
                    image: registry.example/web:1.2
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: page
            namespace: shop
          spec:
            selector: {matchLabels: {app: page}}
            template:
              metadata: {labels: {app: page}}
              spec:
                containers:
                  - name: app
                    image: registry.example/page:1.2
        `,
        files: [
          {
            path: 'others.yaml',
            text: `
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: mail
                namespace: shop
                labels: {app.kubernetes.io/part-of: shop}
              spec:
                selector: {matchLabels: {app: mail}}
                template:
                  metadata: {labels: {app: mail}}
                  spec:
                    serviceAccountName: shared
                    containers:
                      - name: app
                        image: registry.example/mail:1.2
              ---
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: other
                namespace: billing
              spec:
                selector: {matchLabels: {app: other}}
                template:
                  metadata: {labels: {app: other}}
                  spec:
                    serviceAccountName: shared
                    containers:
                      - name: app
                        image: registry.example/other:1.2
              ---
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: paper
                namespace: shop
              spec:
                selector: {matchLabels: {app: paper}}
                template:
                  metadata: {labels: {app: paper}}
                  spec:
                    serviceAccountName: default
                    containers:
                      - name: app
                        image: registry.example/paper:1.2
            `,
          },
        ],
      },
    ],
  },

  *check(pod, { workspace }) {
    const at = accountNameOf(pod);
    const account = knownValue(at);
    if (account === undefined || isDefaultAccount(at)) return;
    const uses = workspace.accountUses(namespacesOf(pod.manifest, workspace), account);
    const app = uses.length === 0 ? undefined : appOf(pod);
    if (app === undefined) return;
    const others = uses.filter((use) => use.app !== app);
    const [first] = others;
    if (first === undefined) return;
    yield {
      at,
      message: `ServiceAccount ${account} is that of another app too: ${first.object}`,
      related: relatedTo(pod.manifest, others, ({ object }) => `${object} has it too`, workspace),
    };
  },
});

import { remove, safeFix } from '../../engine/fix';
import { defineRule, type Finding } from '../../engine/rule';
import { formIn } from '../../kubernetes/credentials';
import type { Manifest } from '../../kubernetes/manifest';
import { underlinedIn } from '../../yaml/text-block';
import type { MapView } from '../../yaml/view';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export default defineRule({
  meta: {
    id: 'credential-in-annotation',
    chapter: 'secrets',
    scope: 'object',
    title: 'Credential in an annotation or label',
    summary:
      "annotations and labels whose value is a token, a key or a URL with a password, and Secrets whose data is repeated in kubectl's annotation",
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: {
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-312'],
    },
    why: `
      Annotations and labels are shown wherever the object is: by \`kubectl describe\`, which hides the
      data of Secrets, on dashboards, in metrics and logs. Encryption at rest of Secrets does not cover
      those of other kinds.

      \`kubectl apply\` keeps what it was given in an annotation. A Secret that was saved from a cluster
      carries its data twice, and whoever removes the one readily forgets the other.
    `,
    whenNotToFix: `
      Hardly ever. The annotation of \`kubectl apply\` is made anew whenever the object is applied, so the
      manifest does not need it.
    `,
    examples: [
      {
        title: 'A Secret as it was saved from a cluster',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: db
            annotations:
              kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","data":{"password":"aHVudGVyMg=="}}'
          #                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Annotation of kubectl repeats the data of the Secret
          data: {}
        `,
        fixed: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: db
          data: {}
        `,
      },
      {
        title: 'An object as it was saved from a cluster, with a password in it',
        manifest: `
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
            annotations:
              kubectl.kubernetes.io/last-applied-configuration: '{"url":"https://bot:hunter2@chat.registry.example"}'
          #                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Annotation kubectl.kubernetes.io/last-applied-configuration holds a URL with a password
              shop.example/team: shop
        `,
        fixed: `
          apiVersion: v1
          kind: Service
          metadata:
            name: shop
            annotations:
              shop.example/team: shop
        `,
      },
      {
        title: 'Tokens and passwords of other objects, and of their pods',
        manifest: `
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: shop
            annotations:
              shop.example/webhook: https://bot:hunter2@chat.registry.example/hook
          #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Annotation shop.example/webhook holds a URL with a password
              shop.example/config: |
                # for the sidecar
                https://bot:hunter2@chat.registry.example
          #          ^^^^^^^^^^^^^^^ Annotation shop.example/config holds a URL with a password
          spec:
            selector: {matchLabels: {app: shop}}
            template:
              metadata:
                labels:
                  app: shop
                  key: AKIAABCDEFGHIJKLMNOP
          #            ^^^^^^^^^^^^^^^^^^^^ Label key holds an AWS access key
              spec:
                containers:
                  - name: app
                    image: registry.example/app:2.0
        `,
      },
      {
        title: 'Names of Secrets, what is filled in later, and a Secret whose annotation holds no data',
        manifest: `
          apiVersion: v1
          kind: Secret
          metadata:
            name: token
            annotations:
              shop.example/auth-secret: basic-login
              shop.example/password: see-the-vault
              shop.example/form: '{"data":{"name":"shop"}}'
              shop.example/webhook: https://bot:<password>@chat.registry.example/hook
              shop.example/chart: {{ .Values.hook }}
              kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","metadata":{"name":"token"}}'
        `,
      },
    ],
  },

  *check(manifest) {
    for (const metadata of metadataOf(manifest)) {
      yield* leaksIn('Annotation', metadata.map('annotations'), manifest);
      yield* leaksIn('Label', metadata.map('labels'), manifest);
    }
  },
});

/** The metadata of the object and of its pods. */
function metadataOf({ root, pods }: Manifest): readonly MapView[] {
  return [root.map('metadata'), ...pods.map(({ metadata }) => metadata)];
}

function* leaksIn(kind: 'Annotation' | 'Label', texts: MapView, manifest: Manifest): Iterable<Finding> {
  for (const key of texts.keys()) {
    const text = texts.knownString(key) ?? '';
    const form = formIn(text);
    const isRepeated = manifest.kind === 'Secret' && key === LAST_APPLIED && hasData(text);
    if (form === undefined && !isRepeated) continue;
    const field = texts.string(key);
    yield {
      at: underlinedIn(field, form?.text),
      message: isRepeated
        ? 'Annotation of kubectl repeats the data of the Secret'
        : `${kind} ${key} holds ${form?.credential}`,
      ...(key === LAST_APPLIED
        ? { fixes: [safeFix('Remove the annotation of kubectl', remove(field))] }
        : {}),
    };
  }
}

/** Whether the JSON of a Secret has anything in its data. */
function hasData(json: string): boolean {
  return /"(?:data|stringData)"\s*:\s*\{\s*"/.test(json);
}

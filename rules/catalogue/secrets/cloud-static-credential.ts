import { defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import { fileSourcesOf } from '../../kubernetes/file-source';
import { isKnown, type Located } from '../../yaml/field';

/** Variables that clouds' libraries take a static credential from, for each cloud the most telling first. */
const CLOUDS: readonly (readonly [string, readonly string[]])[] = [
  ['AWS', ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID']],
  ['Azure', ['AZURE_CLIENT_SECRET']],
  ['Google Cloud', ['GOOGLE_APPLICATION_CREDENTIALS']],
];

const NAMES: ReadonlySet<string> = new Set(CLOUDS.flatMap(([, names]) => names));

export default defineRule({
  meta: {
    id: 'cloud-static-credential',
    chapter: 'secrets',
    scope: 'container',
    title: 'Static credential of a cloud',
    summary: 'containers that get a static credential of AWS, Azure or Google Cloud from a Secret',
    severity: 'info',
    default: 'on',
    fix: 'none',
    noFix: `
      The cloud has to be told which ServiceAccount stands for which of its identities.
    `,
    standards: {
      nsa: ['NET-8'],
      owasp: { '2025': ['K03', 'K08'] },
      attack: ['T1552'],
    },
    covers: ['secret-as-env-var'],
    whereWritten: ['env'],
    why: `
      Such a key is valid from anywhere and for years. An intruder who reads it in one container takes it
      along, out of the cluster and into the cloud account. Every large cloud can give a pod an identity
      by its ServiceAccount instead: the credential then lives for minutes, is made for this pod, and
      there is nothing to store.
    `,
    whenNotToFix: `
      Where the cluster runs outside the cloud and cannot be federated with it, or the endpoint only
      speaks like the cloud, as S3-compatible storage does.
    `,
    examples: [
      {
        title: 'Keys from Secrets, and the file of a Google service account',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: AWS_ACCESS_KEY_ID
                    valueFrom: {secretKeyRef: {name: aws, key: id}}
                  - name: AWS_SECRET_ACCESS_KEY
                    valueFrom: {secretKeyRef: {name: aws, key: key}}
          #                     ^^^^^^^^^^^^ Variable AWS_SECRET_ACCESS_KEY holds a static credential of AWS
                  - name: GOOGLE_APPLICATION_CREDENTIALS
                    value: /run/google/key.json
          #                ^^^^^^^^^^^^^^^^^^^^ Variable GOOGLE_APPLICATION_CREDENTIALS names a static credential of Google Cloud
                volumeMounts:
                  - {name: google, mountPath: /run/google/, readOnly: true}
            volumes:
              - name: google
                secret: {secretName: google}
        `,
      },
      {
        title: 'A file that names an identity only, the place of a role, and other keys',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                env:
                  - name: GOOGLE_APPLICATION_CREDENTIALS
                    value: /run/google/identity.json
                  - name: AWS_ROLE_ARN
                    value: arn:aws:iam::111122223333:role/shop
                  - name: AWS_ACCESS_KEY_ID
                    valueFrom: {configMapKeyRef: {name: aws, key: id}}
                  - name: STORAGE_KEY
                    valueFrom: {secretKeyRef: {name: storage, key: key}}
                volumeMounts:
                  - {name: google, mountPath: /run/google, readOnly: true}
                  - {name: other, mountPath: /run/goo, readOnly: true}
            volumes:
              - name: google
                projected:
                  sources:
                    - configMap: {name: google}
                    - serviceAccountToken: {path: token, audience: google}
              - name: other
                secret: {secretName: other}
        `,
      },
    ],
  },

  *check(container) {
    if (!container.env.some((entry) => NAMES.has(entry.knownString('name') ?? ''))) return;
    for (const [cloud, names] of CLOUDS) {
      for (const name of names) {
        const at = credentialNamed(name, container);
        if (at === undefined) continue;
        const verb = at.path.at(-1) === 'value' ? 'names' : 'holds';
        yield { at, message: `Variable ${name} ${verb} a static credential of ${cloud}` };
        break;
      }
    }
  },
});

/** Where a variable certainly gets a key of a Secret, or the path of a file that a Secret holds. */
function credentialNamed(name: string, container: Container): Located | undefined {
  const variable = container.env.find((entry) => isKnown(entry.string('name'), name));
  if (variable === undefined) return undefined;
  const reference = variable.map('valueFrom').map('secretKeyRef');
  if (reference.state === 'known') return reference;
  const path = variable.string('value');
  return path.state === 'known' && isInSecret(path.value, container) ? path : undefined;
}

function isInSecret(path: string, { view, pod }: Container): boolean {
  return view.maps('volumeMounts').some((mount) => {
    const folder = mount.knownString('mountPath')?.replace(/\/+$/, '');
    const name = mount.knownString('name');
    const volume = pod.volumes.find((one) => name !== undefined && isKnown(one.name, name));
    if (folder === undefined || volume === undefined || !`${path}/`.startsWith(`${folder}/`)) return false;
    return fileSourcesOf(volume).some(({ kind }) => kind === 'secret');
  });
}

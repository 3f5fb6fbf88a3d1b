import { set, unsafeFix } from '../../engine/fix';
import { defineRule, type Fix } from '../../engine/rule';
import { type FileSource, fileSourcesOf, hasMode, usesDefaultMode } from '../../kubernetes/file-source';
import type { Volume } from '../../kubernetes/volume';
import { mayBeMounted } from '../../kubernetes/volume-mount';
import { type Field, knownValue } from '../../yaml/field';
import { FileMode } from '../../yaml/operation';

const OTHERS = 0o007;

export default defineRule({
  meta: {
    id: 'secret-volume-default-mode',
    chapter: 'secrets',
    scope: 'volume',
    title: 'Secret readable by every user',
    summary:
      'volumes that show a Secret as files that every user in the container may read, which they do by default',
    severity: 'info',
    default: 'off',
    fix: 'unsafe',
    standards: {
      tob: ['TOB-K8S-004', 'TOB-K8S-031'],
      cwe: ['CWE-732'],
    },
    covers: ['config-file-world-writable'],
    messageOf: ['config-file-world-writable'],
    whereWritten: ['secret'],
    why: `
      The files of a Secret have the mode 0644 where nothing else is said: every process in the container
      can read them, also one that was started as another user so that it should not. With 0400 only
      their owner can, who is root.
    `,
    whenNotToFix: `
      A program that does not run as root reads such a file only where \`fsGroup\` gives it to one of its
      groups, with 0440. Where a container has but one user, nothing is gained. Items that are all named
      like certificates, \`ca.crt\`, are not reported. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'Modes that are left to the default, or wide open',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - {name: db, mountPath: /etc/db}
                  - {name: queue, mountPath: /etc/queue}
                  - {name: all, mountPath: /etc/all}
            volumes:
              - name: db
                secret:
          #     ^^^^^^ Files of a Secret are open to every user of the container: defaultMode is not set
                  secretName: db
              - name: queue
                secret:
                  secretName: queue
                  defaultMode: 0444 # read-only
          #                    ^^^^ Files of a Secret are open to every user of the container: defaultMode is 0444
                  items:
                    - {key: password, path: password}
                    - {key: token, path: token, mode: 0600}
                    - {key: user, path: user, mode: 0604}
          #                                         ^^^^ Files of a Secret are open to every user of the container: mode is 0604
              - name: all
                projected:
          #     ^^^^^^^^^ Files of a Secret are open to every user of the container: defaultMode is not set
                  sources:
                    - secret: {name: db}
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
                volumeMounts:
                  - {name: db, mountPath: /etc/db}
                  - {name: queue, mountPath: /etc/queue}
                  - {name: all, mountPath: /etc/all}
            volumes:
              - name: db
                secret:
                  secretName: db
                  defaultMode: 0400
              - name: queue
                secret:
                  secretName: queue
                  defaultMode: 0400 # read-only
                  items:
                    - {key: password, path: password}
                    - {key: token, path: token, mode: 0600}
                    - {key: user, path: user, mode: 0400}
              - name: all
                projected:
                  sources:
                    - secret: {name: db}
                  defaultMode: 0400
        `,
      },
      {
        title: 'A pod whose volumes belong to a group',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            securityContext:
              fsGroup: 2000
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - {name: db, mountPath: /etc/db}
            volumes:
              - name: db
                secret: {secretName: db}
          #     ^^^^^^ Files of a Secret are open to every user of the container: defaultMode is not set
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            securityContext:
              fsGroup: 2000
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - {name: db, mountPath: /etc/db}
            volumes:
              - name: db
                secret: {secretName: db, defaultMode: 0440}
        `,
      },
      {
        title: 'A volume that no container mounts',
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
              - name: db
                secret: {secretName: db}
        `,
      },
      {
        title: 'A pod for Windows nodes, where modes mean nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            os: {name: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts: [{name: db, mountPath: /db}]
            volumes:
              - name: db
                secret: {secretName: db}
        `,
      },
      {
        title: 'Modes that keep others out, a default that no file has, and files that are no Secret',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - {name: db, mountPath: /etc/db}
                  - {name: queue, mountPath: /etc/queue}
                  - {name: chart, mountPath: /etc/chart}
                  - {name: all, mountPath: /etc/all}
                  - {name: settings, mountPath: /etc/settings}
            volumes:
              - name: db
                secret: {secretName: db, defaultMode: 0440}
              - name: queue
                secret:
                  secretName: queue
                  items:
                    - {key: password, path: password, mode: 256}
              - name: chart
                secret:
                  secretName: chart
                  defaultMode: {{ .Values.mode }}
              - name: all
                projected:
                  sources:
                    - configMap: {name: settings}
              - name: settings
                configMap: {name: settings, defaultMode: 0644}
        `,
      },
      {
        title: 'Certificates, which are there to be shown, and the key that belongs to one',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: shop
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                volumeMounts:
                  - {name: authorities, mountPath: /etc/authorities}
                  - {name: web, mountPath: /etc/web}
            volumes:
              - name: authorities
                secret:
                  secretName: web
                  items:
                    - {key: ca.crt, path: ca.crt}
                    - {key: client-ca.crt, path: client-ca.crt}
              - name: web
                secret:
          #     ^^^^^^ Files of a Secret are open to every user of the container: defaultMode is not set
                  secretName: web
                  items:
                    - {key: tls.crt, path: tls.crt}
                    - {key: tls.key, path: tls.key}
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
                volumeMounts:
                  - {name: authorities, mountPath: /etc/authorities}
                  - {name: web, mountPath: /etc/web}
            volumes:
              - name: authorities
                secret:
                  secretName: web
                  items:
                    - {key: ca.crt, path: ca.crt}
                    - {key: client-ca.crt, path: client-ca.crt}
              - name: web
                secret:
                  secretName: web
                  items:
                    - {key: tls.crt, path: tls.crt}
                    - {key: tls.key, path: tls.key}
                  defaultMode: 0400
        `,
      },
    ],
  },

  *check(volume) {
    if (!mayBeMounted(volume) || volume.pod.mayBeWindows) return;
    for (const source of fileSourcesOf(volume)) {
      if (source.kind !== 'secret' || hasOnlyCertificates(source)) continue;
      for (const mode of openModesOf(source)) {
        const state = mode.state === 'known' ? `0${mode.value.toString(8)}` : 'not set';
        yield {
          at: mode,
          message: `Files of a Secret are open to every user of the container: ${mode.path.at(-1)} is ${state}`,
          fixes: [closeTo(mode, volume)],
        };
      }
    }
  },
});

/** Whether all that is shown of a Secret are certificates by their names. */
function hasOnlyCertificates({ view }: FileSource): boolean {
  const keys = view.maps('items').map((item) => item.string('key'));
  return keys.length > 0 && keys.every((key) => knownValue(key)?.endsWith('.crt') === true);
}

/** The modes by which some file of the source is open to others. */
function openModesOf(source: FileSource): readonly Field<number>[] {
  const { defaultMode, view } = source;
  const isDefaultOpen = defaultMode.state === 'absent' || hasMode(defaultMode, OTHERS);
  const own = view.maps('items').map((item) => item.integer('mode'));
  return [
    ...(isDefaultOpen && usesDefaultMode(source) ? [defaultMode] : []),
    ...own.filter((mode) => hasMode(mode, OTHERS)),
  ];
}

/** What a group may do means something only where the files are given to one. */
function closeTo(mode: Field<number>, { pod }: Volume): Fix {
  const hasGroup = pod.securityContext.integer('fsGroup').state === 'known';
  const bits = hasGroup ? 0o440 : 0o400;
  return unsafeFix(`Set the mode 0${bits.toString(8)}`, set(mode, new FileMode(bits)));
}

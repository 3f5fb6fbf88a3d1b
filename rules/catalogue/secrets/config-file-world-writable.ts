import { safeFix, set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import { fileSourcesOf, hasMode } from '../../kubernetes/file-source';
import { FileMode } from '../../yaml/operation';

const WRITABLE_BY_OTHERS = 0o002;

export default defineRule({
  meta: {
    id: 'config-file-world-writable',
    chapter: 'secrets',
    scope: 'volume',
    title: 'Settings that every user may write',
    summary:
      'volumes that show Secrets, ConfigMaps or fields of the pod as files with a mode that lets every user write them',
    severity: 'warning',
    default: 'on',
    fix: 'safe',
    standards: {
      tob: ['TOB-K8S-004'],
      owasp: { '2025': ['K03'] },
      cwe: ['CWE-732'],
    },
    whereWritten: ['defaultMode', 'mode'],
    why: `
      The files lie in the kubelet's directory on the node. Whoever has a \`hostPath\` volume that leads to
      them can then change what the program is told, without being root: a script that it runs, or the
      address that it sends its data to. The container itself sees them in a read-only mount, so it does
      not need the bit.
    `,
    whenNotToFix: `
      Hardly ever: since Kubernetes 1.9.6 nothing in the container can write these files, whatever their
      mode is.
    `,
    examples: [
      {
        title: 'Scripts that everybody may write, in decimal and in octal',
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
              - name: scripts
                configMap:
                  name: scripts
                  defaultMode: 511 # rwx
          #                    ^^^ Every user may write the files: defaultMode is 0777
              - name: all
                projected:
                  defaultMode: 0666
          #                    ^^^^ Every user may write the files: defaultMode is 0666
                  sources:
                    - configMap: {name: settings}
                    - downwardAPI:
                        items:
                          - {path: name, fieldRef: {fieldPath: metadata.name}, mode: 0442}
          #                                                                          ^^^^ Every user may write the files: mode is 0442
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
              - name: scripts
                configMap:
                  name: scripts
                  defaultMode: 0775 # rwx
              - name: all
                projected:
                  defaultMode: 0664
                  sources:
                    - configMap: {name: settings}
                    - downwardAPI:
                        items:
                          - {path: name, fieldRef: {fieldPath: metadata.name}, mode: 0440}
        `,
      },
      {
        title: 'Modes without the bit, one that the API server refuses, and one that a chart decides',
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
              - name: scripts
                configMap: {name: scripts, defaultMode: 0755}
              - name: db
                secret: {secretName: db, defaultMode: 1023}
              - name: chart
                configMap:
                  name: chart
                  defaultMode: {{ .Values.mode }}
              - name: default
                configMap: {name: settings}
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
            nodeSelector: {kubernetes.io/os: windows}
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: scripts
                configMap: {name: scripts, defaultMode: 0777}
        `,
      },
    ],
  },

  *check(volume) {
    if (volume.pod.isForWindows) return;
    for (const { defaultMode, view } of fileSourcesOf(volume)) {
      for (const mode of [defaultMode, ...view.maps('items').map((item) => item.integer('mode'))]) {
        if (mode.state !== 'known' || !hasMode(mode, WRITABLE_BY_OTHERS)) continue;
        const closed = new FileMode(mode.value & ~WRITABLE_BY_OTHERS);
        yield {
          at: mode,
          message: `Every user may write the files: ${mode.path.at(-1)} is 0${mode.value.toString(8)}`,
          fixes: [safeFix('Let others not write', set(mode, closed))],
        };
      }
    }
  },
});

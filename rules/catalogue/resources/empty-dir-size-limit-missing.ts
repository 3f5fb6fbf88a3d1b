import { set } from '../../engine/fix';
import { defineRule } from '../../engine/rule';
import type { Volume } from '../../kubernetes/volume';
import { isKnown } from '../../yaml/field';
import { Placeholder } from '../../yaml/operation';

export default defineRule({
  meta: {
    id: 'empty-dir-size-limit-missing',
    chapter: 'resources',
    scope: 'volume',
    title: 'Scratch volume of any size',
    summary: '`emptyDir` volumes without a `sizeLimit`',
    severity: 'info',
    default: 'off',
    fix: 'assist',
    standards: {
      cwe: ['CWE-770'],
    },
    why: `
      An \`emptyDir\` lies on the disk of the node, or in its memory. Whoever makes the program write there
      without end, by uploads or by a cache that never forgets, fills it up, and the kubelet starts to
      evict the pods of others. With a limit it evicts this pod.
    `,
    whenNotToFix: `
      Where the containers' limits of \`ephemeral-storage\` are enough of a bound. Of memory they are, where all
      containers have one: the kubelet makes a volume in memory no larger. This rule is off unless you turn it on.
    `,
    examples: [
      {
        title: 'A volume on the disk, one in memory, and one whose source is left to the default',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: tmp
                emptyDir: {}
          #     ^^^^^^^^ Volume can fill the node: sizeLimit is not set
              - name: shared
                emptyDir:
          #     ^^^^^^^^ Volume can fill the node: sizeLimit is not set
                  medium: Memory
              - name: cache
          #           ^^^^^ Volume can fill the node: sizeLimit is not set
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: tmp
                emptyDir:
                  sizeLimit: 1Gi
              - name: shared
                emptyDir:
                  medium: Memory
                  sizeLimit: 1Gi
              - name: cache
                emptyDir:
                  sizeLimit: 1Gi
        `,
      },
      {
        title: 'A volume in memory that all containers have a limit of',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                resources: {limits: {memory: 1Gi}}
            volumes:
              - name: shared
                emptyDir: {medium: Memory}
        `,
      },
      {
        title: 'A volume with a limit, one of another kind, and one that a chart decides about',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: tmp
                emptyDir: {sizeLimit: 1Gi}
              - name: settings
                configMap: {name: settings}
              - name: data
                {{- toYaml .Values.data | nindent 6 }}
              - name: cache
                emptyDir:
                  {{- toYaml .Values.cache | nindent 8 }}
        `,
      },
    ],
  },

  *check(volume) {
    const limit = volume.view.map('emptyDir').scalarText('sizeLimit');
    if (!volume.isEmptyDir || limit.state !== 'absent' || isInLimitedMemory(volume)) return;
    yield {
      at: limit,
      message: 'Volume can fill the node: sizeLimit is not set',
      assist: { title: 'Limit the size of the volume', operations: [set(limit, new Placeholder('1Gi'))] },
    };
  },
});

/** Whether the volume lies in memory, of which all containers together have a limit: the kubelet makes it no larger. */
function isInLimitedMemory({ view, pod }: Volume): boolean {
  const { containers } = pod;
  const isLimited = containers.every(
    (one) => one.resources.map('limits').scalarText('memory').state !== 'absent',
  );
  return isKnown(view.map('emptyDir').string('medium'), 'Memory') && containers.length > 0 && isLimited;
}

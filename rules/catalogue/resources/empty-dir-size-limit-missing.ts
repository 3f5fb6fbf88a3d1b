import { set } from '../../engine/fix';
import { type Context, defineRule } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import type { Volume } from '../../kubernetes/volume';
import { Placeholder } from '../../yaml/operation';
import { missingAt } from './missing';

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
      containers have one, or the pod as a whole: the kubelet makes a volume in memory no larger. This rule is off
      unless you turn it on.
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
            ephemeralContainers:
              - name: debug
                image: registry.example/debug:1.0
            volumes:
              - name: shared
                emptyDir: {medium: Memory}
        `,
      },
      {
        title: 'A volume in memory that the pod as a whole has a limit of',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            resources: {limits: {memory: 1Gi}}
            containers:
              - name: app
                image: registry.example/app:2.0
            volumes:
              - name: shared
                emptyDir: {medium: Memory}
        `,
      },
      {
        title: 'A volume with a limit, ones of other kinds, and one that a chart decides about',
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
              - name: pages
                emptyDir: {medium: HugePages-2Mi}
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

  *check(volume, context) {
    const limit = volume.view.map('emptyDir').scalarText('sizeLimit');
    if (!volume.isEmptyDir || limit.state !== 'absent' || isLimited(volume, context)) return;
    yield {
      at: limit,
      message: 'Volume can fill the node: sizeLimit is not set',
      assist: { title: 'Limit the size of the volume', operations: [set(limit, new Placeholder('1Gi'))] },
    };
  },
});

/** Whether the volume lies in memory that has a limit already, as huge pages always have: the kubelet makes it no larger. */
function isLimited({ view, pod: { containers } }: Volume, context: Context): boolean {
  const medium = view.map('emptyDir').knownString('medium') ?? '';
  if (medium !== 'Memory') return medium.startsWith('HugePages');
  const isWithout = (one: Container) => missingAt(one, 'limits', 'memory', context) !== undefined;
  return containers.length > 0 && !containers.some(isWithout);
}

import { addItem, set, unsafeFix } from '../../engine/fix';
import { defineRule, type Fix } from '../../engine/rule';
import type { Container } from '../../kubernetes/container';
import { onceFor } from '../../kubernetes/once';
import type { Pod } from '../../kubernetes/pod';
import { knownValue } from '../../yaml/field';

export default defineRule({
  meta: {
    id: 'read-only-root-filesystem',
    chapter: 'pod-security',
    scope: 'container',
    title: 'Writable root file system',
    summary: 'containers that can write to their root file system',
    severity: 'warning',
    default: 'on',
    fix: 'unsafe',
    standards: {
      nsa: ['POD-2', 'POD-4'],
      owasp: { '2025': ['K01'] },
      cwe: ['CWE-732'],
    },
    covers: ['security-field-null'],
    why: `
      After breaking into a program an attacker brings tools: a shell, a miner, a changed library
      that runs at the next request. With \`readOnlyRootFilesystem: true\` there is nowhere in the
      image to put them, and what was scanned is what runs.
    `,
    whenNotToFix: `
      A program that writes beside its code or to \`/tmp\` stops working. Mount an \`emptyDir\` on
      each directory it writes to; most need only \`/tmp\`.
    `,
    examples: [
      {
        title: 'Containers that may write, in so many words and by saying nothing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            initContainers:
              - name: migrate
          #           ^^^^^^^ Container can write to its root file system: readOnlyRootFilesystem is not set
                image: registry.example/migrate:2.0
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  readOnlyRootFilesystem: no
          #                               ^^ Container can write to its root file system: readOnlyRootFilesystem is false
        `,
        fixed: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            initContainers:
              - name: migrate
                image: registry.example/migrate:2.0
                securityContext:
                  readOnlyRootFilesystem: true
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  readOnlyRootFilesystem: true
        `,
      },
      {
        title: 'A container for debugging, and a chart that leaves the choice to its values',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            containers:
              - name: app
                image: registry.example/app:2.0
                securityContext:
                  readOnlyRootFilesystem: {{ .Values.readOnly }}
            ephemeralContainers:
              - name: debug
                image: registry.example/tools:1.0
        `,
      },
      {
        title: 'A pod for Windows nodes, which have no such thing',
        manifest: `
          apiVersion: v1
          kind: Pod
          metadata:
            name: web
          spec:
            nodeSelector:
              kubernetes.io/os: windows
            containers:
              - name: app
                image: registry.example/app:2.0
        `,
      },
    ],
  },

  *check(container) {
    const own = container.securityContext.boolean('readOnlyRootFilesystem');
    if (own.state === 'unknown' || knownValue(own) === true) return;
    if (container.kind === 'ephemeral' || container.pod.mayBeWindows) return;
    const state = own.state === 'known' ? 'false' : 'not set';
    yield {
      at: own,
      message: `Container can write to its root file system: readOnlyRootFilesystem is ${state}`,
      fixes: [
        unsafeFix('Make the root file system read-only', set(own, true)),
        ...withTemporaryFolder(container),
      ],
    };
  },
});

/** The same with a writable /tmp, which most programs need and nothing else; none where one may be mounted already. */
function withTemporaryFolder({ pod, view, securityContext }: Container): readonly Fix[] {
  const mounts = view.list('volumeMounts');
  const isMounted = mounts
    .maps()
    .some((mount) => /^\/tmp\/*$/.test(mount.knownString('mountPath') ?? '/tmp'));
  const name = freeVolumeName(pod);
  if (isMounted || mounts.isOpen || name === undefined) return [];
  return [
    unsafeFix(
      'Make the root file system read-only and mount an emptyDir at /tmp',
      set(securityContext.boolean('readOnlyRootFilesystem'), true),
      addItem(mounts, { name, mountPath: '/tmp' }),
      addItem(pod.spec.list('volumes'), { name, emptyDir: {} }),
    ),
  ];
}

/** A name that no volume has and no mount expects; undefined where one may that is not in view. */
const freeVolumeName = onceFor(({ spec, containers }: Pod): string | undefined => {
  const lists = [spec.list('volumes'), ...containers.map(({ view }) => view.list('volumeMounts'))];
  const taken = new Set(lists.flatMap((list) => list.maps().map((item) => item.knownString('name'))));
  if (lists.some((list) => list.isOpen) || taken.has(undefined)) return undefined;
  let name = 'tmp';
  for (let number = 2; taken.has(name); number++) name = `tmp-${number}`;
  return name;
});

import { describe, expect, test } from 'vitest';
import { editsOf } from '../../engine/fix';
import { problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import { applyEdits } from '../../yaml/span';
import readOnlyRootFilesystem from './read-only-root-filesystem';

describe('a read-only root file system with a writable /tmp', () => {
  test('is offered second, as a volume of its own', () => {
    expect(hardened('')).toBe(
      dedent(`
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - name: app
              image: registry.example/app:2.0
              securityContext:
                readOnlyRootFilesystem: true
              volumeMounts:
                - name: tmp
                  mountPath: /tmp
          volumes:
            - name: tmp
              emptyDir: {}
      `),
    );
  });

  test('takes another name where a volume or a mount of another container has that one', () => {
    const volumes = '  volumes: [{name: tmp, emptyDir: {}}]\n';
    expect(hardened('', volumes)).toContain('{name: tmp-2, emptyDir: {}}');
    const other = dedent(`
        initContainers:
          - name: first
            image: registry.example/first:1.0
            securityContext: {readOnlyRootFilesystem: true}
            volumeMounts: [{name: tmp, mountPath: /claim}, {name: tmp-2, mountPath: /more}]
    `).replaceAll(/^(?=.)/gm, '  ');
    expect(hardened('', other)).toContain('- name: tmp-3\n      emptyDir: {}');
  });

  test('is offered beside mounts of other paths, below /tmp too', () => {
    expect(hardened('volumeMounts: [{name: data, mountPath: /tmp/data}]')).toContain(
      'volumeMounts: [{name: data, mountPath: /tmp/data}, {name: tmp, mountPath: /tmp}]',
    );
  });

  test.each([
    ['something is mounted there', 'volumeMounts: [{name: data, mountPath: /tmp/}]', ''],
    ['a chart says where something is mounted', 'volumeMounts: [{name: data, mountPath: {{ .path }}}]', ''],
    ['a chart adds mounts', 'volumeMounts: {{ .mounts }}', ''],
    ['a chart adds volumes', '', '  volumes: {{ .volumes }}\n'],
    ['a chart names a volume', '', '  volumes: [{name: {{ .name }}, emptyDir: {}}]\n'],
  ])('is not offered where %s', (_, container, more) => {
    expect(hardened(container, more)).toBeUndefined();
  });
});

/** The text after the second fix of the one problem with a pod, where there is a second. */
function hardened(container: string, more = ''): string | undefined {
  const lines = ['  containers:', '    - name: app', '      image: registry.example/app:2.0'];
  const spec = [...lines, ...(container === '' ? [] : [`      ${container}`])].join('\n');
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${spec}\n${more}`;
  const [problem, ...others] = problemsOf(text, readOnlyRootFilesystem);
  expect(others).toEqual([]);
  const fix = problem?.fixes[1];
  if (fix === undefined) return undefined;
  const result = editsOf(fix);
  if ('refused' in result) throw new Error(result.refused);
  return applyEdits(text, result.edits);
}

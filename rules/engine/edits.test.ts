import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readManifests } from '../kubernetes/manifest';
import { type Pod, podsOf } from '../kubernetes/pod';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { editsOf, set, unsafeFix } from './fix';

// Each file `form.before.yaml` is how people or tools write manifests; `form.after.yaml` is what they would have written.
const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../test-fixtures/edits');
const isUpdate = process.env.UPDATE_EDITS === '1';
const files = readdirSync(folder).filter((file) => file.includes('.before.'));
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

describe('hardening a pod and its containers', () => {
  test.each(files)('%s becomes what people would have written', (file) => {
    const after = hardened(file, read(file));
    const name = file.replace('.before.', '.after.');
    if (isUpdate) writeFileSync(path.join(folder, name), after);
    expect(after).toBe(read(name));
    expect(hardened(file, after)).toBe(after);
    if (!after.includes('{{')) expect(parseAllDocuments(after).flatMap(({ errors }) => errors)).toEqual([]);
  });

  test.each(files)('%s becomes the same with Windows line ends', (file) => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    expect(hardened(file, windows(read(file)))).toBe(windows(hardened(file, read(file))));
  });

  test.each(files)('%s keeps its end without a line break', (file) => {
    const before = read(file);
    if (/\|\n[^\n]*\n$/.test(before)) return;
    expect(hardened(file, before.trimEnd())).toBe(hardened(file, before).trimEnd());
  });
});

function hardened(file: string, text: string): string {
  const source = sourceOf(`file:///${file}`, text);
  const pods = readManifests(source).manifests.flatMap(podsOf);
  const result = editsOf(unsafeFix('Harden', ...pods.flatMap(hardeningOf)));
  if ('refused' in result) throw new Error(result.refused);
  return applyEdits(text, result.edits);
}

/** In the order of nobody. */
function hardeningOf({ spec, securityContext, containers }: Pod) {
  return [
    ...containers.flatMap((container) => {
      const context = container.securityContext;
      return [
        set(context.boolean('runAsNonRoot'), true),
        set(context.map('seccompProfile').string('type'), 'RuntimeDefault'),
        set(context.map('capabilities').list('drop'), ['ALL']),
        set(context.boolean('readOnlyRootFilesystem'), true),
        set(context.boolean('allowPrivilegeEscalation'), false),
      ];
    }),
    set(securityContext.map('seccompProfile').string('type'), 'RuntimeDefault'),
    set(securityContext.boolean('runAsNonRoot'), true),
    set(securityContext.integer('runAsUser'), 65532),
    set(securityContext.integer('runAsGroup'), 65532),
    set(securityContext.integer('fsGroup'), 65532),
    set(spec.boolean('automountServiceAccountToken'), false),
  ];
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RuleMeta } from '../engine/rule';
import { rules } from '../index';

const metas: readonly RuleMeta[] = rules.map((rule) => rule.meta);
const folder = path.dirname(fileURLToPath(import.meta.url));

test('a rule is named and placed as its file is', () => {
  for (const meta of metas) {
    const file = path.join(folder, meta.chapter, `${meta.id}.ts`);
    expect(readFileSync(file, 'utf8')).toContain(`id: '${meta.id}'`);
  }
});

test('every rule of every chapter is in the index, once', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => readFileSync(path.join(folder, file), 'utf8').includes('export default defineRule('));
  expect(metas.map(({ id }) => id).sort()).toEqual(files.map((file) => path.basename(file, '.ts')).sort());
});

test('a summary completes the sentence "Reports …"', () => {
  for (const { summary } of metas) expect(summary).toMatch(/^[a-z`].*[^.]$/);
});

test('no two rules have the same title or summary', () => {
  expect(new Set(metas.map(({ title }) => title)).size).toBe(metas.length);
  expect(new Set(metas.map(({ summary }) => summary)).size).toBe(metas.length);
});

test('precedence names rules that exist, and never goes round in a circle', () => {
  const covers = new Map(metas.map(({ id, covers = [] }) => [id, covers]));
  const reach = (id: string, seen: readonly string[]): readonly string[] =>
    (covers.get(id) ?? []).flatMap((next) => [
      next,
      ...(seen.includes(next) ? [] : reach(next, [...seen, next])),
    ]);
  for (const { id, covers: covered = [], messageOf = [] } of metas) {
    for (const other of [...covered, ...messageOf]) expect([...covers.keys()]).toContain(other);
    for (const other of messageOf) expect(covered).toContain(other);
    expect(reach(id, [id])).not.toContain(id);
  }
});

test('a rule yields only to rules there are, of its own scope, that do not yield to it', () => {
  for (const { id, scope, yieldsTo = [] } of metas) {
    for (const other of yieldsTo) {
      const stronger = metas.find((meta) => meta.id === other);
      expect([id, stronger?.scope, stronger?.yieldsTo?.includes(id) ?? false]).toEqual([id, scope, false]);
    }
  }
});

test('every rule says which part of the guidance it comes from', () => {
  for (const { id, standards } of metas) expect([id, Object.keys(standards).length > 0]).toEqual([id, true]);
});

test('a rule says which options it has, and so does the page of the configuration', () => {
  const page = readFileSync(path.join(folder, '../../docs/configuration.md'), 'utf8');
  for (const { id, chapter, options = {}, examples } of metas) {
    const names = Object.keys(options);
    const text = readFileSync(path.join(folder, chapter, `${id}.ts`), 'utf8');
    // Others have objects of their own that are called so.
    const isAsking = /\*check\([^)]*, \{[^}]*\boptions\b|\boptions \}: Context|\boptions \} = context/.test(
      text,
    );
    const read = isAsking ? [...text.matchAll(/\boptions\.(\w+)\b/g)].map(([, name]) => name) : [];
    expect([id, [...new Set(read)].sort()]).toEqual([id, names.toSorted()]);
    for (const example of examples) {
      for (const name of Object.keys(example.options ?? {})) expect(names).toContain(name);
    }
    const row = page.split('\n').find((line) => line.startsWith(`| [${id}](rules/${id}.md)`)) ?? '';
    for (const name of names) expect(row).toContain(`\`${name}`);
  }
});

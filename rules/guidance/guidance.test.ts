import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isIn, profileNames, severityIn } from '../engine/profiles';
import type { ProfileName, RuleMeta } from '../engine/rule';
import { rules } from '../index';
import { KubernetesVersion } from '../kubernetes/version';
import { audit2019 } from './audit-2019';
import { cis } from './cis';
import { nsaCisa } from './nsa-cisa';
import { owasp2022, owasp2025 } from './owasp';
import { guidancePage } from './page';
import { podSecurityStandards } from './pod-security-standards';
import { chapterRulesOf, type Item, type MappedRule, rulesOf, type Source } from './source';
import { sources } from './sources';

const metas: readonly RuleMeta[] = rules.map((rule) => rule.meta);
const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

const everyItem = sources.flatMap((source) => source.items.map((item) => ({ source, item })));

test('every item has rules, or says why none can check it', () => {
  const empty = everyItem.filter(
    ({ source, item }) => checkers(source, item).length === 0 && item.notChecked === undefined,
  );
  expect(empty.map(nameOf)).toEqual([]);
});

test('what no rule checks has no rule, and what is checked in part has some', () => {
  const wrong = everyItem.filter(
    ({ source, item }) =>
      item.notChecked !== undefined &&
      (item.notChecked.partly === true) !== checkers(source, item).length > 0,
  );
  expect(wrong.map(nameOf)).toEqual([]);
});

test('every id that a rule names is an item', () => {
  const codes: readonly [Source, (rule: MappedRule) => readonly string[]][] = [
    [podSecurityStandards, ({ standards }) => (standards.pss === undefined ? [] : [standards.pss.check])],
    [nsaCisa, ({ standards }) => standards.nsa ?? []],
    [audit2019, ({ standards }) => standards.tob ?? []],
    [cis, ({ standards }) => standards.cis?.['1.12'] ?? []],
    [cis, ({ standards }) => (standards.cis?.['1.23'] ?? []).map((id) => `${id} (1.23)`)],
    [owasp2025, ({ standards }) => standards.owasp?.['2025'] ?? []],
    [owasp2022, ({ standards }) => standards.owasp?.['2022'] ?? []],
  ];
  const unknown = codes.flatMap(([source, named]) =>
    metas.flatMap((rule) =>
      named(rule)
        .filter((id) => !source.items.some((item) => item.id === id && checkers(source, item).includes(rule)))
        .map((id) => `${rule.id} names ${id}`),
    ),
  );
  expect(unknown).toEqual([]);
});

test('rules name editions that there are tables for, and no empty lists', () => {
  const editions = ['1.12', '1.23', '2022', '2025'];
  for (const { id, standards } of metas) {
    const named = Object.entries({ ...standards.cis, ...standards.owasp });
    expect([id, named.filter(([edition]) => !editions.includes(edition))]).toEqual([id, []]);
    const lists = [standards.nsa, standards.tob, ...named.map(([, ids]) => ids)];
    expect([id, lists.some((list) => list?.length === 0)]).toEqual([id, false]);
  }
});

test('every rule that names guidance is on the page', () => {
  const named = metas.filter(
    ({ standards: { pss, nsa, cis, tob, owasp } }) => pss ?? nsa ?? cis ?? tob ?? owasp,
  );
  const page = guidancePage(metas);
  expect(named.filter(({ id }) => !page.includes(`[${id}](rules/${id}.md)`)).map(({ id }) => id)).toEqual([]);
});

test('rules and chapters that an item names exist, once', () => {
  const ids = metas.map(({ id }) => id);
  const chapters = metas.map(({ chapter }) => chapter);
  for (const { source, item } of everyItem) {
    const { rules: named = [], chapters: whole = [] } = item;
    expect([nameOf({ source, item }), named.filter((id) => !ids.includes(id))]).toEqual([
      nameOf({ source, item }),
      [],
    ]);
    expect(new Set(named).size).toBe(named.length);
    expect(whole.filter((chapter) => !chapters.includes(chapter))).toEqual([]);
  }
});

test('no rule is named that a source would find by itself', () => {
  const needless = everyItem.flatMap(({ source, item }) =>
    metas
      .filter(({ id, standards }) => item.rules?.includes(id) && source.namedIn(standards).includes(item.id))
      .map(({ id }) => `${nameOf({ source, item })}: ${id}`),
  );
  const inChapters = everyItem.flatMap(({ source, item }) =>
    chapterRulesOf(item, metas)
      .filter(({ id }) => item.rules?.includes(id))
      .map(({ id }) => `${nameOf({ source, item })}: ${id}`),
  );
  expect([...needless, ...inChapters]).toEqual([]);
});

test('no item of a source is left out', () => {
  expect(idsOf(nsaCisa)).toEqual([
    ...series('POD-', 6),
    ...series('NET-', 4),
    'NET-4a',
    'NET-4b',
    ...series('NET-', 8).slice(4),
    ...series('AA-', 2),
    ...series('LOG-', 9),
    'UPG',
  ]);
  const unused = ['TOB-K8S-011', 'TOB-K8S-018', 'TOB-K8S-030', 'TOB-K8S-035'];
  expect(idsOf(audit2019)).toEqual([
    ...series('TOB-K8S-', 38, 3).filter((id) => !unused.includes(id)),
    ...series('TOB-K8S-TM', 17, 2),
    ...series('ATR-K8S-', 3, 3),
  ]);
  expect(idsOf(cis)).toEqual([
    '1.1',
    ...series('1.2.', 30),
    ...series('1.3.', 7),
    ...series('1.4.', 2),
    ...series('2.', 7),
    ...series('3.1.', 3),
    ...series('3.2.', 2),
    '4.1',
    ...series('4.2.', 6),
    '4.2.6 (1.23)',
    ...series('4.2.', 14).slice(6),
    '4.3.1',
    ...series('5.1.', 13),
    ...series('5.2.', 12),
    ...series('5.3.', 2),
    ...series('5.4.', 2),
    '5.5.1',
    ...series('5.6.', 4),
  ]);
  for (const source of [owasp2025, owasp2022]) expect(idsOf(source)).toEqual(series('K', 10, 2));
  for (const source of sources) expect(new Set(idsOf(source)).size).toBe(source.items.length);
});

test('titles and reasons fit the sentences and the cells they stand in', () => {
  for (const { item } of everyItem) {
    const { title, notChecked } = item;
    for (const text of [title, notChecked?.why ?? 'A reason']) expect(text).toMatch(/^[A-Z].*[^.]$/);
    expect(notChecked?.lookAt ?? 'a place').toMatch(/^(?![A-Z][a-z]).*[^.]$/);
    expect(JSON.stringify(item)).not.toMatch(/[|\n]|\\n/);
  }
});

test('a profile holds the rules that name its guidance, and nothing else', () => {
  const profiles = new Set(sources.flatMap(({ profile }) => profile ?? []));
  for (const profile of profiles) {
    const ofProfile = sources.filter((source) => source.profile === profile);
    const named = metas.filter((meta) =>
      ofProfile.some((source) => source.items.some((item) => rulesOf(item, source, [meta]).length > 0)),
    );
    expect([profile, idsIn(profile)]).toEqual([profile, named.map(({ id }) => id)]);
  }
  const baseline = metas.filter(({ standards }) =>
    podSecurityStandards.items.slice(0, 12).some(({ id }) => id === standards.pss?.check),
  );
  expect(idsIn('pss-baseline')).toEqual(baseline.map(({ id }) => id));
  expect(idsIn('all')).toEqual(metas.map(({ id }) => id));
  expect(idsIn('recommended')).toEqual(metas.filter((meta) => meta.default === 'on').map(({ id }) => id));
});

test('a rule that is in a profile speaks in it', () => {
  for (const profile of profileNames) {
    const speaking = rules.filter((rule) => severityIn(profile, rule, KubernetesVersion.latest) !== 'off');
    expect(speaking.map(({ meta }) => meta.id)).toEqual(idsIn(profile));
  }
});

test('the page links to what there is', () => {
  const page = guidancePage(metas);
  const chapters = new Set<string>(metas.map(({ chapter }) => chapter));
  for (const [, rule] of page.matchAll(/\(rules\/([a-z0-9-]+)\.md\)/g)) {
    expect(metas.some(({ id }) => id === rule)).toBe(true);
  }
  for (const [, chapter = ''] of page.matchAll(/\(rules\/README\.md#([a-z-]+)\)/g)) {
    expect([...chapters]).toContain(chapter);
  }
});

test('the documentation of configuration says what every profile holds', () => {
  const page = readFileSync(path.join(root, 'docs/configuration.md'), 'utf8');
  for (const profile of profileNames) expect(page).toContain(`| \`${profile}\` |`);
});

function checkers(source: Source, item: Item): readonly MappedRule[] {
  return [...rulesOf(item, source, metas), ...chapterRulesOf(item, metas)];
}

function nameOf({ source, item }: { readonly source: Source; readonly item: Item }): string {
  return `${source.title}, ${item.id}`;
}

function idsOf({ items }: Source): readonly string[] {
  return items.map(({ id }) => id);
}

function idsIn(profile: ProfileName): readonly string[] {
  return metas.filter((meta) => isIn(profile, meta)).map(({ id }) => id);
}

/** Ids from 1 to a number, with as many digits as asked for at least. */
function series(prefix: string, last: number, digits = 1): readonly string[] {
  return Array.from({ length: last }, (_, index) => `${prefix}${String(index + 1).padStart(digits, '0')}`);
}

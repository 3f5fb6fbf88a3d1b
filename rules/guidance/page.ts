import { isIn, profileNames } from '../engine/profiles';
import type { Chapter, ProfileName, RuleMeta } from '../engine/rule';
import { chapterRulesOf, type Item, type MappedRule, rulesOf, type Source } from './source';
import { sources } from './sources';

const PROFILES: Readonly<Record<ProfileName, string>> = {
  recommended: 'Most of the rules, at a volume that can be lived with',
  'pss-baseline': 'What Baseline of the Pod Security Standards forbids',
  'pss-restricted': 'What Restricted of the Pod Security Standards forbids, Baseline included',
  'nsa-cisa': 'Rules that name a chapter of the NSA/CISA guide',
  cis: 'Rules that name an id of the CIS Benchmark',
  owasp: 'Rules that name an item of the OWASP Top Ten, of either edition',
  all: 'Every rule, also those that are off elsewhere',
};

/** The page that says which rules check what the guidance asks for, and where to look for what none can. */
export function guidancePage(metas: readonly RuleMeta[]): string {
  const sections = [
    '<!-- Generated from rules/guidance by `npm run update`. Edit that folder. -->',
    '# Guidance',
    `What published guidance says, item by item: the rules that check it, and for what no manifest can show, where to look
instead. What items are about is said in our own words; the texts belong to their authors.`,
    summaryOf(metas),
    ...sources.flatMap((source) => [`## ${source.title}`, source.about, tableOf(source, metas)]),
    '## Profiles',
    'A rule is in a profile by what its metadata says: whether it is on by default, or which guidance it names.',
    profilesOf(metas),
  ];
  return `${sections.join('\n\n')}\n`;
}

function summaryOf(metas: readonly RuleMeta[]): string {
  const rows = sources.map((source) => {
    const { items } = source;
    const unchecked = items.filter(({ notChecked }) => notChecked !== undefined && !notChecked.partly);
    const partly = items.filter(({ notChecked }) => notChecked?.partly);
    const ids = items.flatMap((item) => [...rulesOf(item, source, metas), ...chapterRulesOf(item, metas)]);
    return [
      `[${source.title}](#${anchorOf(source.title)})`,
      items.length,
      items.length - unchecked.length - partly.length,
      partly.length,
      unchecked.length,
      new Set(ids).size,
    ];
  });
  return table(['Source', 'Items', 'Checked', 'In part', 'Not in manifests', 'Rules'], rows);
}

function tableOf(source: Source, metas: readonly RuleMeta[]): string {
  const rows = source.items.map((item) => [item.id, item.title, rulesIn(item, source, metas), gapOf(item)]);
  return table(['Item', source.heading, 'Rules', 'What they cannot see'], rows);
}

/** Links to the chapters and rules that check an item. */
function rulesIn(item: Item, source: Source, metas: readonly RuleMeta[]): string {
  const known = rulesOf(item, source, metas).map(({ id }) => `[${id}](rules/${id}.md)`);
  const chapters = (item.chapters ?? []).map((chapter) => `all of ${chapterLink(chapter, metas)}`);
  return [...chapters, ...known].join(', ');
}

function chapterLink(chapter: Chapter, metas: readonly MappedRule[]): string {
  return metas.some((meta) => meta.chapter === chapter)
    ? `[${chapter}](rules/README.md#${chapter})`
    : chapter;
}

function gapOf({ notChecked }: Item): string {
  return notChecked === undefined ? '' : `${notChecked.why}. Look at ${notChecked.lookAt}.`;
}

function profilesOf(metas: readonly RuleMeta[]): string {
  const rows = profileNames.map((profile) => [
    `\`${profile}\``,
    PROFILES[profile],
    metas.filter((meta) => isIn(profile, meta)).length,
  ]);
  return table(['Profile', 'Holds', 'Rules'], rows);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

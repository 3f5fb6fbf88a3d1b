import type { Chapter, ProfileName, RuleMeta, Standards } from '../engine/rule';

/** A published text, item by item. */
export interface Source {
  readonly title: string;
  /** Which edition, and how to read its ids. Markdown. */
  readonly about: string;
  /** What the titles of its items say: `Asks for`, `Found`. */
  readonly heading: string;
  /** The profile that holds the rules of this source's items, and no others but those of its further editions. */
  readonly profile?: ProfileName;
  /** The ids of this source's items that a rule names in its metadata. */
  readonly namedIn: (standards: Standards) => readonly string[];
  readonly items: readonly Item[];
}

/** One recommendation, finding or control. It has rules, or says why there are none. */
export interface Item {
  /** As the source writes it, or its number where the source has none. */
  readonly id: string;
  /** What it is about, in our own words. */
  readonly title: string;
  /** Rules that check it besides those whose metadata name it. */
  readonly rules?: readonly string[];
  /** Chapters of which every rule checks it. */
  readonly chapters?: readonly Chapter[];
  readonly notChecked?: Gap;
}

/** What no manifest can show of an item. */
export interface Gap {
  /** A sentence without its full stop. */
  readonly why: string;
  /** What to look at instead. Completes "Look at". */
  readonly lookAt: string;
  /** Where rules check the rest of the item. */
  readonly partly?: true;
}

/** As much of a rule as mappings ask for. */
export type MappedRule = Pick<RuleMeta, 'id' | 'chapter' | 'standards'>;

/** The rules that check an item one by one: those that name it, then those that it names. */
export function rulesOf<R extends MappedRule>(item: Item, source: Source, rules: readonly R[]): readonly R[] {
  return rules.filter(
    ({ id, standards }) => source.namedIn(standards).includes(item.id) || item.rules?.includes(id),
  );
}

/** The rules that check an item as part of a whole chapter. */
export function chapterRulesOf<R extends MappedRule>(item: Item, rules: readonly R[]): readonly R[] {
  return rules.filter(({ chapter }) => item.chapters?.includes(chapter));
}

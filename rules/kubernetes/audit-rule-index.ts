import type { AuditRequest, AuditRule, Names, ResourceEntry } from './audit-policy';

/** What stands for every API group. An API server before 1.36 refuses a policy with it. */
export const EVERY_GROUP = '*';

/**
 * The rules of an audit policy by what they ask for, so that of many rules only a few have to be compared with a request, or
 * with another rule.
 */
export class AuditRuleIndex {
  /** Each rule by all that one of its lists asks for, or by `ANYTHING` where no list limits it. */
  private readonly asking = new Map<string, AuditRule[]>();

  /** @param rules In the order of the policy. */
  constructor(rules: readonly AuditRule[]) {
    for (const rule of rules) {
      for (const item of this.rarest(listsOf(rule))) {
        const others = this.asking.get(item);
        if (others === undefined) this.asking.set(item, [rule]);
        else others.push(rule);
      }
    }
  }

  /** The first rule that is wanted, among those that ask for nothing but these items. */
  first(items: readonly string[], isWanted: (rule: AuditRule) => boolean): AuditRule | undefined {
    const found = [ANYTHING, ...items].flatMap((item) => this.asking.get(item)?.find(isWanted) ?? []);
    return found.sort((a, b) => a.position - b.position)[0];
  }

  /** The list whose items the fewest rules before stand by. */
  private rarest(lists: readonly (readonly string[])[]): readonly string[] {
    const countOf = (item: string) => this.asking.get(item)?.length ?? 0;
    const counted = lists.map((items) => ({
      items,
      count: items.reduce((sum, item) => sum + countOf(item), 0),
    }));
    return counted.sort((a, b) => a.count - b.count)[0]?.items ?? [ANYTHING];
  }
}

const ANYTHING = 'anything';
/** URLs with a wildcard, or that are not known. */
const SOME_URLS = 'nonResourceURLs';
/** Resources of every group, or of one that is not known. */
const SOME_RESOURCES = 'resources';
/** The lists that ask for what equals an item. The name of a list alone stands for an item that is not known. */
const NAMES = ['users', 'userGroups', 'verbs', 'namespaces'] as const;

/** What a rule that may match a request asks for. */
export function itemsOf({ user, groups, verb, target }: AuditRequest): readonly string[] {
  const byWhom = [
    `users ${user}`,
    ...groups.map((group) => `userGroups ${group}`),
    `verbs ${verb}`,
    ...NAMES,
  ];
  if (typeof target === 'string') return [...byWhom, SOME_URLS, urlItem(target)];
  const { group, resource, namespace } = target;
  const resources = [SOME_RESOURCES, groupItem(group), resourceItem(group, resource)];
  return [...byWhom, `namespaces ${namespace}`, ...resources];
}

/** What a rule that certainly matches all that another one does asks for, told by the first item in each list of the other. */
export function firstItemsOf({ resources, nonResourceURLs, ...rule }: AuditRule): readonly string[] {
  const names = NAMES.flatMap((list) => rule[list].known.slice(0, 1).map((item) => `${list} ${item}`));
  const urls = nonResourceURLs.known.slice(0, 1).flatMap((url) => [SOME_URLS, urlItem(url)]);
  const [entry] = resources.entries;
  if (entry === undefined) return [...names, ...urls];
  const { group } = entry;
  if (group === undefined) return [...names, ...urls, SOME_RESOURCES];
  const first = entry.resources.known.slice(0, 1).map((item) => resourceItem(group, item));
  return [...names, ...urls, SOME_RESOURCES, groupItem(group), ...first];
}

/** What each of the lists that limit a rule asks for: one of these items. */
function listsOf(rule: AuditRule): readonly (readonly string[])[] {
  const { namespaces, nonResourceURLs, resources } = rule;
  const lists = NAMES.filter((list) => rule[list].isLimiting).map((list) =>
    itemsIn(rule[list], (item) => `${list} ${item}`, list),
  );
  if (resources.isLimiting) {
    const known = resources.entries.flatMap(itemsOfEntry);
    lists.push(resources.isWhole ? known : [...known, SOME_RESOURCES]);
  }
  // Beside namespaces and resources, URLs do not count.
  if (namespaces.isEmpty && resources.isEmpty && nonResourceURLs.isLimiting) {
    lists.push(itemsIn(nonResourceURLs, urlItem, SOME_URLS));
  }
  return lists.map((items) => [...new Set(items)]);
}

function itemsOfEntry({ group, resources }: ResourceEntry): readonly string[] {
  if (group === undefined || group === EVERY_GROUP) return [SOME_RESOURCES];
  if (resources.isEmpty) return [groupItem(group)];
  return itemsIn(resources, (item) => resourceItem(group, item), groupItem(group));
}

function itemsIn(
  { known, isWhole }: Names,
  itemOf: (name: string) => string,
  unknown: string,
): readonly string[] {
  const items = known.map(itemOf);
  return isWhole ? items : [...items, unknown];
}

function groupItem(group: string): string {
  return `resources ${group}`;
}

/** A resource without its subresource. A wildcard stands for its group. */
function resourceItem(group: string, item: string): string {
  const [resource = ''] = item.split('/', 1);
  return resource === '*' ? groupItem(group) : `${groupItem(group)} ${resource}`;
}

function urlItem(url: string): string {
  return url.includes('*') ? SOME_URLS : `nonResourceURLs ${url}`;
}

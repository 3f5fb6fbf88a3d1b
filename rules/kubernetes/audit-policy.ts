import { type Field, isKnown, knownValue } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { MapView } from '../yaml/view';
import { AuditRuleIndex, EVERY_GROUP, itemsOf } from './audit-rule-index';
import { groupOf } from './kinds';
import type { Manifest } from './manifest';

/** The API group of audit policies. */
export const AUDIT_GROUP = 'audit.k8s.io';

/** How much is recorded of a request. */
export type AuditLevel = 'None' | 'Metadata' | 'Request' | 'RequestResponse';

const LEVELS: readonly AuditLevel[] = ['None', 'Metadata', 'Request', 'RequestResponse'];

/** A request to the API server as far as audit policies look at it. */
export interface AuditRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  /** What it is about, or the path of a URL that is no resource. */
  readonly target: ResourceTarget | string;
}

/** The resource a request is about. */
export interface ResourceTarget {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  /** Empty for what is in no namespace. */
  readonly namespace: string;
}

/** What a policy makes of a request. */
export interface AuditOutcome {
  /** Undefined where it cannot be told. */
  readonly level: AuditLevel | undefined;
  /** The rule that decides; undefined where none matches, or where that cannot be told. */
  readonly rule: AuditRule | undefined;
}

/** Whether something holds, as far as that is known. */
type Answer = 'yes' | 'maybe' | 'no';

/** What the API server records. */
export class AuditPolicy {
  readonly rules: readonly AuditRule[];
  /** True where there may be rules that are not in view. */
  readonly isOpen: boolean;
  private ownIndex: AuditRuleIndex | undefined;

  constructor(readonly view: MapView) {
    this.rules = this.list.maps().map((rule, position) => new AuditRule(rule, position));
    this.isOpen = this.list.isOpen;
  }

  get list(): ListView {
    return this.view.list('rules');
  }

  /** The rules by what they ask for. */
  get index(): AuditRuleIndex {
    this.ownIndex ??= new AuditRuleIndex(this.rules);
    return this.ownIndex;
  }

  /** What becomes of a request: the first rule that matches decides, and without one nothing is recorded. */
  outcomeOf(request: AuditRequest): AuditOutcome {
    const unknown = { level: undefined, rule: undefined };
    if (this.isOpen) return unknown;
    const rule = this.index.first(itemsOf(request), (each) => each.matches(request) !== 'no');
    if (rule === undefined) return { level: 'None', rule };
    return rule.matches(request) === 'yes' ? { level: rule.knownLevel, rule } : unknown;
  }
}

/** The items of a list of names. */
export class Names {
  readonly known: readonly string[];
  /** False where there may be items that are not known. */
  readonly isWhole: boolean;
  /** True where there certainly are none. A list without items leaves everything through. */
  readonly isEmpty: boolean;
  /** True where there certainly are some. */
  readonly isLimiting: boolean;
  private ownSet: ReadonlySet<string> | undefined;

  constructor(list: ListView) {
    const items = list.strings();
    this.known = items.flatMap((item) => knownValue(item) ?? []);
    this.isWhole = !list.isOpen && this.known.length === items.length;
    this.isEmpty = !list.isOpen && items.length === 0;
    this.isLimiting = items.length > 0;
  }

  /** Whether a name certainly is in the list. */
  has(name: string): boolean {
    this.ownSet ??= new Set(this.known);
    return this.ownSet.has(name);
  }
}

/** Resources of one group. */
export interface ResourceEntry {
  /** Empty for the core group, `EVERY_GROUP` for all of them; undefined where it is not known. */
  readonly group: string | undefined;
  readonly resources: Names;
  readonly resourceNames: Names;
}

/** One rule of an audit policy. It is read once, because it is asked about many requests. */
export class AuditRule {
  readonly level: Field<string>;
  /** The level, where it is known and one of those there are. */
  readonly knownLevel: AuditLevel | undefined;
  readonly users: Names;
  readonly userGroups: Names;
  readonly verbs: Names;
  readonly namespaces: Names;
  readonly nonResourceURLs: Names;
  readonly resources: {
    readonly entries: readonly ResourceEntry[];
    readonly isWhole: boolean;
    readonly isEmpty: boolean;
    readonly isLimiting: boolean;
  };

  /** @param position The number of rules before it. */
  constructor(
    readonly view: MapView,
    readonly position: number,
  ) {
    this.level = view.string('level');
    this.knownLevel = LEVELS.find((level) => isKnown(this.level, level));
    this.users = new Names(view.list('users'));
    this.userGroups = new Names(view.list('userGroups'));
    this.verbs = new Names(view.list('verbs'));
    this.namespaces = new Names(view.list('namespaces'));
    this.nonResourceURLs = new Names(view.list('nonResourceURLs'));
    const list = view.list('resources');
    const entries = list.maps();
    const count = list.strings().length;
    this.resources = {
      entries: entries.map(entryOf),
      isWhole: !list.isOpen && entries.length === count,
      isEmpty: !list.isOpen && count === 0,
      isLimiting: count > 0,
    };
  }

  /** Whether the rule matches every request. */
  get isUnconditional(): Answer {
    const { users, userGroups, verbs, namespaces, resources, nonResourceURLs } = this;
    return all([users, userGroups, verbs, namespaces, resources, nonResourceURLs].map(leavesAll));
  }

  /** Whether the rule matches a request. Nothing but `*` in groups, resources and URLs stands for more than itself. */
  matches({ user, groups, verb, target }: AuditRequest): Answer {
    const byWhom = all([
      allows(this.users, (item) => item === user),
      allows(this.userGroups, (item) => groups.includes(item)),
      allows(this.verbs, (item) => item === verb),
    ]);
    return byWhom === 'no' ? 'no' : all([byWhom, this.matchesTarget(target)]);
  }

  private matchesTarget(target: ResourceTarget | string): Answer {
    const isForAll = all([this.namespaces, this.resources].map(leavesAll));
    if (isForAll === 'maybe') return 'maybe';
    if (isForAll === 'no') return typeof target === 'string' ? 'no' : this.matchesResource(target);
    if (typeof target !== 'string') return leavesAll(this.nonResourceURLs);
    return allows(this.nonResourceURLs, (item) => isUrlOf(item, target));
  }

  private matchesResource(target: ResourceTarget): Answer {
    const { entries, isEmpty, isWhole } = this.resources;
    const listed = isEmpty
      ? 'yes'
      : any([...entries.map((entry) => matchesEntry(entry, target)), isWhole ? 'no' : 'maybe']);
    return all([allows(this.namespaces, (item) => item === target.namespace), listed]);
  }
}

/** The audit policy that a manifest is. */
export function auditPoliciesIn({ kind, apiVersion, root }: Manifest): readonly AuditPolicy[] {
  const isPolicy = kind === 'Policy' && apiVersion !== undefined && groupOf(apiVersion) === AUDIT_GROUP;
  return isPolicy ? [new AuditPolicy(root)] : [];
}

/** Whether an item of `resources` stands for a resource or subresource: `pods` is not `pods/log`, but `pods/*` is both. */
export function isResourceOf(item: string, resource: string, subresource?: string): boolean {
  if (item === '*' || item === `${resource}/*`) return true;
  return subresource === undefined
    ? item === resource
    : item === `${resource}/${subresource}` || item === `*/${subresource}`;
}

/** Whether an item of `nonResourceURLs` stands for a path. */
export function isUrlOf(item: string, path: string): boolean {
  if (item === '*' || item === path) return true;
  return item.endsWith('*') && path.startsWith(item.replace(/\*+$/, ''));
}

function matchesEntry(entry: ResourceEntry, target: ResourceTarget): Answer {
  const { group, resource, subresource, name } = target;
  if (entry.group !== undefined && entry.group !== EVERY_GROUP && entry.group !== group) return 'no';
  return all([
    entry.group === undefined ? 'maybe' : 'yes',
    allows(entry.resources, (item) => isResourceOf(item, resource, subresource)),
    // Names count only beside resources.
    entry.resources.isEmpty ? 'yes' : allows(entry.resourceNames, (item) => item === name),
  ]);
}

function entryOf(view: MapView): ResourceEntry {
  const group = view.string('group');
  return {
    group: group.state === 'absent' ? '' : knownValue(group),
    resources: new Names(view.list('resources')),
    resourceNames: new Names(view.list('resourceNames')),
  };
}

/** Whether a list leaves something through: one without items does. */
function allows(names: Names, isWanted: (item: string) => boolean): Answer {
  if (names.isEmpty || names.known.some(isWanted)) return 'yes';
  return names.isWhole ? 'no' : 'maybe';
}

/** Whether a list has no items, so that everything gets through. */
function leavesAll({ isEmpty, isLimiting }: Pick<Names, 'isEmpty' | 'isLimiting'>): Answer {
  if (isEmpty) return 'yes';
  return isLimiting ? 'no' : 'maybe';
}

function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

function any(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

import { type Fact, keysOf } from './facts';
import type { NameFact } from './facts-names';
import { KustomizeRoles } from './kustomize-roles';
import { plainUri } from './uri';
import { mayMeet, type Namespaces, namespacesIn, type WorkspaceView } from './workspace';
import { type Ask, type LinkView, linksFor } from './workspace-links';

/** What a file's facts are now; undefined where it is gone. */
export interface FactChange {
  readonly uri: string;
  readonly facts: readonly Fact[] | undefined;
}

/** A question that somebody has asked, with what it was answered. */
interface Question {
  /** The facts that the answer is made of. */
  readonly factKeys: readonly string[];
  readonly answer: () => unknown;
  /** Whether it is another answer where something in it merely stands elsewhere. */
  readonly isExact: boolean;
  readonly askers: Set<string>;
  last: string;
}

type FactOf<K extends Fact['kind']> = Extract<Fact, { readonly kind: K }>;

/** What kustomizations say decides where every object is. */
const ROLE_KEYS: readonly string[] = ['kustomization', 'skaffold'];

/** Answers a question about facts of these keys, and may note that it was asked. */
type AskIndex = <T>(key: string, factKeys: readonly string[], answer: () => T, isExact?: boolean) => T;

/**
 * The facts of many files. It keeps what each file has asked, so that a change names only the files that would be answered
 * otherwise now. Where a fact merely stands elsewhere in its file, nobody is.
 */
export class WorkspaceIndex {
  private readonly byFile = new Map<string, readonly Fact[]>();
  private readonly byKey = new Map<string, Map<string, readonly Fact[]>>();
  private readonly questions = new Map<string, Question>();
  private readonly asked = new Map<string, Set<string>>();
  private roles: KustomizeRoles | undefined;

  /** Takes a file's facts. Gives the files whose findings may have changed, perhaps this one among them. */
  update(uri: string, facts: readonly Fact[]): ReadonlySet<string> {
    return this.updateAll([{ uri, facts }]);
  }

  /** Forgets a file's facts and what it has asked. */
  remove(uri: string): ReadonlySet<string> {
    return this.updateAll([{ uri, facts: undefined }]);
  }

  /** Many changes as one: nobody is named for what one change does and another undoes. */
  updateAll(changes: readonly FactChange[]): ReadonlySet<string> {
    const moved = new Set<string>();
    const changed = new Set<string>();
    for (const { uri, facts } of changes) {
      for (const { key, isSame } of this.replace(uri, facts ?? [])) {
        moved.add(key);
        if (!isSame) changed.add(key);
      }
      if (facts === undefined) this.forgetQuestionsOf(uri);
    }
    if (ROLE_KEYS.some((key) => changed.has(key))) this.roles = undefined;
    return moved.size === 0 ? moved : this.answeredOtherwise(changed, moved);
  }

  /** The facts of a file. */
  factsOf(uri: string): readonly Fact[] {
    return this.byFile.get(uri) ?? [];
  }

  /** What a file sees of the others. Forgets what the file has asked before, so ask for a view each time it is linted. */
  viewFor(uri: string, closedWorld = false): WorkspaceView {
    this.forgetQuestionsOf(uri);
    return this.view(uri, closedWorld, (key, factKeys, answer, isExact) =>
      this.ask(uri, key, factKeys, answer, isExact),
    );
  }

  /** What any file sees of the others, without a note of what it asks: for texts that nobody may ever save. */
  glance(uri: string, closedWorld: boolean): WorkspaceView {
    return this.view(uri, closedWorld, (_key, _factKeys, answer) => answer());
  }

  private view(uri: string, closedWorld: boolean, ask: AskIndex): WorkspaceView {
    return {
      closedWorld,
      ...this.linksOf(uri, ask),
      roleOf: (file) => ask(`role ${file}`, ROLE_KEYS, () => this.rolesNow().of(file)),
      serviceAccounts: (namespaces, name) =>
        ask(`service-accounts ${name} ${text(namespaces)}`, [`service-account/${name}`, ...ROLE_KEYS], () =>
          this.allOf('service-account', [`service-account/${name}`]).filter((fact) =>
            this.isIn(fact, fact.namespace, namespaces),
          ),
        ),
      bindings: (namespaces, name) => {
        const keys = [`binding/${name}`, 'binding/*'];
        return ask(`bindings ${name} ${text(namespaces)}`, [...keys, ...ROLE_KEYS], () =>
          this.allOf('binding', keys).filter((fact) =>
            fact.subjects.some(
              (subject) =>
                (subject.name ?? name) === name &&
                (subject.namespace === undefined || this.isIn(fact, subject.namespace, namespaces)),
            ),
          ),
        );
      },
      limitRanges: (namespaces) =>
        ask(`limit-ranges ${text(namespaces)}`, ['limit-range', ...ROLE_KEYS], () =>
          this.allOf('limit-range', ['limit-range']).filter((fact) =>
            this.isIn(fact, fact.namespace, namespaces),
          ),
        ),
      resourceQuotas: (namespaces) =>
        ask(`resource-quotas ${text(namespaces)}`, ['resource-quota', ...ROLE_KEYS], () =>
          this.allOf('resource-quota', ['resource-quota']).filter((fact) =>
            this.isIn(fact, fact.namespace, namespaces),
          ),
        ),
      imageVerifications: () =>
        ask('image-verifications', ['image-verification'], () =>
          this.allOf('image-verification', ['image-verification']),
        ),
      namespaces: (name) =>
        ask(`namespaces ${name}`, [`namespace/${name}`], () =>
          this.allOf('namespace', [`namespace/${name}`]),
        ),
    };
  }

  private linksOf(uri: string, ask: AskIndex): LinkView {
    const askLinks: Ask = (key, factKeys, answer, { isExact = false, isEverywhere = false } = {}) =>
      ask(key, isEverywhere ? factKeys : [...factKeys, ...ROLE_KEYS], answer, isExact);
    return linksFor(uri, askLinks, {
      allOf: (kind, keys) => this.allOf(kind, keys),
      namespacesFor: ({ place }, own) => namespacesIn(own, this.rolesNow().of(place.uri)),
      isRenamed: (file) => this.rolesNow().renamed.has(plainUri(file)),
      renamed: (kind) =>
        [...this.rolesNow().renamed]
          .flatMap((file) => this.factsOf(file))
          .filter((fact): fact is NameFact => fact.kind === 'name' && fact.of === kind),
    });
  }

  /** Puts new facts in place of a file's old ones. Gives the keys of those that differ, or merely stand elsewhere. */
  private replace(
    uri: string,
    facts: readonly Fact[],
  ): readonly { readonly key: string; readonly isSame: boolean }[] {
    const before = grouped(this.byFile.get(uri) ?? []);
    const after = grouped(facts);
    if (facts.length > 0) this.byFile.set(uri, facts);
    else this.byFile.delete(uri);
    const keys = [...new Set([...before.keys(), ...after.keys()])];
    for (const key of keys) this.put(key, uri, after.get(key));
    return keys
      .filter((key) => exactText(before.get(key)) !== exactText(after.get(key)))
      .map((key) => ({ key, isSame: text(before.get(key)) === text(after.get(key)) }));
  }

  private put(key: string, uri: string, facts: readonly Fact[] | undefined): void {
    const files = this.byKey.get(key) ?? new Map<string, readonly Fact[]>();
    if (facts === undefined) files.delete(uri);
    else files.set(uri, facts);
    if (files.size > 0) this.byKey.set(key, files);
    else this.byKey.delete(key);
  }

  private answeredOtherwise(changed: ReadonlySet<string>, moved: ReadonlySet<string>): ReadonlySet<string> {
    const files = new Set<string>();
    for (const question of this.questions.values()) {
      const { factKeys, isExact } = question;
      if (!factKeys.some((key) => (isExact ? moved : changed).has(key))) continue;
      const answer = textFor(isExact, question.answer());
      if (answer === question.last) continue;
      question.last = answer;
      for (const asker of question.askers) files.add(asker);
    }
    return files;
  }

  private ask<T>(uri: string, key: string, factKeys: readonly string[], answer: () => T, isExact = false): T {
    const result = answer();
    const last = textFor(isExact, result);
    const question = this.questions.get(key) ?? { factKeys, answer, isExact, askers: new Set(), last };
    this.questions.set(key, question);
    question.askers.add(uri);
    const own = this.asked.get(uri) ?? new Set();
    this.asked.set(uri, own.add(key));
    return result;
  }

  private forgetQuestionsOf(uri: string): void {
    for (const key of this.asked.get(uri) ?? []) {
      const question = this.questions.get(key);
      question?.askers.delete(uri);
      if (question?.askers.size === 0) this.questions.delete(key);
    }
    this.asked.delete(uri);
  }

  private rolesNow(): KustomizeRoles {
    this.roles ??= new KustomizeRoles(
      this.allOf('kustomization', ['kustomization']),
      this.allOf('skaffold', ['skaffold']),
    );
    return this.roles;
  }

  /** Whether a fact whose own namespace is this one may be in one of the namespaces. */
  private isIn(fact: Fact, own: string | undefined, namespaces: Namespaces): boolean {
    return mayMeet(namespacesIn(own, this.rolesNow().of(fact.place.uri)), namespaces);
  }

  /** The facts of some keys, each once, in an order that does not depend on when they came. */
  private allOf<K extends Fact['kind']>(kind: K, keys: readonly string[]): readonly FactOf<K>[] {
    const found = keys.flatMap((key) => [...(this.byKey.get(key)?.entries() ?? [])]);
    found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const facts = found.flatMap(([, ofFile]) => ofFile);
    return [...new Set(facts)].filter((fact): fact is FactOf<K> => fact.kind === kind);
  }
}

function grouped(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    for (const key of keysOf(fact)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [fact]);
      else group.push(fact);
    }
  }
  return groups;
}

function textFor(isExact: boolean, value: unknown): string {
  return isExact ? exactText(value) : text(value);
}

/** Plain data as text to compare. */
function exactText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** The same without where in a text it stands. */
function text(value: unknown): string {
  return JSON.stringify(value, (key, part) => (PLACES.has(key) ? undefined : part)) ?? '';
}

const PLACES: ReadonlySet<string> = new Set(['span', 'range']);

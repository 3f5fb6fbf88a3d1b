import { changesOf } from './changed-keys';
import { type ChangedKey, type FactOf, FactStore } from './fact-store';
import { type Fact, keysOf } from './facts';
import type { KustomizationFact } from './facts-kustomize';
import type { NameFact } from './facts-names';
import { KustomizeRoles, roleKeyOf } from './kustomize-roles';
import { LocatedFacts } from './located-facts';
import { type Asked, type AskIndex, isSameAnswer, Questions } from './questions';
import { isSameData, textWithoutPlaces } from './same-data';
import { plainUri } from './uri';
import { certainNamespaces, mayMeet, type Namespaces, namespacesIn, type WorkspaceView } from './workspace';
import { type LinkView, linksFor } from './workspace-links';
import { type ObjectFacts, objectView } from './workspace-objects';
import { type PolicyFacts, policyView } from './workspace-policies';

/** What a file's facts are now; undefined where it is gone. */
export interface FactChange {
  readonly uri: string;
  readonly facts: readonly Fact[] | undefined;
}

/** What a file sees of the others while it is linted part by part. */
export interface Sight {
  readonly view: WorkspaceView;
  /** The same view, for who looks later: to keep this is to keep less. */
  readonly again: () => WorkspaceView;
  /** Does work, and gives what it has asked. */
  noted<T>(work: () => T): { readonly result: T; readonly asked: readonly Asked[] };
  /** Asks again, and gives whether everything is answered as it was. */
  isSame(asked: readonly Asked[]): boolean;
}

/** Where what one part asks is written down, while it does. */
interface Notes {
  asked: Map<string, Asked> | undefined;
}

/** Kinds of facts that are looked for by their namespaces, often. */
type LocatedKind = 'network-policy' | 'other-network-policy' | 'service' | 'workload';

/** Facts that decide what becomes of other files. */
const ROLE_KEYS: readonly string[] = ['kustomization', 'skaffold'];

/**
 * The facts of many files. It keeps what each file has asked, so that a change names only the files that would be answered
 * otherwise now. Where a fact merely stands elsewhere in its file, nobody is.
 */
export class WorkspaceIndex {
  private readonly facts = new FactStore();
  private readonly questions = new Questions();
  private roles: KustomizeRoles | undefined;
  private located = new Map<string, LocatedFacts<never>>();
  private readonly objectFacts: ObjectFacts = {
    all: (kind, keys) => this.facts.all(kind, keys),
    isIn: ({ place }, own, namespaces) =>
      mayMeet(namespacesIn(own, this.rolesNow().of(place.uri)), namespaces),
  };
  private readonly policyFacts: PolicyFacts = {
    all: (kind, keys) => this.facts.all(kind, keys),
    located: (kind) => this.locatedOf(kind),
    roleOf: (uri) => this.rolesNow().of(uri),
    certainNamespacesOf: ({ namespace, place }) =>
      certainNamespaces(namespace, this.rolesNow().of(place.uri)),
  };

  /** Takes a file's facts. Gives the files whose findings may have changed, perhaps this one among them. */
  update(uri: string, facts: readonly Fact[]): ReadonlySet<string> {
    return this.updateAll([{ uri, facts }]);
  }

  /** Forgets a file's facts and what it has asked. */
  remove(uri: string): ReadonlySet<string> {
    return this.updateAll([{ uri, facts: undefined }]);
  }

  /** Forgets what all files have asked, and keeps their facts. */
  forgetQuestions(): void {
    this.questions.clear();
  }

  /** Many changes as one: nobody is named for what one change does and another undoes. */
  updateAll(changes: readonly FactChange[]): ReadonlySet<string> {
    const keys: ChangedKey[] = [];
    for (const { uri, facts } of changes) {
      keys.push(...this.facts.replace(uri, facts ?? []));
      if (facts === undefined) this.questions.forget(uri);
    }
    const before = this.roles;
    if (keys.some(({ key, isSame }) => !isSame && ROLE_KEYS.includes(key))) this.roles = undefined;
    // A first reading of all files concerns nobody.
    if (this.questions.isEmpty) this.located.clear();
    if (keys.length === 0 || this.questions.isEmpty) return new Set();
    const differences = changesOf(keys, before, this.rolesNow(), (uri) => this.factsOf(uri));
    for (const key of differences.moved.keys()) this.located.delete(key);
    return this.questions.answeredOtherwise(differences);
  }

  /** The facts of a file. */
  factsOf(uri: string): readonly Fact[] {
    return this.facts.of(uri);
  }

  /** The kustomizations that list a file among their resources. */
  kustomizationsListing(uri: string): readonly string[] {
    const all = this.facts.all('kustomization', ['kustomization']);
    const byFile = listings.get(all) ?? listingsIn(all);
    listings.set(all, byFile);
    return byFile.get(uri) ?? [];
  }

  /** What a file sees of the others. Forgets what the file has asked before, so ask for a view each time it is linted. */
  viewFor(uri: string, closedWorld = false): WorkspaceView {
    this.questions.forget(uri);
    return this.view(uri, closedWorld, (key, factKeys, answer, isExact, within) =>
      this.questions.ask(uri, key, factKeys, answer, isExact, within),
    );
  }

  /** Does work with what a file sees of the others. What the file asked before and does not ask now is forgotten. */
  asking<T>(uri: string, closedWorld: boolean, work: (sight: Sight) => T): T {
    const sight = this.sightOf(uri, closedWorld);
    return this.questions.round(uri, () => work(sight));
  }

  private sightOf(uri: string, closedWorld: boolean): Sight {
    const notes: Notes = { asked: undefined };
    const ask = this.askerFor(uri, notes);
    return {
      view: this.view(uri, closedWorld, ask),
      again: () => this.view(uri, closedWorld, ask),
      noted: (part) => {
        const asked = new Map<string, Asked>();
        notes.asked = asked;
        try {
          return { result: part(), asked: [...asked.values()] };
        } finally {
          notes.asked = undefined;
        }
      },
      isSame: (asked) =>
        asked.every((one) =>
          isSameAnswer(ask(one.question, one.factKeys, one.answer, one.isExact, one.within), one),
        ),
    };
  }

  /** Apart from the rest: answers are kept, and hold on to all that is at hand where they are made. */
  private askerFor(uri: string, notes: Notes): AskIndex {
    return (question, factKeys, answer, isExact = false, within = undefined) => {
      const result = this.questions.ask(uri, question, factKeys, answer, isExact, within);
      notes.asked?.set(question, { question, factKeys, answer, isExact, within, result });
      return result;
    };
  }

  /** What any file sees of the others, without a note of what it asks: for texts that nobody may ever save. `asked` takes notes. */
  glance(uri: string, closedWorld: boolean, asked?: Map<string, Asked>): WorkspaceView {
    return this.view(uri, closedWorld, (question, factKeys, answer, isExact = false, within = undefined) => {
      const result = answer();
      asked?.set(question, { question, factKeys, answer, isExact, within, result });
      return result;
    });
  }

  /** Whether what was asked at a glance would be answered the same now. */
  isStill(asked: Iterable<Asked>): boolean {
    return [...asked].every((one) => isSameAnswer(one.answer(), one));
  }

  private view(uri: string, closedWorld: boolean, ask: AskIndex): WorkspaceView {
    return {
      closedWorld,
      ...this.linksOf(uri, ask),
      roleOf: (file) => {
        const key = roleKeyOf(file);
        return ask(key, [key, 'skaffold'], () => this.rolesNow().of(file));
      },
      ...objectView(this.objectFacts, ask),
      ...policyView(this.policyFacts, ask),
      exactly: (fact) => {
        const isThis = (other: Fact) => isSameData(other, fact, false);
        const now = () => this.factsOf(plainUri(fact.place.uri)).filter(isThis);
        ask(`exactly ${textWithoutPlaces(fact)}`, keysOf(fact), now, true);
        return fact;
      },
    };
  }

  private linksOf(uri: string, ask: AskIndex): LinkView {
    return linksFor(uri, ask, {
      allOf: (kind, keys) => this.facts.all(kind, keys),
      services: (namespaces) => this.locatedOf('service').in(namespaces),
      namespacesFor: ({ place }, own) => namespacesIn(own, this.rolesNow().of(place.uri)),
      isRenamed: (file) => this.rolesNow().renamed.has(plainUri(file)),
      renamed: (kind) =>
        [...this.rolesNow().renamed]
          .flatMap((file) => this.factsOf(file))
          .filter((fact): fact is NameFact => fact.kind === 'name' && fact.of === kind),
    });
  }

  /** What work gives as if a file held these facts: for a text that is only tried. What it asks is forgotten again. */
  tried<T>(uri: string, facts: readonly Fact[], work: () => T): T {
    const before = this.factsOf(uri);
    const { roles, located } = this;
    const changed = this.facts.replace(uri, facts);
    if (changed.some(({ key }) => ROLE_KEYS.includes(key))) this.roles = undefined;
    this.located = new Map();
    try {
      return this.questions.aside(uri, work);
    } finally {
      this.facts.replace(uri, before);
      this.roles = roles;
      this.located = located;
    }
  }

  private rolesNow(): KustomizeRoles {
    this.roles ??= new KustomizeRoles(
      this.facts.all('kustomization', ['kustomization']),
      this.facts.all('skaffold', ['skaffold']),
    );
    return this.roles;
  }

  private locatedOf<K extends LocatedKind>(kind: K): LocatedFacts<FactOf<K>> {
    const known = this.located.get(kind) as LocatedFacts<FactOf<K>> | undefined;
    if (known !== undefined) return known;
    const namespacesOf = ({ namespace, place }: FactOf<LocatedKind>) =>
      namespacesIn(namespace, this.rolesNow().of(place.uri));
    const located = new LocatedFacts<FactOf<K>>(
      this.facts.all(kind, [kind]),
      namespacesOf as (fact: FactOf<K>) => Namespaces,
    );
    this.located.set(kind, located as LocatedFacts<never>);
    return located;
  }
}

/** The URIs of kustomizations by the files that they list. */
type Listings = ReadonlyMap<string, readonly string[]>;

/** Kustomizations that have changed come in another list. */
const listings = new WeakMap<readonly KustomizationFact[], Listings>();

function listingsIn(kustomizations: readonly KustomizationFact[]): Listings {
  const byFile = new Map<string, string[]>();
  for (const { resources, place } of kustomizations) {
    for (const file of new Set(resources)) {
      const listing = byFile.get(file);
      if (listing === undefined) byFile.set(file, [plainUri(place.uri)]);
      else listing.push(plainUri(place.uri));
    }
  }
  return byFile;
}

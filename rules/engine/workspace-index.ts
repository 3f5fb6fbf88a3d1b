import { exactly } from './exact-query';
import type { Fact } from './facts';
import type { KustomizationFact } from './facts-kustomize';
import { roleOf } from './file-queries';
import { type FactChange, KnownFacts } from './known-facts';
import { questionIn } from './queries';
import { type Ask, answerText, isSameAnswer, type Question, questionOf } from './query';
import { type Asked, Questions } from './questions';
import { withoutPlaces } from './same-data';
import { plainUri } from './uri';
import type { WorkspaceView } from './workspace';
import { linkView } from './workspace-links';
import { objectView } from './workspace-objects';
import { policyView } from './workspace-policies';

export type { FactChange } from './known-facts';

/** What a file sees of the others while it is linted part by part. */
export interface Sight {
  readonly view: WorkspaceView;
  /** The same view, for who looks later: to keep this is to keep less. */
  readonly again: () => WorkspaceView;
  /** Does work, and gives what it has asked. */
  noted<T>(work: () => T): { readonly result: T; readonly asked: readonly Asked[] };
  /** Asks a question that was written down; undefined where it cannot be asked. */
  ask(question: string): Asked | undefined;
  /** Asks again, and gives whether everything is answered as it was. */
  isSame(asked: readonly Asked[]): boolean;
}

/** Where what one part asks is written down, while it does. */
interface Notes {
  asked: Map<string, Asked> | undefined;
}

/**
 * The facts of many files. It keeps what each file has asked, so that a change names only the files that would be answered
 * otherwise now. Where a fact merely stands elsewhere in its file, nobody is.
 */
export class WorkspaceIndex {
  private readonly facts = new KnownFacts();
  private readonly questions = new Questions(this.facts);

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
    // A first reading of all files concerns nobody.
    if (this.questions.isEmpty) {
      this.facts.fill(changes);
      return new Set();
    }
    for (const { uri, facts } of changes) if (facts === undefined) this.questions.forget(uri);
    const differences = this.facts.replace(changes);
    if (differences === undefined) return new Set();
    const named = new Set(this.questions.answeredOtherwise(differences));
    for (const file of differences.otherRoles(() => this.questions.allAskers())) {
      if (this.questions.hasAskedSelf(file)) named.add(file);
    }
    return named;
  }

  /** The facts of a file. */
  factsOf(uri: string): readonly Fact[] {
    return this.facts.of(uri);
  }

  /** The kustomizations that list a file among their resources. */
  kustomizationsListing(uri: string): readonly string[] {
    const all = this.facts.all('kustomization', ['kustomization']);
    // A fact that is the only one of its kind comes in a new list each time.
    const key = all.length === 1 ? (all[0] ?? all) : all;
    const byFile = listings.get(key) ?? listingsIn(all);
    listings.set(key, byFile);
    return byFile.get(uri) ?? [];
  }

  /** What a file sees of the others. Forgets what the file has asked before, so ask for a view each time it is linted. */
  viewFor(uri: string, closedWorld = false): WorkspaceView {
    this.questions.forget(uri);
    return this.view(uri, closedWorld, this.askerFor(uri, { asked: undefined }));
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
      ask: (text) => {
        const question = questionIn(text);
        return question === undefined ? undefined : { question, result: this.answer(uri, question) };
      },
      isSame: (asked) =>
        asked.every(({ question, result }) =>
          isSameAnswer(this.answer(uri, question), result, question.query),
        ),
    };
  }

  /** Apart from the rest: views are kept, and hold on to all that is at hand where they are made. */
  private askerFor(uri: string, notes: Notes): Ask {
    return (query, ...about) => {
      const question = questionOf(query, about);
      const result = this.answer(uri, question);
      notes.asked?.set(question.text, { question, result });
      return result;
    };
  }

  private answer<T>(uri: string, question: Question<T>): T {
    const { query, about } = question;
    // What becomes of itself every file asks: that is noted without a question of its own.
    if (query.name !== roleOf.name || about[0] !== uri) return this.questions.ask(uri, question);
    this.questions.noteSelf(uri);
    return query.answer(this.facts, ...about);
  }

  /** What any file sees of the others, without a note of what it asks: for texts that nobody may ever save. `asked` takes notes. */
  glance(uri: string, closedWorld: boolean, asked?: Map<string, Asked>): WorkspaceView {
    return this.view(uri, closedWorld, (query, ...about) => {
      const result = query.answer(this.facts, ...about);
      if (asked !== undefined) {
        const question = questionOf(query, about);
        asked.set(question.text, { question, result });
      }
      return result;
    });
  }

  /** Whether what was asked at a glance would be answered the same now. */
  isStill(asked: Iterable<Asked>): boolean {
    return [...asked].every(({ question, result }) => {
      const { query, about } = question;
      return isSameAnswer(query.answer(this.facts, ...about), result, query);
    });
  }

  /**
   * What a question that was written down is answered now: another text for another answer. Undefined where nobody can ask such
   * a question any more.
   */
  answerTo(question: string): string | undefined {
    const asked = questionIn(question);
    if (asked === undefined) return undefined;
    return answerText(asked.query.answer(this.facts, ...asked.about), asked.query);
  }

  private view(uri: string, closedWorld: boolean, ask: Ask): WorkspaceView {
    return {
      closedWorld,
      ...linkView(uri, ask),
      roleOf: (file) => ask(roleOf, plainUri(file)),
      ...objectView(ask),
      ...policyView(ask),
      exactly: (fact) => {
        ask(exactly, withoutPlaces(fact));
        return fact;
      },
    };
  }

  /** What work gives as if a file held these facts: for a text that is only tried. What it asks is forgotten again. */
  tried<T>(uri: string, facts: readonly Fact[], work: () => T): T {
    return this.facts.tried(uri, facts, () => this.questions.aside(uri, work));
  }
}

/** The URIs of kustomizations by the files that they list. */
type Listings = ReadonlyMap<string, readonly string[]>;

/** Kustomizations that have changed come in another list. */
const listings = new WeakMap<readonly KustomizationFact[] | KustomizationFact, Listings>();

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

import type { Fact } from './facts';
import type { KnownFacts } from './known-facts';
import { folderOf, plainUri } from './uri';
import { mayMeet, type Namespaces } from './workspace';

/**
 * The facts that certainly are in one of the namespaces, or else stand in the folder of a file where one of the two is not
 * known. Folders often have several variants of one thing: of those the nearest to the file counts.
 */
export function certain<T extends Fact>(
  all: KnownFacts,
  facts: readonly T[],
  uri: string,
  namespaces: Namespaces,
  ownOf: (fact: T) => string | undefined,
): readonly T[] {
  const folder = folderOf(plainUri(uri));
  const found = facts.filter((fact) => {
    const own = ownOf(fact);
    const ofFact = all.namespacesFor(fact, own);
    if (ofFact !== undefined && namespaces !== undefined) return mayMeet(ofFact, namespaces);
    return !isTaken(own, ofFact) && folderOf(plainUri(fact.place.uri)) === folder;
  });
  return nearestOfEach(found, uri);
}

/** Whether a controller may put something in another namespace than its own: then its folder says nothing. */
export function isTaken(own: string | undefined, namespaces: Namespaces): boolean {
  return own !== undefined && namespaces === undefined;
}

/** Of the facts of each object the nearest to a file. */
export function nearestOfEach<T extends Fact>(facts: readonly T[], uri: string): readonly T[] {
  const objects = new Map<string | undefined, T[]>();
  for (const fact of facts) {
    const name = nameOf(fact);
    const object = objects.get(name);
    if (object === undefined) objects.set(name, [fact]);
    else object.push(fact);
  }
  return [...objects.values()].flatMap((object) => nearest(object, uri));
}

function nameOf(fact: Fact): string | undefined {
  if ('object' in fact) return fact.object;
  return 'name' in fact ? fact.name : undefined;
}

/** The facts of a file, else those of its folder, else all. */
export function nearest<T extends Fact>(facts: readonly T[], uri: string): readonly T[] {
  if (facts.length < 2) return facts;
  const plain = plainUri(uri);
  const ofFile = facts.filter(({ place }) => plainUri(place.uri) === plain);
  if (ofFile.length > 0) return ofFile;
  const ofFolder = facts.filter(({ place }) => folderOf(plainUri(place.uri)) === folderOf(plain));
  return ofFolder.length > 0 ? ofFolder : facts;
}

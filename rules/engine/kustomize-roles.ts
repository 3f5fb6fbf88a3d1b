import type { KustomizationFact, SkaffoldFact } from './facts-kustomize';
import type { NamedKind } from './facts-names';
import { isSameData } from './same-data';
import { folderOf, plainUri } from './uri';
import { emptyWorkspace, type FileRole } from './workspace';

/** What a question depends on that is about what becomes of a file. */
export function roleKeyOf(uri: string): string {
  return `role of ${plainUri(uri)}`;
}

/** What a question depends on that is about objects to whose names a kustomization adds something. */
export function renamedKeyOf(kind: NamedKind): string {
  return `renamed ${kind}`;
}

/** What kustomizations and skaffold make of each file. */
export class KustomizeRoles {
  private readonly byFolder: ReadonlyMap<string, KustomizationFact>;
  private readonly patches: ReadonlySet<string>;
  /** The files in which a kustomization adds something to the names of all objects. */
  readonly renamed: ReadonlySet<string>;
  private readonly namespaces = new Map<string, Set<string>>();
  private readonly images = new Map<string, Set<string>>();
  private readonly labelled = new Set<string>();
  private readonly built = new Map<string, readonly string[]>();

  constructor(kustomizations: readonly KustomizationFact[], skaffolds: readonly SkaffoldFact[]) {
    this.byFolder = new Map(kustomizations.map((fact) => [fact.folder, fact]));
    this.patches = new Set(kustomizations.flatMap(({ patches }) => patches));
    for (const kustomization of kustomizations) this.apply(kustomization);
    const renaming = kustomizations.filter((each) =>
      this.withComponents(each).some(({ isRenaming }) => isRenaming === true),
    );
    this.renamed = new Set(renaming.flatMap((each) => [plainUri(each.place.uri), ...this.filesOf(each)]));
    for (const { folder, images } of skaffolds) {
      this.built.set(folder, [...(this.built.get(folder) ?? []), ...images]);
    }
  }

  of(uri: string): FileRole {
    const plain = plainUri(uri);
    const isPartial = this.patches.has(plain);
    const namespaces = this.namespaces.get(plain);
    const images = new Set([...(this.images.get(plain) ?? []), ...this.builtAbove(plain)]);
    const isLabelled = this.labelled.has(plain);
    if (!isPartial && !isLabelled && namespaces === undefined && images.size === 0) {
      return emptyWorkspace.roleOf(uri);
    }
    return {
      isPartial,
      namespaces: [...(namespaces ?? [])].sort(),
      rewrittenImages: [...images].sort(),
      ...(isLabelled ? { addsLabels: true } : {}),
    };
  }

  /** The files that others made something else of. What skaffold builds is left out: it says so of whole folders. */
  differencesFrom(others: KustomizeRoles): ReadonlySet<string> {
    const files = new Set([...this.files(), ...others.files()]);
    for (const file of files) {
      const isSame = this.renamed.has(file) === others.renamed.has(file);
      if (isSame && isSameData(this.of(file), others.of(file), true)) files.delete(file);
    }
    return files;
  }

  private files(): readonly string[] {
    const { patches, renamed, namespaces, images, labelled } = this;
    return [patches, renamed, namespaces.keys(), images.keys(), labelled].flatMap((files) => [...files]);
  }

  /** Notes what a kustomization, with its components, does to every file it includes at any depth. */
  private apply(kustomization: KustomizationFact): void {
    const changing = this.withComponents(kustomization);
    const namespaces = changing.flatMap(({ namespace }) => namespace ?? []);
    const images = changing.flatMap((fact) => fact.images);
    const addsLabels = changing.some((fact) => fact.addsLabels === true);
    if (namespaces.length + images.length === 0 && !addsLabels) return;
    for (const file of this.filesOf(kustomization)) {
      if (addsLabels) this.labelled.add(file);
      addAll(this.namespaces, file, namespaces);
      addAll(this.images, file, images);
    }
  }

  private withComponents(kustomization: KustomizationFact): readonly KustomizationFact[] {
    return this.reach(kustomization, ({ components }) => components);
  }

  private filesOf(kustomization: KustomizationFact): ReadonlySet<string> {
    const reached = this.reach(kustomization, ({ resources, components }) => [...resources, ...components]);
    // A patch may name an image too.
    return new Set(reached.flatMap(({ resources, patches }) => [...resources, ...patches]));
  }

  /** A kustomization and all that it leads to, each once. */
  private reach(
    start: KustomizationFact,
    next: (from: KustomizationFact) => readonly string[],
  ): readonly KustomizationFact[] {
    const reached = new Set([start]);
    // A set may grow while it is walked.
    for (const from of reached) {
      for (const folder of next(from)) {
        const to = this.byFolder.get(folder);
        if (to !== undefined) reached.add(to);
      }
    }
    return [...reached];
  }

  private builtAbove(uri: string): readonly string[] {
    if (this.built.size === 0) return [];
    const found: string[] = [];
    for (let folder = folderOf(uri); folder !== ''; folder = folderOf(folder)) {
      found.push(...(this.built.get(folder) ?? []));
    }
    return found;
  }
}

function addAll(sets: Map<string, Set<string>>, key: string, values: readonly string[]): void {
  if (values.length === 0) return;
  const set = sets.get(key) ?? new Set();
  for (const value of values) set.add(value);
  sets.set(key, set);
}

import { type Delivered, type Deliveries, together } from './deliveries';
import type { KustomizationFact, PatchFact, SkaffoldFact } from './facts-kustomize';
import type { NamedKind } from './facts-names';
import { ofObjects, type PatchedField } from './patched-fields';
import { isSameData } from './same-data';
import { folderOf, plainUri } from './uri';
import { type FileRole, NO_ROLE } from './workspace';

/** What a question depends on that is about what becomes of a file. */
export function roleKeyOf(uri: string): string {
  return `role of ${plainUri(uri)}`;
}

/** What a question depends on that is about objects to whose names a kustomization adds something. */
export function renamedKeyOf(kind: NamedKind): string {
  return `renamed ${kind}`;
}

/** What kustomizations, controllers that apply folders, and skaffold make of each file. */
export class KustomizeRoles {
  private readonly byFolder: ReadonlyMap<string, KustomizationFact>;
  private readonly patches: ReadonlySet<string>;
  /** The files in which a kustomization adds something to the names of all objects. */
  readonly renamed: ReadonlySet<string>;
  /** What kustomizations make of files that are no patches. Those of which they make the same have one role. */
  private readonly roles = new Map<string, FileRole>();
  /** What patches say of the objects of a file that kustomizations list, where there are patches at all. */
  private readonly fields = new Map<string, readonly PatchedField[]>();
  private readonly built = new Map<string, readonly string[]>();

  constructor(
    kustomizations: readonly KustomizationFact[],
    patches: readonly PatchFact[],
    skaffolds: readonly SkaffoldFact[],
    private readonly deliveries: Deliveries,
  ) {
    this.byFolder = new Map(kustomizations.map((fact) => [fact.folder, fact]));
    this.patches = new Set(kustomizations.flatMap(({ patches }) => patches));
    for (const kustomization of kustomizations) this.apply(kustomization);
    this.noteFields(kustomizations, patches);
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
    const delivery = this.deliveries.from(folderOf(plain));
    const own = delivered(this.roles.get(plain) ?? NO_ROLE, delivery);
    const isPartial = this.patches.has(plain);
    // What no kustomization lists is applied as it is.
    const patchedFields = isPartial ? [] : (this.fields.get(plain) ?? delivery?.fields ?? []);
    const role = patchedFields.length === 0 ? own : { ...own, patchedFields };
    const built = this.builtAbove(plain);
    if (!isPartial && built.length === 0) return role;
    return { ...role, isPartial, rewrittenImages: sortedSet([...role.rewrittenImages, ...built]) };
  }

  /**
   * The files that others made something else of, among those of kustomizations and the `applied`, which controllers may put
   * elsewhere than before. What skaffold builds is left out: it says so of whole folders.
   */
  differencesFrom(others: KustomizeRoles, applied: readonly string[]): ReadonlySet<string> {
    const files = new Set(this === others ? [] : [...this.files(), ...others.files(), ...applied]);
    for (const file of files) {
      const isSame = this.renamed.has(file) === others.renamed.has(file);
      if (isSame && isSameData(this.of(file), others.of(file), true)) files.delete(file);
    }
    return files;
  }

  private files(): readonly string[] {
    return [...this.patches, ...this.renamed, ...this.roles.keys(), ...this.fields.keys()];
  }

  /** Notes what a kustomization, with its components, does to every file it includes at any depth. */
  private apply(kustomization: KustomizationFact): void {
    const changing = this.withComponents(kustomization);
    const namespaces = changing.flatMap(({ namespace }) => namespace ?? []);
    const images = changing.flatMap((fact) => fact.images);
    const addsLabels = changing.some((fact) => fact.addsLabels === true);
    const isPatched = changing.some((fact) => fact.isPatching === true);
    const delivery = this.deliveries.from(kustomization.folder);
    const isPlain = namespaces.length + images.length === 0 && !addsLabels && !isPatched;
    if (isPlain && delivery === undefined) return;
    const made = new Map<FileRole, FileRole>();
    for (const file of this.filesOf(kustomization)) {
      const before = this.roles.get(file) ?? NO_ROLE;
      const role = made.get(before) ?? {
        ...delivered(before, delivery),
        namespaces: sortedSet([...before.namespaces, ...namespaces]),
        rewrittenImages: sortedSet([...before.rewrittenImages, ...images]),
        ...(addsLabels ? { addsLabels } : {}),
        ...(isPatched ? { isPatched } : {}),
      };
      made.set(before, role);
      this.roles.set(file, role);
    }
  }

  /** Notes which fields of a file are patched wherever it is applied: by all kustomizations that no other one includes. */
  private noteFields(kustomizations: readonly KustomizationFact[], patches: readonly PatchFact[]): void {
    const inFiles = new Map<string, Set<PatchedField>>();
    for (const { place, fields } of patches) addAll(inFiles, plainUri(place.uri), fields);
    const fieldsOf = (one: KustomizationFact) => fieldsPatchedBy(one, inFiles);
    const patching = new Map(
      kustomizations.map((one) => [one, this.withComponents(one).flatMap(fieldsOf)] as const),
    );
    const isNone = [...patching.values()].every((fields) => fields.length === 0);
    if (isNone && !this.deliveries.arePatching) return;
    const included = new Set(
      kustomizations.flatMap(({ resources, components }) => [...resources, ...components]),
    );
    for (const outermost of kustomizations.filter(({ folder }) => !included.has(folder))) {
      const patched = new Map<string, Set<PatchedField>>();
      for (const one of this.reach(outermost, includedBy)) {
        const fields = patching.get(one) ?? [];
        if (fields.length > 0) for (const file of this.filesOf(one)) addAll(patched, file, fields);
      }
      const { fields: delivered = [] } = this.deliveries.from(outermost.folder) ?? {};
      for (const file of this.filesOf(outermost)) {
        const fields = new Set([...(patched.get(file) ?? []), ...delivered]);
        const before = this.fields.get(file);
        this.fields.set(
          file,
          before === undefined ? [...fields].sort() : before.filter((one) => fields.has(one)),
        );
      }
    }
  }

  private withComponents(kustomization: KustomizationFact): readonly KustomizationFact[] {
    return this.reach(kustomization, ({ components }) => components);
  }

  private filesOf(kustomization: KustomizationFact): ReadonlySet<string> {
    const reached = this.reach(kustomization, includedBy);
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

function includedBy({ resources, components }: KustomizationFact): readonly string[] {
  return [...resources, ...components];
}

/** What the patches of a kustomization say something about, those in files of their own among them. */
function fieldsPatchedBy(
  { fields = [], patches, targeted = [] }: KustomizationFact,
  inFiles: ReadonlyMap<string, ReadonlySet<PatchedField>>,
): readonly PatchedField[] {
  const ofFiles = patches.flatMap((file) => {
    const own = [...(inFiles.get(file) ?? [])];
    const targets = targeted.filter((one) => one.file === file);
    if (targets.length === 0) return own;
    return targets.flatMap(({ objects }) => own.map((field) => ofObjects(field, objects)));
  });
  return [...fields, ...ofFiles];
}

function addAll(sets: Map<string, Set<PatchedField>>, key: string, fields: readonly PatchedField[]): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  for (const field of fields) set.add(field);
}

/** A role with what controllers do besides. */
function delivered(before: FileRole, more: Delivered | undefined): FileRole {
  if (more === undefined) return before;
  const role: FileRole = more.isPatched && !before.isPatched ? { ...before, isPatched: true } : before;
  if (more.destinations === undefined) return role;
  const destinations = together(role.destinations, more.destinations);
  return destinations === role.destinations ? role : { ...role, destinations };
}

function sortedSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

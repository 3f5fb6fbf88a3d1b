import type { AppliedFix, FixedEdit } from '../../../rules/engine/fix-all';
import { listingIn, type Surroundings } from '../../../rules/engine/surroundings';
import { folderOf, nameOf } from '../../../rules/engine/uri';
import { composeEdits, type LabelledEdit } from '../../../rules/yaml/compose';
import type { Source } from '../../../rules/yaml/source';
import { applyEdits } from '../../../rules/yaml/span';

/** A file that fixes of others make or change, and how. */
export interface PendingFile {
  readonly uri: string;
  /** As it is now; undefined where it is a new file. */
  readonly before: Source | undefined;
  readonly edits: readonly FixedEdit[];
  /** As it is to be. */
  readonly text: string;
}

/** What fixes of many files ask of other files: gathered, so that all of it goes together, before any is made. */
export class PendingFiles {
  readonly #files = new Map<string, PendingFile>();

  /** What will lie around a file when all that was gathered is made. */
  around(source: Source, now: Surroundings): Surroundings {
    if (this.#files.size === 0) return now;
    const folder = folderOf(source.uri);
    const made = [...this.#files.values()].filter(({ uri, before }) => {
      return before === undefined && folderOf(uri) === folder;
    });
    return {
      ...now,
      names: new Set([...now.names, ...made.map(({ uri }) => nameOf(uri).toLowerCase())]),
      listings: now.listings.map((listing) => {
        const file = this.#files.get(listing.document.source.uri);
        const changed = file?.before && listingIn({ ...file.before, text: file.text }, source.uri);
        return changed ?? listing;
      }),
    };
  }

  /** Gathers edits that were made for what lies `around` a file. */
  add(edits: readonly FixedEdit[], around: Surroundings): void {
    for (const uri of new Set(edits.map((edit) => edit.uri))) {
      const own = edits.filter((edit) => edit.uri === uri);
      const source = around.listings.map(({ document }) => document.source).find((one) => one.uri === uri);
      this.#files.set(uri, this.#with(uri, source, own));
    }
  }

  /** All that was gathered, new files first. */
  all(): readonly PendingFile[] {
    const all = [...this.#files.values()];
    return [...all.filter(({ before }) => before === undefined), ...all.filter(({ before }) => before)];
  }

  #with(uri: string, source: Source | undefined, edits: readonly FixedEdit[]): PendingFile {
    const known = this.#files.get(uri);
    const before = known?.before ?? source;
    const text = before?.text ?? '';
    const all = known === undefined ? edits : composed(uri, text, known.edits, edits);
    return { uri, before, edits: all, text: applyEdits(text, all) };
  }
}

/** The edits that do the same as two lists of edits, one after the other. */
function composed(
  uri: string,
  text: string,
  first: readonly FixedEdit[],
  second: readonly FixedEdit[],
): readonly FixedEdit[] {
  const labelled = (edit: FixedEdit): LabelledEdit<AppliedFix> => ({ ...edit, labels: edit.fixes });
  return composeEdits(text, first.map(labelled), second.map(labelled)).map((edit) => {
    return { uri, span: edit.span, text: edit.text, placeholders: [], fixes: edit.labels };
  });
}

import { folderOf, plainUri } from './uri';

/**
 * Accepted findings: by file, by object, by rule, where in the object. Files are relative to the folder of the baseline, with
 * `/` between their parts.
 */
export type BaselineEntries = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>
>;

/** A finding that a baseline accepts, in the words that baselines use. They stay while lines move. */
export interface AcceptedFinding {
  /** The object, such as `Deployment shop/web`. */
  readonly object: string;
  /** The place in the object, such as `spec.template.spec.containers[web].image`. */
  readonly path: string;
  /** Those of its rules that the baseline names. */
  readonly rules: readonly string[];
}

/** Says which of the rules that report something at a place of an object are accepted there. */
export type Acceptance = (object: string, path: string, rules: readonly string[]) => readonly string[];

/** Findings that a team lives with for now, and that nobody is told of. */
export interface Baseline {
  /** Equal for baselines that accept the same. */
  readonly key: string;
  /** What is accepted in a file; undefined where nothing is. */
  of(uri: string): Acceptance | undefined;
  /** Options are compared as JSON. */
  toJSON(): string;
}

/** A baseline that was written down. */
export class WrittenBaseline implements Baseline {
  /** One object may have many places: a generated one has thousands. */
  private readonly places = new WeakMap<readonly string[], ReadonlySet<string>>();

  /** Below which the files lie, as `plainUri` spells it. */
  readonly folder: string;
  /** Equal for baselines that accept the same. */
  readonly key: string;

  /** `uri` is that of its file. `name` is another one for each text. */
  constructor(
    readonly uri: string,
    readonly entries: BaselineEntries,
    name: string,
  ) {
    this.folder = folderOf(plainUri(uri));
    this.key = `${name} ${this.folder}`;
  }

  of(uri: string): Acceptance | undefined {
    const file = fileIn(this.folder, uri);
    const objects = file === undefined || !Object.hasOwn(this.entries, file) ? undefined : this.entries[file];
    if (objects === undefined) return undefined;
    return (object, path, rules) => rules.filter((rule) => this.has(objects[object]?.[rule], path));
  }

  toJSON(): string {
    return this.key;
  }

  private has(paths: readonly string[] | undefined, path: string): boolean {
    if (paths === undefined) return false;
    const places = this.places.get(paths) ?? new Set(paths);
    this.places.set(paths, places);
    return places.has(path);
  }
}

/** Accepts all that these baselines do not, so that a lint says what another one would have to hold beside them. */
export function allBeside(others: readonly Baseline[]): Baseline {
  const key = `all but ${others.map((one) => one.key).join(', ')}`;
  return {
    key,
    of(uri) {
      const acceptances = others.flatMap((one) => one.of(uri) ?? []);
      const isAccepted: (...finding: Parameters<Acceptance>) => boolean = (...finding) =>
        acceptances.some((accept) => accept(...finding).length > 0);
      return (object, path, rules) => (isAccepted(object, path, rules) ? [] : rules);
    },
    toJSON: () => key,
  };
}

/** A file as a baseline in a folder names it; undefined for one that lies elsewhere. */
export function fileIn(folder: string, uri: string): string | undefined {
  const file = plainUri(uri);
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined;
}

/** A baseline as it is written, in an order of its own: who accepts the same gets the same text. */
export function baselineText(entries: BaselineEntries): string {
  return `${JSON.stringify({ files: sorted(entries) }, null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value)].sort(byText);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => byText(a, b)));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

import type { Located, Path } from '../yaml/field';
import { firstBehind } from '../yaml/mask-slice';
import type { Span } from '../yaml/span';

/** A line, and the rules that are silenced on it. */
interface IgnoredLine extends Span {
  readonly rules: Set<string>;
}

/** Where ignore comments silence which rules. However many there are, it is quick to tell of one place. */
export class IgnoredPlaces {
  #isSilent = false;
  readonly #everywhere = new Set<string>();
  readonly #lines: IgnoredLine[] = [];
  readonly #paths = new Map<string, Set<string>>();

  /** Silences rules everywhere; undefined stands for all of them. */
  addEverywhere(rules: readonly string[] | undefined): void {
    this.#isSilent ||= rules === undefined;
    for (const rule of rules ?? []) this.#everywhere.add(rule);
  }

  /** Silences rules on a line. Lines are added in their order. */
  addLine({ start, end }: Span, rules: readonly string[]): void {
    const last = this.#lines.at(-1);
    const line = last?.start === start ? last : { start, end, rules: new Set<string>() };
    if (line !== last) this.#lines.push(line);
    for (const rule of rules) line.rules.add(rule);
  }

  /** Silences rules about what stands at a path of a document or below it. */
  addPath(document: number, path: Path, rules: readonly string[]): void {
    const key = path.reduce(keyBehind, String(document));
    const known = this.#paths.get(key) ?? new Set();
    this.#paths.set(key, known);
    for (const rule of rules) known.add(rule);
  }

  /** Whether any of these rules is silenced at this place. */
  covers(rules: readonly string[], { document, path, span }: Located): boolean {
    if (this.#isSilent || hasAny(this.#everywhere, rules)) return true;
    const line = this.#lines[firstBehind(this.#lines, ({ end }) => end > span.start)];
    if (line !== undefined && line.start <= span.start && hasAny(line.rules, rules)) return true;
    let key = String(document.index);
    if (hasAny(this.#paths.get(key), rules)) return true;
    return path.some((part) => {
      key = keyBehind(key, part);
      return hasAny(this.#paths.get(key), rules);
    });
  }
}

/** A path as a text: an index is not the key that looks like it. */
function keyBehind(key: string, part: string | number): string {
  return typeof part === 'number' ? `${key}\u0001${part}` : `${key}\u0000${part}`;
}

function hasAny(silenced: ReadonlySet<string> | undefined, rules: readonly string[]): boolean {
  return silenced !== undefined && rules.some((rule) => silenced.has(rule));
}

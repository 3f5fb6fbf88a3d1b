import { ownText } from '../yaml/own-text';

/**
 * Things by key. Most are the only ones of theirs: those take no list of their own. Keys are often put together of parts of a
 * text: they are kept without it.
 */
export class ManyByKey<V> {
  private readonly single = new Map<string, V>();
  private readonly many = new Map<string, V[]>();

  /** Adds something that is not there yet under this key. */
  add(key: string, value: V): void {
    const many = this.many.get(key);
    const single = this.single.get(key);
    if (many !== undefined) many.push(value);
    else if (single === undefined) this.single.set(ownText(key), value);
    else {
      this.single.delete(key);
      this.many.set(ownText(key), [single, value]);
    }
  }

  /** Takes things away that are there under this key. */
  delete(key: string, values: readonly V[]): void {
    if (values.length === 0) return;
    this.single.delete(key);
    const many = this.many.get(key);
    if (many === undefined) return;
    const gone = new Set(values);
    const left = many.filter((value) => !gone.has(value));
    if (left.length > 0) this.many.set(key, left);
    else this.many.delete(key);
  }

  /** Those of a key, in the order in which they came. */
  of(key: string): readonly V[] {
    const single = this.single.get(key);
    return single === undefined ? (this.many.get(key) ?? []) : [single];
  }
}

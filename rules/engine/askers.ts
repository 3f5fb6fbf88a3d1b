/**
 * Which file has asked what. Who has asked one thing is looked up in what each file has asked: that is seldom needed, and a way
 * back from everything that was asked would be as large as the rest.
 */
export class Askers<T> {
  private readonly asked = new Map<string, readonly T[]>();
  /** What the file has asked that asks now, as long as no other one does. */
  private current: { readonly asker: string; readonly things: Set<T> } | undefined;
  /** What most files have asked that have asked one thing alone: one list for all of them. */
  private readonly onlyCommon: readonly T[];

  /** `common` is what nearly every file asks. */
  constructor(common: T) {
    this.onlyCommon = [common];
  }

  /** Notes that a file has asked something. Gives whether that is new. */
  note(asker: string, thing: T): boolean {
    if (this.current?.asker !== asker) this.current = { asker, things: new Set(this.take(asker)) };
    const { things } = this.current;
    if (things.has(thing)) return false;
    things.add(thing);
    return true;
  }

  /** What a file has asked, which then is noted no more. */
  take(asker: string): readonly T[] {
    this.settle();
    const asked = this.asked.get(asker) ?? [];
    this.asked.delete(asker);
    return asked;
  }

  /** Notes again what was taken. */
  put(asker: string, asked: readonly T[]): void {
    this.settle();
    if (asked.length > 0) this.asked.set(asker, asked);
  }

  /** The files that have asked anything. */
  all(): readonly string[] {
    this.settle();
    return [...this.asked.keys()];
  }

  /** Whether a file has asked something. */
  hasAsked(asker: string, thing: T): boolean {
    this.settle();
    return this.asked.get(asker)?.includes(thing) === true;
  }

  /** The files that have asked any of these things. */
  of(things: ReadonlySet<T>): ReadonlySet<string> {
    const files = new Set<string>();
    if (things.size === 0) return files;
    this.settle();
    for (const [asker, asked] of this.asked) if (asked.some((thing) => things.has(thing))) files.add(asker);
    return files;
  }

  /** Whether nobody has asked anything. */
  get isEmpty(): boolean {
    return this.asked.size === 0 && this.current === undefined;
  }

  /** Puts down what the file has asked that asked last. */
  private settle(): void {
    if (this.current === undefined) return;
    const { asker, things } = this.current;
    const [common] = this.onlyCommon;
    const isCommon = things.size === 1 && common !== undefined && things.has(common);
    this.asked.set(asker, isCommon ? this.onlyCommon : [...things]);
    this.current = undefined;
  }
}

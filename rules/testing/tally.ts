import type { PlannedChange } from './random-change';

/** How often a change was refused, and why. */
export class Tally {
  private all = 0;
  private refused = 0;
  private readonly reasons = new Map<string, number>();

  /** Counts changes that were made together. */
  add(changes: readonly PlannedChange[], reason: string | undefined): void {
    this.all++;
    if (reason === undefined) return;
    this.refused++;
    const key = `${changes.map(({ verb }) => verb).join('+')}: ${reason}`;
    this.reasons.set(key, (this.reasons.get(key) ?? 0) + 1);
  }

  /** Of all changes, those that were refused. */
  get ratio(): number {
    return this.refused / this.all;
  }

  /** The reasons, the most frequent ones first. */
  get story(): string {
    return [...this.reasons]
      .toSorted((a, b) => b[1] - a[1])
      .map(([key, count]) => `${count} ${key}`)
      .join('\n');
  }
}

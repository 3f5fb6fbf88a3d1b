import type { Output } from './streams';

/** Work that takes less than this shows no progress at all. */
const PATIENCE_MS = 1000;
const INTERVAL_MS = 100;

/** A line on a terminal that says how far the work is. */
export class Progress {
  private readonly start = performance.now();
  private last = this.start;
  private isShown = false;

  constructor(private readonly output: Output) {}

  async show(done: number, total: number): Promise<void> {
    const now = performance.now();
    if (now - this.start < PATIENCE_MS || now - this.last < INTERVAL_MS) return;
    this.last = now;
    this.isShown = true;
    await this.output.write(`\r\u001b[2KLinting file ${done} of ${total}`);
  }

  /** Takes the line away, so that something else can be written in its place. */
  async clear(): Promise<void> {
    if (!this.isShown) return;
    this.isShown = false;
    await this.output.write('\r\u001b[2K');
  }
}

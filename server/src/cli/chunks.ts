import type { Output } from './streams';

/** How much is written at once, in UTF-16 units. A write for each file takes a fiftieth of a scan. */
const SIZE = 64 * 1024;

/** Gathers small texts into large ones before they are written. */
export class Chunks {
  private pending = '';

  /** `before` is done before each write. */
  constructor(
    private readonly output: Output,
    private readonly before: () => Promise<void> | undefined,
  ) {}

  async add(text: string): Promise<void> {
    this.pending += text;
    if (this.pending.length >= SIZE) await this.flush();
  }

  /** Writes what has not been written yet. */
  async flush(): Promise<void> {
    if (this.pending === '') return;
    const text = this.pending;
    this.pending = '';
    await this.before();
    await this.output.write(text);
  }
}

/** Lets timers and input have their turn now and then, in work that is done in one go. */
export class Pause {
  private last = performance.now();

  /** Work goes on for about `milliseconds` between two pauses. */
  constructor(private readonly milliseconds = 40) {}

  /** Whether the last pause is long enough ago. Ask before `take`: a pause that is not due still costs time. */
  isDue(): boolean {
    return performance.now() - this.last > this.milliseconds;
  }

  async take(): Promise<void> {
    // A web worker has no `setImmediate`.
    const later = typeof setImmediate === 'function' ? setImmediate : setTimeout;
    await new Promise<void>((resolve) => later(() => resolve()));
    this.last = performance.now();
  }
}

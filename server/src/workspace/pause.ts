/** Lets timers and input have their turn now and then, in work that is done in one go. */
export class Pause {
  private last = performance.now();

  /** Whether the last pause is long enough ago. Ask before `take`: a pause that is not due still costs time. */
  isDue(): boolean {
    return performance.now() - this.last > 40;
  }

  async take(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.last = performance.now();
  }
}

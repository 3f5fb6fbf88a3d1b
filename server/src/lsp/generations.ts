/** Values by key. What was asked for neither in this generation nor in the one before is forgotten. */
export class Generations<Value> {
  #generation = 0;
  #now = new Map<string, Value>();
  #before = new Map<string, Value>();

  /** The value of a key, where there is one still. A new `generation` begins with another number. */
  get(key: string, generation: number): Value | undefined {
    this.#turn(generation);
    const value = this.#now.get(key) ?? this.#before.get(key);
    if (value !== undefined) this.#now.set(key, value);
    return value;
  }

  set(key: string, generation: number, value: Value): void {
    this.#turn(generation);
    this.#now.set(key, value);
  }

  clear(): void {
    this.#now.clear();
    this.#before.clear();
  }

  #turn(generation: number): void {
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#before = this.#now;
    this.#now = new Map();
  }
}

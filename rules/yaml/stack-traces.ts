/** Runs a parser: each of its errors would take a stack trace that nobody reads, and a text may have thousands. */
export function withoutStackTraces<T>(run: () => T): T {
  const limit: unknown = Reflect.get(Error, 'stackTraceLimit');
  Reflect.set(Error, 'stackTraceLimit', 0);
  try {
    return run();
  } finally {
    Reflect.set(Error, 'stackTraceLimit', limit);
  }
}

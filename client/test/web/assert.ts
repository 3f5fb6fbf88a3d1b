/** As much of `node:assert/strict` as the suites use. */
const assert = {
  ok(value: unknown, message?: string): void {
    if (!value) throw failure(message, `${show(value)} is not true`);
  },
  equal(actual: unknown, expected: unknown, message?: string): void {
    if (!Object.is(actual, expected)) throw failure(message, `${show(actual)} is not ${show(expected)}`);
  },
  notEqual(actual: unknown, expected: unknown, message?: string): void {
    if (Object.is(actual, expected)) throw failure(message, `${show(actual)} was not to be that`);
  },
  deepEqual(actual: unknown, expected: unknown, message?: string): void {
    if (!isSame(actual, expected)) throw failure(message, `${show(actual)} is not ${show(expected)}`);
  },
  match(text: string, pattern: RegExp, message?: string): void {
    if (!pattern.test(text)) throw failure(message, `${show(text)} does not match ${pattern}`);
  },
  fail(message: string): never {
    throw new Error(message);
  },
};

export default assert;

function isSame(actual: unknown, expected: unknown): boolean {
  if (!isObject(actual) || !isObject(expected)) return Object.is(actual, expected);
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return false;
  const names = Object.keys(actual);
  if (names.length !== Object.keys(expected).length) return false;
  return names.every((name) => name in expected && isSame(actual[name], expected[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return JSON.stringify(value, undefined, 2) ?? String(value);
}

function failure(message: string | undefined, otherwise: string): Error {
  return new Error(message === undefined ? otherwise : `${message}: ${otherwise}`);
}

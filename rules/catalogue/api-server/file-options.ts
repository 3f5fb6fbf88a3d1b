import type { Assist, Finding } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import type { Option } from '../../kubernetes/option';
import { knownValue } from '../../yaml/field';
import { type Operation, Placeholder, type Value } from '../../yaml/operation';

/** The text that an option certainly is given; undefined where it is absent, empty or not known. */
export function textOf(option: Option): string | undefined {
  const text = knownValue(option.value);
  return text === '' ? undefined : text;
}

/** Whether an option certainly has no value: it is not given, or given nothing. */
export function isUnset({ value }: Option): boolean {
  return value.state === 'absent' || knownValue(value) === '';
}

/**
 * The finding about options that name files, where one of them has no value. `files` are the flags with a path that such a
 * file often has; `meaning` says what follows from there being none.
 */
export function* expectFiles(
  component: Component,
  files: Readonly<Record<string, string>>,
  { meaning, assist }: { readonly meaning: string; readonly assist: string },
): Iterable<Finding> {
  const unset = Object.entries(files)
    .map(([flag, path]) => ({ option: component.option(flag), path }))
    .filter(({ option }) => isUnset(option));
  const [first] = unset;
  if (first === undefined) return;
  const { option } = first;
  yield {
    at: option,
    message: `${meaning}: --${option.name} is ${option.isGiven ? 'empty' : 'not set'}`,
    ...assistOf(
      assist,
      unset.flatMap(({ option, path }) => option.set(path)),
    ),
  };
}

/** The assist that makes these changes and leaves to a human what they write; none where there are none. */
export function assistOf(title: string, operations: readonly Operation[]): { readonly assist?: Assist } {
  return operations.length === 0 ? {} : { assist: { title, operations: leftOpen(operations) } };
}

/** The same changes with placeholders for what they write. */
export function leftOpen(operations: readonly Operation[]): readonly Operation[] {
  return operations.map((operation) =>
    'value' in operation ? { ...operation, value: placeholderFor(operation.value) } : operation,
  );
}

/** A placeholder for a text, also for that in `{name, value}`. */
function placeholderFor(value: Value): Value {
  if (typeof value === 'string') return new Placeholder(value);
  if (typeof value !== 'object' || !('name' in value && 'value' in value)) return value;
  if (typeof value.value !== 'string') return value;
  return { ...value, value: new Placeholder(value.value) };
}

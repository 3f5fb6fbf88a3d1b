import type { Assist } from '../../engine/rule';
import type { Component } from '../../kubernetes/component';
import type { Option } from '../../kubernetes/option';
import { Placeholder } from '../../yaml/operation';

/** The assist that gives an option a value which a human has to look at; none where the place is not edited. */
export function assistOf(
  title: string,
  { surface }: Component,
  option: Option,
  value: string,
): { readonly assist?: Assist } {
  const operations = option.set(value).map((operation) => {
    const isWhole = surface === 'file' && operation.verb === 'set';
    return isWhole ? { ...operation, value: new Placeholder(value) } : operation;
  });
  return operations.length === 0 ? {} : { assist: { title, operations } };
}

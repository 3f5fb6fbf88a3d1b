import { type Field, isKnown, knownValue, type Located } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { ValueType } from '../yaml/node-field';
import type { Operation, Value } from '../yaml/operation';
import { partsOf } from '../yaml/part';
import type { MapView } from '../yaml/view';
import { type Given, Option } from './option';

/** The value that a scalar under a key gives an option, whatever its type; undefined where none is written. */
export function givenAt(part: MapView, key: string): Given | undefined {
  const value = part.scalarText(key);
  if (value.state === 'absent' || !part.keys().includes(key)) return undefined;
  const type = knownValue(part.typeOf(key));
  return {
    value,
    canBeBoolean: true,
    set: (text) => [{ verb: 'set', place: value, value: typed(text, type) }],
    remove: () => [{ verb: 'remove', place: value }],
  };
}

/** A text as a value of the type that stands there. */
function typed(text: string, type: ValueType | undefined): Value {
  if (type === 'boolean') return text === 'true';
  return type === 'integer' ? Number(text) : text;
}

/** A list that is added to one that is not in view: what it has is known, what it lacks is not. */
export function asAddition(given: Given): Given {
  const { document, span, path } = given.value;
  const unknown: Field<string> = { document, span, path, state: 'unknown' };
  const items = given.items ?? partsOf(given.value, ',');
  return { ...given, value: unknown, items: [...items, unknown], set: () => [] };
}

/** The option that a list of texts gives. */
export function listOption(flag: string, list: ListView): Option {
  const add = (text: string): readonly Operation[] => [{ verb: 'set', place: list, value: text.split(',') }];
  if (list.state !== 'known') return new Option(flag, [], { state: list.state, at: list, add });
  const items = list.strings();
  return new Option(flag, [givenAs(list, items, list.isOpen, add)], { state: 'unknown', at: list, add });
}

/** The option that `featureGates: {Name: true}` gives, as the flag has it: `Name=true`. */
export function gatesOption(flag: string, gates: MapView): Option {
  const add = (text: string): readonly Operation[] => {
    const entries = new Map(
      text
        .split(',')
        .map((item) => item.split('='))
        .map(([name = '', value = 'true']) => [name, value]),
    );
    const dropped = gates.keys().filter((name) => !entries.has(name));
    return [
      ...dropped.map((name): Operation => ({ verb: 'remove', place: gates.boolean(name) })),
      ...[...entries]
        .filter(([name, value]) => !isKnown(gates.scalarText(name), value))
        .map(([name, value]): Operation => {
          return { verb: 'set', place: gates.boolean(name), value: value !== 'false' };
        }),
    ];
  };
  if (gates.state !== 'known') return new Option(flag, [], { state: gates.state, at: gates, add });
  const items = gates.keys().map((name): Field<string> => {
    const value = gates.scalarText(name);
    return value.state === 'known' ? { ...value, value: `${name}=${value.value}` } : value;
  });
  return new Option(flag, [givenAs(gates, items, gates.isOpen, add)], { state: 'unknown', at: gates, add });
}

function givenAs(at: Located, items: readonly Field<string>[], isOpen: boolean, set: Given['set']): Given {
  const { document, span, path } = at;
  const texts = items.map(knownValue);
  const isKnown = !isOpen && !texts.includes(undefined);
  const value: Field<string> = isKnown
    ? { document, span, path, state: 'known', value: texts.join(',') }
    : { document, span, path, state: 'unknown' };
  const unknown: Field<string> = { document, span, path, state: 'unknown' };
  return {
    value,
    items: isOpen ? [...items, unknown] : items,
    canBeBoolean: false,
    set,
    remove: () => [{ verb: 'remove', place: at }],
  };
}

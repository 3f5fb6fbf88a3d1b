import { type Field, isKnown, knownValue, type Located } from '../yaml/field';
import type { ListView } from '../yaml/list-view';
import type { Operation, Value } from '../yaml/operation';
import type { MapView } from '../yaml/view';
import type { Component } from './component';
import { COMPONENT_FILES, type ComponentField } from './component-fields';
import { groupOf } from './kinds';
import type { Manifest } from './manifest';
import { type Given, type Missing, Option } from './option';

/** The component that an object is the configuration file of. */
export function configComponentsOf(manifest: Manifest): readonly Component[] {
  const { kind, apiVersion = '', root } = manifest;
  const file = COMPONENT_FILES.find((each) => each.kind === kind && each.group === groupOf(apiVersion));
  if (file === undefined) return [];
  const option = (flag: string) => {
    const field = Object.hasOwn(file.fields, flag) ? file.fields[flag] : undefined;
    return field === undefined ? without(root, flag) : optionOf(root, flag, field);
  };
  return [{ name: file.name, surface: 'file', manifest, path: root.path, option }];
}

function optionOf(root: MapView, flag: string, field: ComponentField): Option {
  const key = field.path.at(-1) ?? '';
  const parent = field.path.slice(0, -1).reduce((view, step) => view.map(step), root);
  if (field.type === 'list') return ofList(flag, parent.list(key));
  if (field.type === 'gates') return ofGates(flag, parent.map(key));
  const value = parent.scalarText(key);
  const set = (text: string) => [{ verb: 'set', place: value, value: typed(text, field.type) } as const];
  const { otherwise } = field;
  const missing: Missing = {
    state: value.state === 'absent' ? 'absent' : 'unknown',
    at: value,
    add: set,
    ...(otherwise === undefined ? {} : { otherwise }),
  };
  const given: Given = { value, canBeBoolean: true, set, remove: () => [{ verb: 'remove', place: value }] };
  return new Option(flag, value.state === 'absent' ? [] : [given], missing);
}

function ofList(flag: string, list: ListView): Option {
  const add = (text: string): readonly Operation[] => [{ verb: 'set', place: list, value: text.split(',') }];
  if (list.state === 'absent') return new Option(flag, [], { state: 'absent', at: list, add });
  const items = list.strings();
  return new Option(flag, [givenAs(list, items, list.isOpen, add)], { state: 'unknown', at: list, add });
}

/** `featureGates: {Name: true}` as the flag has it, `Name=true`. */
function ofGates(flag: string, gates: MapView): Option {
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
  if (gates.state === 'absent') return new Option(flag, [], { state: 'absent', at: gates, add });
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

/** An option that this kind of file has no field for. */
function without(root: MapView, flag: string): Option {
  const at = { document: root.document, span: root.span, path: [...root.path, flag] };
  return new Option(flag, [], { state: 'unknown', at, add: () => [] });
}

function typed(text: string, type: ComponentField['type']): Value {
  if (type === 'boolean') return text === 'true';
  return type === 'integer' ? Number(text) : text;
}

import type { Value } from '../yaml/operation';
import type { MapView } from '../yaml/view';
import type { Component, ComponentName } from './component';
import { COMPONENT_FILES, type ComponentField, type ComponentFile } from './component-fields';
import { gatesOption, listOption } from './component-values';
import { groupOf } from './kinds';
import type { Manifest } from './manifest';
import { type Given, type Missing, Option } from './option';

/** The component that an object is the configuration file of. */
export function configComponentsOf(manifest: Manifest): readonly Component[] {
  const { kind, apiVersion = '', root } = manifest;
  const file = COMPONENT_FILES.find((each) => each.kind === kind && each.group === groupOf(apiVersion));
  if (file === undefined) return [];
  const option = (flag: string) => optionIn(file, root, flag);
  return [{ name: file.name, surface: 'file', manifest, path: root.path, option }];
}

/** An option that a configuration file of a component gives, where such a file is a part of something else. */
export function configOptionIn(name: ComponentName, root: MapView, flag: string): Option {
  const file = COMPONENT_FILES.find((each) => each.name === name);
  return file === undefined ? without(root, flag) : optionIn(file, root, flag);
}

function optionIn(file: ComponentFile, root: MapView, flag: string): Option {
  const field = Object.hasOwn(file.fields, flag) ? file.fields[flag] : undefined;
  return field === undefined ? without(root, flag) : optionOf(root, flag, field);
}

function optionOf(root: MapView, flag: string, field: ComponentField): Option {
  const key = field.path.at(-1) ?? '';
  const parent = field.path.slice(0, -1).reduce((view, step) => view.map(step), root);
  if (field.type === 'list') return listOption(flag, parent.list(key));
  if (field.type === 'gates') return gatesOption(flag, parent.map(key));
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
  const isWritten = value.state !== 'absent' && parent.keys().includes(key);
  return new Option(flag, isWritten ? [given] : [], missing);
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

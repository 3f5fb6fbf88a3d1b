import type { Located } from '../yaml/field';
import type { Operation } from '../yaml/operation';
import type { MapView } from '../yaml/view';
import { givenAt } from './component-values';
import { type Given, type Missing, Option } from './option';

/** What is to be said of an argument that is not there, from what the arguments themselves say. */
export type Absence = (own: Missing) => Missing;

/** The absence of arguments that others may give too: nothing is known. */
export function unknownAbsence(own: Missing): Missing {
  return { ...own, state: 'unknown' };
}

/** The option that a mapping of arguments gives: `{flag: value}`. */
export function argumentInMapping(args: MapView, flag: string, absence: Absence): Option {
  const given = textGivenAt(args, flag);
  if (given !== undefined)
    return new Option(flag, [given], { state: 'unknown', at: given.value, add: () => [] });
  const value = args.scalarText(flag);
  const state = value.state === 'absent' ? 'absent' : 'unknown';
  return new Option(flag, [], absence({ state, at: value, add: (text) => [setText(value, text)] }));
}

/** Arguments are texts, also where something else is written by mistake. */
function textGivenAt(args: MapView, key: string): Given | undefined {
  const given = givenAt(args, key);
  return given && { ...given, set: (text) => [setText(given.value, text)] };
}

function setText(place: Located, value: string): Operation {
  return { verb: 'set', place, value };
}

/** The option that a list of arguments under a key gives: `[{name: flag, value: value}]`. */
export function argumentInList(part: MapView, key: string, flag: string, absence: Absence): Option {
  const list = part.list(key);
  const named = list.maps().filter((item) => item.knownString('name') === flag);
  // Since its v1, kubeadm may join an argument to a default that is out of sight, or drop it where there is none.
  const isMerged = named.some((item) => item.knownString('mergeMethod') !== undefined);
  const own = isMerged ? [] : named;
  const given = own.map((item): Given => {
    const value = item.scalarText('value');
    return {
      value,
      canBeBoolean: true,
      set: (text) => [setText(value, text)],
      remove: () => [{ verb: 'remove', place: item }],
    };
  });
  const isOpen =
    isMerged || list.isOpen || list.maps().some((item) => item.string('name').state === 'unknown');
  const at = { document: list.document, span: list.span, path: [...list.path, flag] };
  const missing: Missing = {
    state: isOpen ? 'unknown' : 'absent',
    at,
    add: (value) => [{ verb: 'add-item', place: list, value: { name: flag, value }, slot: flag }],
  };
  return new Option(flag, given, absence(missing));
}

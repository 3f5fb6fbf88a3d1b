import { isKnown } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Given } from './option';

/** What etcd reads of an option from the variables of its environment: the flag in capitals. */
export function givenInEnvironment(variables: readonly MapView[], flag: string): readonly Given[] {
  const name = `ETCD_${flag.toUpperCase().replaceAll('-', '_')}`;
  return variables
    .filter((item) => isKnown(item.string('name'), name))
    .map((item): Given => {
      const value = item.scalarText('value');
      const isWritten = value.state === 'known';
      return {
        value: value.state === 'absent' ? { ...value, state: 'unknown' } : value,
        canBeBoolean: true,
        set: (text) => (isWritten ? [{ verb: 'set', place: value, value: text }] : []),
        remove: () => (isWritten ? [{ verb: 'remove', place: item }] : []),
      };
    });
}

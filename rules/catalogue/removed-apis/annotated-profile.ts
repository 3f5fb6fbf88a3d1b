import { remove, set } from '../../engine/fix';
import type { Field } from '../../yaml/field';
import type { Operation } from '../../yaml/operation';
import type { MapView } from '../../yaml/view';

/** The seccomp or AppArmor profile that the value of an old annotation names, as the fields write it. */
function profileOf(value: string): { readonly type: string; readonly localhostProfile?: string } | undefined {
  if (value === 'runtime/default' || value === 'docker/default') return { type: 'RuntimeDefault' };
  const path = /^localhost\/(.+)$/s.exec(value)?.[1];
  return path === undefined ? undefined : { type: 'Localhost', localhostProfile: path };
}

/**
 * What puts the profile that an annotation names into a field of a security context; undefined where the annotation names
 * none that confines.
 */
export function convert(
  annotation: Field<string>,
  securityContext: MapView,
  field: 'seccompProfile' | 'appArmorProfile',
): readonly Operation[] | undefined {
  const profile = annotation.state === 'known' ? profileOf(annotation.value) : undefined;
  if (profile === undefined) return undefined;
  const values = Object.entries(profile).map(([key, value]) =>
    set(securityContext.map(field).string(key), value),
  );
  return [remove(annotation), ...values];
}

import type { Ingress } from '../../kubernetes/ingress';
import type { Field } from '../../yaml/field';

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** Those of some ingress-nginx annotations, named without their prefix, that certainly have a value, with their names. */
export function nginxAnnotations(
  { annotations }: Ingress,
  names: readonly string[],
): readonly { readonly name: string; readonly at: Field<string> }[] {
  return names
    .map((name) => ({ name, at: annotations.string(PREFIX + name) }))
    .filter(({ at }) => at.state === 'known' && at.value.trim() !== '');
}

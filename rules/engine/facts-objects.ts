import { knownValue, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type {
  BindingFact,
  ComputeResource,
  LimitRangeFact,
  NamespaceFact,
  ServiceAccountFact,
} from './facts';
import { linkTo, placeOf } from './place';

/** The fact of a ServiceAccount; none where its name is not known. */
export function serviceAccountIn(root: MapView): readonly ServiceAccountFact[] {
  const name = knownValue(root.map('metadata').string('name'));
  if (name === undefined) return [];
  const automount = root.boolean('automountServiceAccountToken');
  return [
    {
      kind: 'service-account',
      ...namespaceOf(root),
      name,
      automount: automount.state === 'unknown' ? 'unknown' : knownValue(automount),
      place: placeOf(root),
    },
  ];
}

/** The fact of a RoleBinding or ClusterRoleBinding. */
export function bindingIn(root: MapView, kind: string): readonly BindingFact[] {
  const list = root.list('subjects');
  const role = root.map('roleRef');
  const name = role.string('name');
  const [roleKind, roleName] = [knownValue(role.string('kind')), knownValue(name)];
  const ownName = knownValue(root.map('metadata').string('name'));
  const isClusterWide = kind === 'ClusterRoleBinding';
  return [
    {
      kind: 'binding',
      ...(ownName === undefined ? {} : { name: ownName }),
      isClusterWide,
      ...(isClusterWide ? {} : namespaceOf(root)),
      role: {
        ...(roleKind === undefined ? {} : { kind: roleKind }),
        ...(roleName === undefined ? {} : { name: roleName }),
      },
      subjects: [...list.maps().flatMap(subjectOf), ...(list.isOpen ? [{}] : [])],
      place: linkTo(name),
    },
  ];
}

function subjectOf(subject: MapView): BindingFact['subjects'] {
  const kind = subject.string('kind');
  const name = knownValue(subject.string('name'));
  const namespace = knownValue(subject.string('namespace'));
  if (kind.state !== 'known') return [{}];
  switch (kind.value) {
    case 'ServiceAccount':
      return [subjectNamed(namespace, name)];
    case 'Group': {
      const match = /^system:serviceaccounts(?::(.+))?$/.exec(name ?? '');
      return match === null ? [] : [subjectNamed(match[1], undefined)];
    }
    case 'User': {
      const [, own, user] = /^system:serviceaccount:([^:]+):(.+)$/.exec(name ?? '') ?? [];
      return user === undefined ? [] : [subjectNamed(own, user)];
    }
    default:
      return [];
  }
}

function subjectNamed(namespace: string | undefined, name: string | undefined) {
  return { ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }) };
}

/** The fact of a Namespace; none where its name is not known. */
export function namespaceIn(root: MapView): readonly NamespaceFact[] {
  const metadata = root.map('metadata');
  const name = knownValue(metadata.string('name'));
  if (name === undefined) return [];
  const labels = metadata.map('labels');
  const known = labels.keys().flatMap((key) => {
    const value = knownValue(labels.scalarText(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  const isOpen = labels.isOpen || known.length < labels.keys().length;
  return [{ kind: 'namespace', name, labels: Object.fromEntries(known), isOpen, place: placeOf(root) }];
}

/** The fact of a LimitRange, with what the API server adds to it by its own defaults. */
export function limitRangeIn(root: MapView): readonly LimitRangeFact[] {
  const list = root.map('spec').list('limits');
  const ofContainers = list.maps().filter((limit) => mayBe(limit.string('type'), 'Container'));
  const giving = (...keys: readonly string[]) =>
    RESOURCES.filter(
      (resource) =>
        list.isOpen || ofContainers.some((limit) => keys.some((key) => gives(limit, key, resource))),
    );
  return [
    {
      kind: 'limit-range',
      ...namespaceOf(root),
      limits: giving('default', 'max'),
      requests: giving('defaultRequest', 'default', 'max', 'min'),
      place: placeOf(root),
    },
  ];
}

const RESOURCES: readonly ComputeResource[] = ['cpu', 'memory', 'ephemeral-storage'];

function gives(limit: MapView, key: string, resource: ComputeResource): boolean {
  return limit.map(key).scalarText(resource).state !== 'absent';
}

function namespaceOf(root: MapView): { readonly namespace?: string } {
  const namespace = knownValue(root.map('metadata').string('namespace'));
  return namespace === undefined || namespace === '' ? {} : { namespace };
}

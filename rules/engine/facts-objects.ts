import type { Manifest } from '../kubernetes/manifest';
import { knownValue, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { namePlaceOf, namespaceIn as ownNamespace } from './fact-parts';
import type { FactBase } from './facts';
import { type EnforcedLevel, enforcedBy } from './facts-admission';
import { boundsIn, type ContainerBound } from './facts-quota';
import { linkTo, placeOf } from './place';

export interface ServiceAccountFact extends FactBase {
  readonly kind: 'service-account';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly name: string;
  /** Whether it gives pods its token; undefined where it does not say. */
  readonly automount: boolean | 'unknown' | undefined;
}

/** A RoleBinding or ClusterRoleBinding. Its place is the name of the role that it grants. */
export interface BindingFact extends FactBase {
  readonly kind: 'binding';
  /** Left out where it is not known. */
  readonly name?: string;
  readonly isClusterWide: boolean;
  /** The namespace it grants in; left out where it is not known, and where it grants in all of them. */
  readonly namespace?: string;
  /** What it grants. What is left out may be any. */
  readonly role: { readonly kind?: string; readonly name?: string };
  /** The ServiceAccounts that it may grant something to. What is left out of a subject may be any. */
  readonly subjects: readonly { readonly namespace?: string; readonly name?: string }[];
}

export interface NamespaceFact extends FactBase {
  readonly kind: 'namespace';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** True where there may be labels that are not in view. */
  readonly isOpen: boolean;
  /** What its labels make Pod Security admission enforce; left out where they certainly say nothing. */
  readonly enforce?: EnforcedLevel;
}

/** What a container can be given of its node. */
export type ComputeResource = 'cpu' | 'memory' | 'ephemeral-storage';

/** What a LimitRange gives, or may give, to containers that ask for nothing themselves. */
export interface LimitRangeFact extends FactBase {
  readonly kind: 'limit-range';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly limits: readonly ComputeResource[];
  readonly requests: readonly ComputeResource[];
  /** What a container certainly must keep to; left out where that is nothing. */
  readonly bounds?: readonly ContainerBound[];
}

/** The fact of a ServiceAccount; none where its name is not known. */
export function serviceAccountIn({ root }: Manifest): readonly ServiceAccountFact[] {
  const name = knownValue(root.map('metadata').string('name'));
  if (name === undefined) return [];
  const automount = root.boolean('automountServiceAccountToken');
  return [
    {
      kind: 'service-account',
      ...ownNamespace(root),
      name,
      automount: automount.state === 'unknown' ? 'unknown' : knownValue(automount),
      place: placeOf(root),
    },
  ];
}

/** The fact of a RoleBinding or ClusterRoleBinding. */
export function bindingIn({ root, kind }: Manifest): readonly BindingFact[] {
  const list = root.list('subjects');
  const role = root.map('roleRef');
  const name = role.string('name');
  const [roleKind, roleName] = [role.knownString('kind'), knownValue(name)];
  const ownName = knownValue(root.map('metadata').string('name'));
  const isClusterWide = kind === 'ClusterRoleBinding';
  return [
    {
      kind: 'binding',
      ...(ownName === undefined ? {} : { name: ownName }),
      isClusterWide,
      ...(isClusterWide ? {} : ownNamespace(root)),
      role: {
        ...(roleKind === undefined ? {} : { kind: roleKind }),
        ...(roleName === undefined ? {} : { name: roleName }),
      },
      subjects: [
        ...list.maps().flatMap((subject) => subjectOf(subject, roleName)),
        ...(list.isOpen ? [{}] : []),
      ],
      place: linkTo(name),
    },
  ];
}

function subjectOf(subject: MapView, role: string | undefined): BindingFact['subjects'] {
  const kind = subject.string('kind');
  const name = subject.knownString('name');
  const namespace = subject.knownString('namespace');
  if (kind.state !== 'known') return [{}];
  switch (kind.value) {
    case 'ServiceAccount':
      return [subjectNamed(namespace, name)];
    case 'Group': {
      // In every cluster all may look at what there is and at what they may do: those roles say nothing of a program's needs.
      if (name === 'system:authenticated') return role?.startsWith('system:') === true ? [] : [{}];
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
export function namespaceIn({ root }: Manifest): readonly NamespaceFact[] {
  const metadata = root.map('metadata');
  const name = metadata.knownString('name');
  if (name === undefined) return [];
  const labels = metadata.map('labels');
  const known = labels.keys().flatMap((key) => {
    const value = knownValue(labels.scalarText(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  const isOpen = labels.isOpen || known.length < labels.keys().length;
  const enforce = enforcedBy(labels);
  return [
    {
      kind: 'namespace',
      name,
      labels: Object.fromEntries(known),
      isOpen,
      ...(enforce === undefined ? {} : { enforce }),
      place: namePlaceOf(root),
    },
  ];
}

/** The fact of a LimitRange, with what the API server adds to it by its own defaults. */
export function limitRangeIn({ root }: Manifest): readonly LimitRangeFact[] {
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
      ...ownNamespace(root),
      limits: giving('default', 'max'),
      requests: giving('defaultRequest', 'default', 'max', 'min'),
      ...boundsIn(list),
      place: namePlaceOf(root),
    },
  ];
}

const RESOURCES: readonly ComputeResource[] = ['cpu', 'memory', 'ephemeral-storage'];

function gives(limit: MapView, key: string, resource: ComputeResource): boolean {
  return limit.map(key).scalarText(resource).state !== 'absent';
}

import { type Field, isKnown, knownValue, mayBe } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Manifest } from './manifest';
import { isBootstrapped, RBAC_GROUP } from './role';

/** A RoleBinding or ClusterRoleBinding that somebody wrote: the ones that the API server makes are none. */
export class RoleBinding {
  /** Who certainly is bound. */
  readonly subjects: readonly Subject[];

  constructor(readonly manifest: Manifest) {
    this.subjects = this.view.maps('subjects').map((subject) => new Subject(this, subject));
  }

  get view(): MapView {
    return this.manifest.root;
  }

  get name(): Field<string> {
    return this.manifest.name;
  }

  /** True for a ClusterRoleBinding, which grants in every namespace. */
  get isClusterWide(): boolean {
    return this.manifest.kind === 'ClusterRoleBinding';
  }

  get roleRef(): MapView {
    return this.view.map('roleRef');
  }

  /** The name of the role that is granted. */
  get roleName(): Field<string> {
    return this.roleRef.string('name');
  }

  /** Whether everybody it grants to is certainly among some who are named. */
  isOnlyFor(names: readonly string[] | undefined): boolean {
    const list = this.view.list('subjects');
    const isAllInView = !list.isOpen && list.strings().length === this.subjects.length;
    return (
      isAllInView && this.subjects.length > 0 && this.subjects.every((subject) => subject.isAmong(names))
    );
  }

  /** Whether this may grant a role of that kind and name. */
  mayGrant(kind: 'Role' | 'ClusterRole', name: string): boolean {
    return mayBe(this.roleRef.string('kind'), kind) && mayBe(this.roleName, name);
  }

  /** The name of the ClusterRole that is granted; undefined where it is not known, or it is a Role. */
  get clusterRole(): string | undefined {
    return isKnown(this.roleRef.string('kind'), 'ClusterRole') ? knownValue(this.roleName) : undefined;
  }
}

/** What a kind of subject is called. */
export type SubjectKind = 'User' | 'Group' | 'ServiceAccount';

/** Somebody a binding grants a role to. */
export class Subject {
  constructor(
    readonly binding: RoleBinding,
    readonly view: MapView,
  ) {}

  get kind(): Field<string> {
    return this.view.string('kind');
  }

  get name(): Field<string> {
    return this.view.string('name');
  }

  get namespace(): Field<string> {
    return this.view.string('namespace');
  }

  get apiGroup(): Field<string> {
    return this.view.string('apiGroup');
  }

  /** The subject's name where it certainly is of this kind. */
  nameAs(kind: SubjectKind): string | undefined {
    return isKnown(this.kind, kind) ? knownValue(this.name) : undefined;
  }

  /** Whether a list names it: by its name, a ServiceAccount with its namespace and a slash before it. */
  isAmong(names: readonly string[] = []): boolean {
    const name = knownValue(this.name);
    if (name === undefined) return false;
    if (!isKnown(this.kind, 'ServiceAccount')) return names.includes(name);
    return names.includes(`${knownValue(this.namespace) ?? ''}/${name}`);
  }
}

/** The ServiceAccount that a user of this name is. */
export function accountNamed(
  user: string | undefined,
): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user ?? '') ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** The RoleBinding or ClusterRoleBinding that a manifest is. */
export function roleBindingsIn(manifest: Manifest): readonly RoleBinding[] {
  const isBinding =
    manifest.group === RBAC_GROUP && ['RoleBinding', 'ClusterRoleBinding'].includes(manifest.kind);
  return isBinding && !isBootstrapped(manifest) ? [new RoleBinding(manifest)] : [];
}

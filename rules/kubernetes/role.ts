import { type Field, isKnown, knownValue, type Located } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { Grant, Permission } from './grants';
import type { Manifest } from './manifest';

/** The API group of roles and bindings. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** A Role or ClusterRole that somebody wrote: the ones that come with Kubernetes are none. */
export class Role {
  /** What the role grants by itself; nothing where it is put together from other roles. */
  readonly rules: readonly PolicyRule[];

  constructor(readonly manifest: Manifest) {
    this.rules = this.isAggregated ? [] : this.view.maps('rules').map((rule) => new PolicyRule(this, rule));
  }

  get view(): MapView {
    return this.manifest.root;
  }

  get name(): Field<string> {
    return this.manifest.name;
  }

  get labels(): MapView {
    return this.manifest.metadata.map('labels');
  }

  /** True for a ClusterRole, which may reach every namespace and what is in none. */
  get isClusterWide(): boolean {
    return this.manifest.kind === 'ClusterRole';
  }

  get aggregationRule(): MapView {
    return this.view.map('aggregationRule');
  }

  /** A controller writes the rules of such a ClusterRole; those in the manifest never count. */
  private get isAggregated(): boolean {
    const { state } = this.aggregationRule;
    return state === 'known' || (state === 'unknown' && !this.view.isOpen);
  }
}

/** The places in a rule that grant something, as they are written. */
export interface Granted {
  /** What to point at: the wildcard that grants it, else the verb where only few resources know it, else the resource. */
  readonly at: Located;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
}

/** Verbs that tell what is granted better than the resource they are about. */
const TELLING_VERBS = ['approve', 'bind', 'escalate', 'impersonate', 'sign'];

type Item = Extract<Field<string>, { state: 'known' }>;

/** One rule of a role: verbs on resources of API groups, or on URLs that are no resources. */
export class PolicyRule {
  /** What is certainly listed. */
  readonly verbs: readonly Item[];
  readonly apiGroups: readonly Item[];
  readonly resources: readonly Item[];
  readonly resourceNames: readonly Item[];
  readonly nonResourceURLs: readonly Item[];

  constructor(
    readonly role: Role,
    readonly view: MapView,
  ) {
    const items = (key: string) => view.list(key).strings().filter(isItem);
    this.verbs = items('verbs');
    this.apiGroups = items('apiGroups');
    this.resources = items('resources');
    this.resourceNames = items('resourceNames');
    this.nonResourceURLs = items('nonResourceURLs');
  }

  /** Whether the rule may be about single objects only, which it names. */
  get isNarrowed(): boolean {
    const names = this.view.list('resourceNames');
    return names.isOpen || names.strings().length > 0;
  }

  /** The `*` among the resources, else among the verbs: what to blame for all that the rule grants. */
  get wildcard(): Located | undefined {
    return [...this.resources, ...this.verbs].find(({ value }) => value === '*');
  }

  /** How the rule certainly grants some of this for all objects; undefined where it does not. */
  grants(grant: Grant): Granted | undefined {
    const granted = this.mentions(grant);
    return granted === undefined || this.isNarrowed ? undefined : granted;
  }

  /** The same, where it may also be for single objects that the rule names. */
  mentions(grant: Grant): Granted | undefined {
    const matches = grant.flatMap((permission) => this.matchesOf(permission));
    if (matches.length === 0) return undefined;
    const matching = new Set(matches.flatMap(({ verbs, resources }) => [...verbs, ...resources]));
    const verbs = this.verbs.filter((verb) => matching.has(verb));
    const resources = this.resources.filter((item) => matching.has(item));
    const [resource] = resources;
    if (resource === undefined) return undefined;
    const telling = verbs.find(({ value }) => TELLING_VERBS.includes(value));
    return {
      at: this.wildcard ?? telling ?? resource,
      verbs: verbs.map(({ value }) => value),
      resources: resources.map(({ value }) => value),
    };
  }

  private matchesOf(permission: Permission) {
    if (permission.isClusterWide === true && !this.role.isClusterWide) return [];
    // Most rules are about other groups.
    if (!this.apiGroups.some(({ value }) => value === '*' || value === permission.group)) return [];
    const verbs = this.verbs.filter(({ value }) => value === '*' || permission.verbs.includes(value));
    const resources = this.resources.filter(({ value }) =>
      permission.resources.some((resource) => isCovered(resource, value)),
    );
    return verbs.length > 0 && resources.length > 0 ? [{ verbs, resources }] : [];
  }
}

/** The Role or ClusterRole that a manifest is. */
export function rolesIn(manifest: Manifest): readonly Role[] {
  if (manifest.group !== RBAC_GROUP || !['Role', 'ClusterRole'].includes(manifest.kind)) return [];
  const isBuiltIn = isBootstrapped(manifest) || knownValue(manifest.name)?.startsWith('system:') === true;
  return isBuiltIn ? [] : [new Role(manifest)];
}

/** Whether the API server itself makes this object and keeps it as it is. */
export function isBootstrapped({ metadata }: Manifest): boolean {
  return isKnown(metadata.map('labels').string('kubernetes.io/bootstrapping'), 'rbac-defaults');
}

function isItem(field: Field<string>): field is Item {
  return field.state === 'known';
}

/** Whether an item of a rule's resources stands for a resource: `*` for all, `*` and a subresource for that of all. */
function isCovered(resource: string, item: string): boolean {
  if (item === '*' || item === resource) return true;
  const [name = '', subresource] = resource.split('/');
  if (subresource === undefined) return false;
  // Of extra fields each is a subresource of its own.
  return subresource === '*' ? item.startsWith(`${name}/`) : item === `*/${subresource}`;
}

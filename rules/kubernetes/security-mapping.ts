import type { ValueType } from '../yaml/node-field';
import type { MapView } from '../yaml/view';
import { groupOf, workflowSpecOf } from './kinds';
import type { Manifest } from './manifest';
import { onceFor } from './once';
import { securityFields } from './security-fields';

/** A type of the API whose fields have to do with security. */
export type SecurityType = keyof typeof securityFields;

/** What the API takes under a field: a kind of scalar, a mapping, or `any` where that is not known. */
export type Expected = 'boolean' | 'integer' | 'string' | 'mapping' | 'any' | SecurityType;

/** What the API takes under a field, and whether it takes a list of it. */
export interface Shape {
  readonly of: Expected;
  readonly isList: boolean;
}

/** A mapping of an object in which the API expects the fields of a type that has to do with security. */
export interface SecurityMapping {
  readonly manifest: Manifest;
  readonly type: SecurityType;
  readonly view: MapView;
  /** Whether a key stands in it that is no field of the type. */
  readonly hasOthers: boolean;
  /** Whether a field of it is `null`. */
  readonly hasNull: boolean;
  /** The fields under which something stands, or is among the items, that the API does not take there. */
  readonly misfits: readonly string[];
}

interface Root {
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly type: SecurityType;
  /** Where the mapping stands; the last key may hold a list of such mappings. */
  readonly at: (root: MapView) => readonly MapView[];
}

/** Where such mappings stand outside of pods. */
const ROOTS: readonly Root[] = [
  { groups: [''], kinds: ['Service'], type: 'ServiceSpec', at: (root) => [root.map('spec')] },
  { groups: [''], kinds: ['ServiceAccount'], type: 'ServiceAccount', at: (root) => [root] },
  {
    groups: ['networking.k8s.io', 'extensions'],
    kinds: ['NetworkPolicy'],
    type: 'NetworkPolicySpec',
    at: (root) => [root.map('spec')],
  },
  {
    groups: ['rbac.authorization.k8s.io'],
    kinds: ['Role', 'ClusterRole'],
    type: 'PolicyRule',
    at: (root) => root.maps('rules'),
  },
  {
    groups: ['rbac.authorization.k8s.io'],
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    type: 'Subject',
    at: (root) => root.maps('subjects'),
  },
  {
    groups: ['rbac.authorization.k8s.io'],
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    type: 'RoleRef',
    at: (root) => [root.map('roleRef')],
  },
];

/** What the API takes under each field of a type, by name. */
export function shapesOf(type: SecurityType): ReadonlyMap<string, Shape> {
  return SHAPES.get(type) ?? new Map();
}

/** Every mapping of an object whose fields have to do with security, an outer one before those in it. */
export const securityMappingsOf = onceFor((manifest: Manifest): readonly SecurityMapping[] => {
  const { apiVersion, kind, root } = manifest;
  const roots = ROOTS.filter(
    ({ groups, kinds }) =>
      kinds.includes(kind) && apiVersion !== undefined && groups.includes(groupOf(apiVersion)),
  );
  const found: SecurityMapping[] = [];
  for (const { type, at } of roots) {
    for (const view of at(root)) collect(manifest, type, view, found);
  }
  collectFromPods(manifest, found);
  return found;
});

function collectFromPods(manifest: Manifest, found: SecurityMapping[]): void {
  const { apiVersion, kind, pods } = manifest;
  if (workflowSpecOf(apiVersion, kind) === undefined) {
    for (const { spec } of pods) collect(manifest, 'PodSpec', spec, found);
    return;
  }
  // A workflow has fields of its own beside its containers, but the containers themselves are those of pods.
  for (const { containers } of pods) {
    for (const { view } of containers) collect(manifest, 'Container', view, found);
  }
}

/** Adds a mapping and those below it. */
function collect(manifest: Manifest, type: SecurityType, view: MapView, found: SecurityMapping[]): void {
  if (view.state !== 'known') return;
  const ofType = shapesOf(type);
  const misfits: string[] = [];
  const inner: (readonly [SecurityType, readonly MapView[]])[] = [];
  let hasOthers = false;
  let hasNull = false;
  view.visitKinds((key, kind) => {
    const shape = ofType.get(key);
    if (kind === 'null') hasNull = true;
    if (shape === undefined) {
      hasOthers = true;
      return;
    }
    if (kind !== undefined && kind !== 'null' && !fits(shape, kind, view, key)) misfits.push(key);
    if (isSecurityType(shape.of)) inner.push([shape.of, shape.isList ? view.maps(key) : [view.map(key)]]);
  });
  found.push({ manifest, type, view, hasOthers, hasNull, misfits });
  for (const [of, views] of inner) for (const each of views) collect(manifest, of, each, found);
}

function fits({ of, isList }: Shape, kind: ValueType, view: MapView, key: string): boolean {
  if (!isList) return isTaken(kind, of);
  return kind === 'list' && view.list(key).misfits((each) => isTaken(each, of)).length === 0;
}

/** Whether the API takes a value of this kind where it expects something. */
export function isTaken(kind: ValueType, expected: Expected | 'list'): boolean {
  if (kind === expected || expected === 'any') return true;
  // Some fractions are whole numbers.
  if (expected === 'integer') return kind === 'integer' || kind === 'float';
  return kind === 'mapping' && expected !== 'list' && isSecurityType(expected);
}

function isSecurityType(of: Expected): of is SecurityType {
  return SHAPES.has(of);
}

type Written = Readonly<Record<string, Expected | readonly [Expected]>>;

const SHAPES: ReadonlyMap<string, ReadonlyMap<string, Shape>> = new Map(
  Object.entries<Written>(securityFields).map(([type, fields]) => [
    type,
    new Map(Object.entries(fields).map(([name, written]) => [name, shapeOf(written)])),
  ]),
);

function shapeOf(written: Expected | readonly [Expected]): Shape {
  return typeof written === 'string' ? { of: written, isList: false } : { of: written[0], isList: true };
}

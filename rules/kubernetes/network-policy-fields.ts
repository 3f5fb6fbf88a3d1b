import type { MapView } from '../yaml/view';

/** What a field holds: a plain value, a plain list, labels under names of their own, or a part, or a list of parts. */
type FieldShape = 'scalar' | 'list' | 'labels' | PartShape | readonly [PartShape];

/** A part of an object, and the fields it has. */
interface PartShape {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldShape>>;
}

// The fields of networking.k8s.io/v1 and of meta/v1's LabelSelector in Kubernetes 1.37, and in every version before it.
const requirement: PartShape = {
  name: 'a selector requirement',
  fields: { key: 'scalar', operator: 'scalar', values: 'list' },
};
const selector: PartShape = {
  name: 'a label selector',
  fields: { matchLabels: 'labels', matchExpressions: [requirement] },
};
const ipBlock: PartShape = { name: 'an IP block', fields: { cidr: 'scalar', except: 'list' } };
const peer: PartShape = {
  name: 'a peer of a NetworkPolicy',
  fields: { podSelector: selector, namespaceSelector: selector, ipBlock },
};
const port: PartShape = {
  name: 'a port of a NetworkPolicy',
  fields: { protocol: 'scalar', port: 'scalar', endPort: 'scalar' },
};
const ingress: PartShape = { name: 'an ingress rule', fields: { from: [peer], ports: [port] } };
const egress: PartShape = { name: 'an egress rule', fields: { to: [peer], ports: [port] } };
const spec: PartShape = {
  name: 'the spec of a NetworkPolicy',
  fields: { podSelector: selector, policyTypes: 'list', ingress: [ingress], egress: [egress] },
};

const SHAPES = { spec, ingress, egress, peer, ipBlock } as const;

/** What a field or a label can be called; the rest is a template's, or a directive such as `$patch`. */
const NAME = /^[A-Za-z][\w./-]*$/;

/** The keys in a part of a NetworkPolicy that certainly are not the name of a field. */
export function strayKeysIn(view: MapView, part: keyof typeof SHAPES): readonly string[] {
  return strayKeys(view, SHAPES[part]);
}

/** A part of a NetworkPolicy whose fields are all known by name. */
export interface PolicyPart {
  /** What it is, for people: `an IP block`. */
  readonly name: string;
  readonly view: MapView;
  readonly fields: readonly string[];
  /** The keys in it that certainly are not the name of a field. */
  readonly strayKeys: readonly string[];
  /** Whether a field is certainly not set. */
  isFree(field: string): boolean;
  /** Whether what stands under a key is of the type that a field wants. */
  fits(key: string, field: string): boolean;
}

/** The spec of a NetworkPolicy and every part of it whose keys must be the names of fields. */
export function partsOfNetworkPolicy(view: MapView): readonly PolicyPart[] {
  return partsIn(view, spec);
}

function partsIn(view: MapView, shape: PartShape): readonly PolicyPart[] {
  if (view.state !== 'known') return [];
  const { name, fields } = shape;
  const inner = Object.entries(fields).flatMap(([key, field]) => {
    if (typeof field === 'string') return [];
    return 'name' in field ? partsIn(view.map(key), field) : partsInList(view, key, field[0]);
  });
  const fits = (key: string, field: string) => isOfShape(view, key, fields[field]);
  const isFree = (field: string) => view.map(field).state === 'absent';
  const part = { name, view, fields: Object.keys(fields), strayKeys: strayKeys(view, shape), isFree, fits };
  return [part, ...inner];
}

function strayKeys(view: MapView, { fields }: PartShape): readonly string[] {
  return view.keys().filter((key) => !Object.hasOwn(fields, key) && NAME.test(key));
}

function partsInList(view: MapView, key: string, shape: PartShape): readonly PolicyPart[] {
  return view.maps(key).flatMap((item) => partsIn(item, shape));
}

function isOfShape(view: MapView, key: string, shape: FieldShape | undefined): boolean {
  if (shape === 'scalar') return view.scalarText(key).state === 'known';
  const isList = shape === 'list' || Array.isArray(shape);
  return (isList ? view.list(key) : view.map(key)).state === 'known';
}

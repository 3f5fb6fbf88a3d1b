import { Ingress } from '../kubernetes/ingress';
import type { Manifest } from '../kubernetes/manifest';
import { Service } from '../kubernetes/service';
import { knownValue, type Located } from '../yaml/field';
import type { MapView } from '../yaml/view';
import type { FactBase } from './facts';
import { linkTo, placeOf } from './place';

/** A Service that certainly serves pods with some labels. Its place is its name. */
export interface ServiceFact extends FactBase {
  readonly kind: 'service';
  /** Left out where it is not known. */
  readonly namespace?: string;
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  /** How it is reached from outside the cluster by itself; left out where it is not. */
  readonly exposedBy?: 'LoadBalancer' | 'NodePort';
}

/** An Ingress or a route of a Gateway, which brings requests from outside to Services. Its place is its name. */
export interface RouteFact extends FactBase {
  readonly kind: 'route';
  /** What it is, such as `Ingress shop`. */
  readonly object: string;
  /** Left out where it is not known. */
  readonly namespace?: string;
  /** The Services that it certainly leads to; left out of one is the route's own namespace. */
  readonly services: readonly { readonly namespace?: string; readonly name: string }[];
}

/** A host, or a wildcard, that may have TLS by an Ingress. */
export interface SecureHostFact extends FactBase {
  readonly kind: 'secure-host';
  /** In small letters. */
  readonly host: string;
  /** Of the Ingress; left out where it is not known. */
  readonly name?: string;
}

/** The fact of a Service; none where its name or the pods that it serves are not known. */
export function serviceIn(manifest: Manifest): readonly ServiceFact[] {
  const service = new Service(manifest);
  const name = knownValue(manifest.name);
  const selector = selectorOf(service.spec.map('selector'));
  if (name === undefined || selector === undefined) return [];
  const isOutside = service.isLoadBalancer && !service.mayBeInternal;
  const exposedBy = isOutside ? 'LoadBalancer' : service.isNodePort ? 'NodePort' : undefined;
  return [
    {
      kind: 'service',
      ...namespaceIn(manifest.metadata),
      name,
      selector,
      ...(exposedBy === undefined ? {} : { exposedBy }),
      place: linkTo(manifest.name),
    },
  ];
}

/** The fact of an Ingress; none where it leads to no Service that is known. */
export function ingressIn(manifest: Manifest): readonly RouteFact[] {
  const spec = manifest.root.map('spec');
  const paths = spec.maps('rules').flatMap((rule) => rule.map('http').maps('paths'));
  const backends = [
    spec.map('defaultBackend'),
    spec.map('backend'),
    ...paths.map((path) => path.map('backend')),
  ];
  const services = backends.flatMap((backend) => {
    const name = knownValue(backend.map('service').string('name')) ?? backend.knownString('serviceName');
    return name === undefined ? [] : [{ name }];
  });
  return routeTo(manifest, services);
}

/** The facts of an Ingress that other ones of its hosts may rely on. */
export function secureHostsIn(manifest: Manifest): readonly SecureHostFact[] {
  const name = knownValue(manifest.name);
  const common = { ...(name === undefined ? {} : { name }), place: placeOf(manifest.root) };
  return new Ingress(manifest).secureHosts.map((host) => ({ kind: 'secure-host', host, ...common }));
}

/** The fact of a route of a Gateway; none where it leads to no Service that is known, or is for traffic between Services. */
export function gatewayRouteIn(manifest: Manifest): readonly RouteFact[] {
  const spec = manifest.root.map('spec');
  const isOfGateway = (parent: MapView) => ['absent', 'Gateway'].includes(textOr(parent, 'kind', 'absent'));
  if (!spec.maps('parentRefs').some(isOfGateway)) return [];
  const backends = spec.maps('rules').flatMap((rule) => rule.maps('backendRefs'));
  const services = backends.flatMap((backend) => {
    const name = backend.knownString('name');
    const isService = textOr(backend, 'kind', 'Service') === 'Service';
    return name === undefined || !isService ? [] : [{ name, ...namespaceIn(backend) }];
  });
  return routeTo(manifest, services);
}

function routeTo(manifest: Manifest, services: RouteFact['services']): readonly RouteFact[] {
  const name = knownValue(manifest.name);
  if (name === undefined || services.length === 0) return [];
  const at: Located = manifest.name;
  const object = `${manifest.kind} ${name}`;
  return [{ kind: 'route', object, ...namespaceIn(manifest.metadata), services, place: linkTo(at) }];
}

function selectorOf(selector: MapView): Readonly<Record<string, string>> | undefined {
  const entries = selector.keys().map((key) => [key, knownValue(selector.scalarText(key))] as const);
  if (selector.isOpen || entries.length === 0) return undefined;
  const known = entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return known.length < entries.length ? undefined : Object.fromEntries(known);
}

/** The text under a key, `otherwise` where there is none, and empty where it is not known. */
function textOr(view: MapView, key: string, otherwise: string): string {
  const field = view.string(key);
  return field.state === 'absent' ? otherwise : (knownValue(field) ?? '');
}

function namespaceIn(view: MapView): { readonly namespace?: string } {
  const namespace = view.knownString('namespace');
  return namespace === undefined || namespace === '' ? {} : { namespace };
}

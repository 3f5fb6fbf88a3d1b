import type { AuditRequest, ResourceTarget } from '../../kubernetes/audit-policy';

/** Somebody whom no policy names, in a namespace and on objects that none names either. */
export const SOMEBODY = { user: 'somebody', groups: ['system:authenticated'] };
export const SOMEWHERE = 'somewhere';

/** A kind of resource to ask for. */
export interface Resource {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** True for what is in no namespace. */
  readonly isClusterWide?: boolean;
}

/** A request for each of the verbs on each of the resources, by somebody and for something that no policy names. */
export function requestsFor(
  resources: readonly Resource[],
  verbs: readonly string[],
): readonly AuditRequest[] {
  return resources.flatMap((resource) =>
    verbs.map((verb) => ({ ...SOMEBODY, verb, target: targetOf(resource, SOMEWHERE) })),
  );
}

/** The resource in a namespace, where it is in one. */
export function targetOf({ group, resource, subresource, isClusterWide }: Resource, namespace: string) {
  const target: ResourceTarget = { group, resource, namespace: isClusterWide === true ? '' : namespace };
  return subresource === undefined ? target : { ...target, subresource };
}

/** A resource as policies name it, such as `pods/exec`. */
export function nameOf({ resource, subresource }: Resource): string {
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}

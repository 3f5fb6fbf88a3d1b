import type { ComputeResource } from '../../engine/facts-objects';
import type { Context } from '../../engine/rule';
import { namespacesOf } from '../../engine/workspace';
import type { Container } from '../../kubernetes/container';
import type { Field } from '../../yaml/field';
import type { MapView } from '../../yaml/view';

type Bound = 'limits' | 'requests';

/**
 * Where a container would set a limit or a request, where it certainly has none: neither it, nor its pod as a whole, nor a
 * LimitRange that may be in its namespace gives one. A limit makes a request.
 */
export function missingAt(
  container: Container,
  bound: Bound,
  resource: ComputeResource,
  { workspace }: Pick<Context, 'workspace'>,
): Field<string> | undefined {
  // The API server refuses resources of ephemeral containers.
  if (container.kind === 'ephemeral') return undefined;
  const views = [container.resources, container.pod.spec.map('resources')];
  const isSet = views.some((view) =>
    boundsFor(bound).some((key) => read(view, key, resource).state !== 'absent'),
  );
  if (isSet) return undefined;
  const ranges = workspace.limitRanges(namespacesOf(container.pod.manifest, workspace));
  if (ranges.some((range) => range[bound].includes(resource))) return undefined;
  return read(container.resources, bound, resource);
}

function boundsFor(bound: Bound): readonly Bound[] {
  return bound === 'limits' ? ['limits'] : ['requests', 'limits'];
}

function read(resources: MapView, bound: Bound, resource: ComputeResource): Field<string> {
  return resources.map(bound).scalarText(resource);
}

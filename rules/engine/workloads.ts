import { type Manifest, type ObjectIdentity, readManifests } from '../kubernetes/manifest';
import type { Path } from '../yaml/field';
import type { Source } from '../yaml/source';
import type { Span } from '../yaml/span';
import type { Problem } from './problem';

/** An object that carries pods, as plain data. */
export interface Workload {
  /** Index of its document in the source, and its path there, which is not empty for what stands in a list. */
  readonly document: number;
  readonly path: Path;
  readonly identity: ObjectIdentity;
  /** Where it is written. */
  readonly span: Span;
  /** Where it says what it is: its apiVersion, its kind and its metadata. */
  readonly heads: readonly Span[];
  /** Whether it says all that a policy of Pod Security looks at. */
  readonly isCertain: boolean;
  /** True where no security context stands in it, neither of a pod nor of a container. */
  readonly isBare: boolean;
}

/** The objects of a source that carry pods, in the order of the text; no patches and other fragments. */
export function workloadsIn(source: Source, isPartial: boolean): readonly Workload[] {
  return readManifests(source, isPartial)
    .manifests.filter(({ root, pods }) => pods.length > 0 && !root.isPartial)
    .flatMap(workloadOf)
    .sort((a, b) => a.span.start - b.span.start);
}

/** Whether a problem is one of this object, in the same source or in what became of it. */
export function isOf({ document, path }: Workload, { place }: Pick<Problem, 'place'>): boolean {
  return place.document === document && path.every((step, index) => place.path[index] === step);
}

/** An object as people name it: `Deployment/web`. */
export function nameOfObject({ kind, name }: ObjectIdentity): string {
  return name === undefined ? kind : `${kind}/${name}`;
}

function workloadOf(manifest: Manifest): Workload[] {
  const { root, document, identity, pods } = manifest;
  const span = root.extent;
  if (span === undefined) return [];
  const metadata = root.map('metadata');
  const heads = [root.string('apiVersion').span, root.string('kind').span, metadata.span];
  return [
    {
      document: document.index,
      path: root.path,
      identity,
      span,
      heads: metadata.extent === undefined ? heads : [...heads, metadata.extent],
      isCertain: document.problems.length === 0 && manifest.hasCertainPods,
      isBare: pods.every((pod) => pod.isBare),
    },
  ];
}

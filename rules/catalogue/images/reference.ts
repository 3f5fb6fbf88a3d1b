import type { Context } from '../../engine/rule';
import type { WorkspaceView } from '../../engine/workspace';
import { type ImageReference, parseImage } from '../../kubernetes/image';
import type { PodImage } from '../../kubernetes/pod-image';
import { type Field, knownValue } from '../../yaml/field';

/** The parts of the image that a pod certainly gets; undefined for what is no reference yet and for what a tool replaces. */
export function referenceOf(
  { reference }: PodImage,
  { workspace }: Pick<Context, 'workspace'>,
): ImageReference | undefined {
  const text = knownValue(reference);
  return text === undefined || isRewritten(reference, workspace) ? undefined : parseImage(text);
}

/** Whether a kustomization or skaffold puts another image in place of this one. */
export function isRewritten(reference: Field<string>, workspace: WorkspaceView): boolean {
  const { rewrittenImages } = workspace.roleOf(reference.document.source.uri);
  if (rewrittenImages.length === 0) return false;
  const name = parseImage(knownValue(reference) ?? '')?.name;
  return name !== undefined && rewrittenImages.includes(name);
}

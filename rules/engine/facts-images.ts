import type { Manifest } from '../kubernetes/manifest';
import type { FactBase } from './facts';
import { placeOf } from './place';

/** A policy of an admission controller that verifies images. */
export interface ImageVerificationFact extends FactBase {
  readonly kind: 'image-verification';
}

/** The fact of a policy that verifies images, of Sigstore or Kyverno; none of Kyverno's policies about other things. */
export function imageVerificationIn({ root, kind }: Manifest): readonly ImageVerificationFact[] {
  const isAboutMore = kind === 'ClusterPolicy' || kind === 'Policy';
  const isVerifying = root
    .map('spec')
    .maps('rules')
    .some((rule) => rule.list('verifyImages').state !== 'absent');
  return isAboutMore && !isVerifying ? [] : [{ kind: 'image-verification', place: placeOf(root) }];
}

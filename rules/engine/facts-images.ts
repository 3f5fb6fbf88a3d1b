import type { MapView } from '../yaml/view';
import type { ImageVerificationFact } from './facts';
import { placeOf } from './place';

/** The fact of a policy that verifies images, of Sigstore or Kyverno; none of Kyverno's policies about other things. */
export function imageVerificationIn(root: MapView, kind: string): readonly ImageVerificationFact[] {
  const isAboutMore = kind === 'ClusterPolicy' || kind === 'Policy';
  const isVerifying = root
    .map('spec')
    .maps('rules')
    .some((rule) => rule.list('verifyImages').state !== 'absent');
  return isAboutMore && !isVerifying ? [] : [{ kind: 'image-verification', place: placeOf(root) }];
}

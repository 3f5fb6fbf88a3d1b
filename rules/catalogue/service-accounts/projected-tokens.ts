import type { Volume } from '../../kubernetes/volume';
import type { MapView } from '../../yaml/view';

/** The tokens that a projected volume certainly holds. */
export function projectedTokensOf(volume: Volume): readonly MapView[] {
  return volume.view
    .map('projected')
    .maps('sources')
    .map((source) => source.map('serviceAccountToken'))
    .filter(({ state }) => state === 'known');
}

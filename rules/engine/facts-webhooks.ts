import type { Container } from '../kubernetes/container';
import type { Manifest } from '../kubernetes/manifest';
import { knownValue } from '../yaml/field';
import type { FactBase } from './facts';
import { placeOf } from './place';

/** A pod that writes the authority of a webhook's certificate into the configurations of this name. */
export interface WebhookPatchFact extends FactBase {
  readonly kind: 'webhook-patch';
  readonly name: string;
}

/** The facts of pods that patch webhook configurations, as kube-webhook-certgen does, which many charts take for it. */
export function webhookPatchesIn({ root, pods }: Manifest): readonly WebhookPatchFact[] {
  const names = pods.flatMap(({ containers }) => containers.flatMap(patchedBy));
  return [...new Set(names)].map((name) => ({ kind: 'webhook-patch', name, place: placeOf(root) }));
}

function patchedBy({ commandLine }: Container): readonly string[] {
  const words = commandLine.map((word) => knownValue(word) ?? '');
  return words.flatMap((word, index) => {
    if (word === '--webhook-name') return words[index + 1] ?? [];
    return word.startsWith('--webhook-name=') ? word.slice('--webhook-name='.length) : [];
  });
}

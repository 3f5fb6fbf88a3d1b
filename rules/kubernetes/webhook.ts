import type { Field } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { groupOf } from './kinds';
import type { Manifest } from './manifest';

const KINDS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];

/** One admission webhook of a configuration. */
export class Webhook {
  constructor(
    readonly manifest: Manifest,
    readonly view: MapView,
  ) {}

  /** Whether it may only refuse objects; the others may change them. */
  get isValidating(): boolean {
    return this.manifest.kind === 'ValidatingWebhookConfiguration';
  }

  get failurePolicy(): Field<string> {
    return this.view.string('failurePolicy');
  }

  get clientConfig(): MapView {
    return this.view.map('clientConfig');
  }

  /** What it is asked about, each with `apiGroups`, `resources` and `operations`. */
  get rules(): readonly MapView[] {
    return this.view.maps('rules');
  }

  get namespaceSelector(): MapView {
    return this.view.map('namespaceSelector');
  }

  get objectSelector(): MapView {
    return this.view.map('objectSelector');
  }
}

/** The webhooks of an object; none where it configures none. */
export function webhooksOf(manifest: Manifest): readonly Webhook[] {
  const { apiVersion, kind, root } = manifest;
  if (apiVersion === undefined || groupOf(apiVersion) !== 'admissionregistration.k8s.io') return [];
  return KINDS.includes(kind) ? root.maps('webhooks').map((view) => new Webhook(manifest, view)) : [];
}

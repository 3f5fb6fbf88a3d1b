import { isKnown } from '../yaml/field';
import type { MapView } from '../yaml/view';
import { groupOf } from './kinds';
import type { Manifest } from './manifest';

/** The API groups of the API server's own configuration files. */
export const API_SERVER_CONFIG_GROUPS = ['apiserver.config.k8s.io', 'apiserver.k8s.io'];

/** The configuration of an admission plugin. */
export interface PluginConfiguration {
  readonly manifest: Manifest;
  readonly view: MapView;
}

/** A plugin whose configuration rules look at, and the kind of its configuration where that has one. */
interface Plugin {
  readonly name: string;
  readonly group?: string;
  readonly kind?: string;
}

/** Pod Security admission: the levels for namespaces without labels, and who is exempt. */
export const POD_SECURITY: Plugin = {
  name: 'PodSecurity',
  group: 'pod-security.admission.config.k8s.io',
  kind: 'PodSecurityConfiguration',
};

/** How many requests for events the API server takes. */
export const EVENT_RATE_LIMIT: Plugin = {
  name: 'EventRateLimit',
  group: 'eventratelimit.admission.k8s.io',
  kind: 'Configuration',
};

/** The service that is asked about images. Its file has neither apiVersion nor kind, so it is only found inside another. */
export const IMAGE_POLICY_WEBHOOK: Plugin = { name: 'ImagePolicyWebhook' };

/** The configurations of a plugin that an object holds: itself, or those in an AdmissionConfiguration. */
export function pluginConfigurationsIn(manifest: Manifest, plugin: Plugin): readonly PluginConfiguration[] {
  const { root, kind, apiVersion } = manifest;
  const group = apiVersion === undefined ? undefined : groupOf(apiVersion);
  if (group === undefined) return [];
  if (kind === plugin.kind && group === plugin.group) {
    return [{ manifest, view: root.underlinedAt(manifest.nameSpan) }];
  }
  if (kind !== 'AdmissionConfiguration' || !API_SERVER_CONFIG_GROUPS.includes(group)) return [];
  return root
    .maps('plugins')
    .filter((each) => isKnown(each.string('name'), plugin.name))
    .map((each) => ({ manifest, view: each.map('configuration') }))
    .filter(({ view }) => view.state === 'known');
}

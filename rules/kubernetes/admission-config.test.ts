import { expect, test } from 'vitest';
import { dedent } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import {
  EVENT_RATE_LIMIT,
  IMAGE_POLICY_WEBHOOK,
  POD_SECURITY,
  pluginConfigurationsIn,
} from './admission-config';
import { readManifests } from './manifest';

const TEXT = `
  apiVersion: apiserver.config.k8s.io/v1
  kind: AdmissionConfiguration
  plugins:
    - name: PodSecurity
      configuration: {defaults: {enforce: baseline}}
    - name: ImagePolicyWebhook
      configuration: {imagePolicy: {defaultAllow: true}}
    - name: EventRateLimit
      path: event-rate-limit.yaml
  ---
  apiVersion: eventratelimit.admission.k8s.io/v1alpha1
  kind: Configuration
  limits: []
  ---
  apiVersion: pod-security.admission.config.k8s.io/v1
  kind: PodSecurityConfiguration
`;

test('a plugin is configured in a file of its own or in a part of another', () => {
  const { manifests } = readManifests(sourceOf('file:///a.yaml', dedent(TEXT)));
  const places = [POD_SECURITY, IMAGE_POLICY_WEBHOOK, EVENT_RATE_LIMIT].map((plugin) =>
    manifests
      .flatMap((manifest) => pluginConfigurationsIn(manifest, plugin))
      .map(({ view }) => [view.document.index, ...view.path].join('.')),
  );
  expect(places).toEqual([['0.plugins.0.configuration', '2'], ['0.plugins.1.configuration'], ['1']]);
});

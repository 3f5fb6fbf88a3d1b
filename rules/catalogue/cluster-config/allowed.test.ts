import { expect, test } from 'vitest';
import { defaultOptions } from '../../engine/options';
import { problemsOf } from '../../testing/lint-example';
import { dedent } from '../../testing/marked';
import rule from './pod-security-config-exemption-broad';

test('a namespace that the team allows may be exempt', () => {
  const text = dedent(`
    apiVersion: pod-security.admission.config.k8s.io/v1
    kind: PodSecurityConfiguration
    exemptions:
      namespaces: [kube-system, storage, shop]
  `);
  const found = problemsOf(text, rule, { ...defaultOptions, allow: { namespaces: ['storage'] } });
  expect(found.map(({ message }) => message)).toEqual([
    'Namespace shop is exempt from Pod Security admission',
  ]);
});

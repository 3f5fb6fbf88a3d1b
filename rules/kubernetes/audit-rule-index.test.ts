import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { type AuditPolicy, type AuditRequest, auditPoliciesIn } from './audit-policy';
import { shadowOf, shadows } from './audit-policy-shadow';
import { readManifests } from './manifest';

const UNKNOWN = '{{ .item }}';
const RESOURCES = ['pods', 'pods/log', 'pods/*', '*/log', '*', 'nodes', 'pods/log/x'];
const URLS = ['/a', '/a*', '/ab', '/a/b', '/a/*', '*', ''];

/** A list that is mostly absent, else short, or out of sight behind a template. */
function listOf(items: readonly string[]): fc.Arbitrary<readonly string[] | string | undefined> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 6, arbitrary: fc.array(fc.constantFrom(...items, ...items, UNKNOWN), { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant(UNKNOWN) },
  );
}

const names = listOf(['a', 'b', 'c']);

const entry = fc.record({
  group: fc.constantFrom(undefined, '', 'apps', '*', UNKNOWN),
  resources: listOf(RESOURCES),
  resourceNames: names,
});

const rule = fc.record({
  users: names,
  userGroups: names,
  verbs: names,
  namespaces: names,
  resources: fc.array(fc.oneof({ weight: 9, arbitrary: entry }, fc.constant('text')), { maxLength: 2 }),
  nonResourceURLs: listOf(URLS),
});

const policy = fc.array(rule, { maxLength: 12 }).map((rules) => policyOf(rules));

const name = fc.constantFrom('a', 'b', 'c', 'd');
const request: fc.Arbitrary<AuditRequest> = fc.record({
  user: name,
  groups: fc.array(name, { maxLength: 2 }),
  verb: name,
  target: fc.oneof(
    fc.constantFrom('/a', '/ab', '/a/b', '/c'),
    fc.record(
      {
        group: fc.constantFrom('', 'apps'),
        resource: fc.constantFrom('pods', 'nodes'),
        subresource: fc.constant('log'),
        name,
        namespace: name,
      },
      { requiredKeys: ['group', 'resource', 'namespace'] },
    ),
  ),
});

function policyOf(rules: readonly object[]): AuditPolicy {
  const lines = rules.map((each) => `  - ${JSON.stringify(each)}\n`);
  const text = `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n${lines.join('')}`;
  const [found] = readManifests(sourceOf('file:///a.yaml', text)).manifests.flatMap(auditPoliciesIn);
  if (found === undefined) throw new Error('there is no policy');
  return found;
}

test('finds for each rule the first one that shadows it, as a search through all of them does', () => {
  const property = fc.property(policy, (each) => {
    for (const [index, later] of each.rules.entries()) {
      const found = each.rules.slice(0, index).find((earlier) => shadows(earlier, later));
      expect(shadowOf(each, later)).toBe(found);
    }
  });
  fc.assert(property, { numRuns: 500 });
});

test('finds for each request the rule that decides, as a search through all of them does', () => {
  const property = fc.property(policy, fc.array(request), (each, requests) => {
    for (const about of requests) {
      const found = each.rules.find((one) => one.matches(about) !== 'no');
      const isCertain = found?.matches(about) === 'yes';
      expect(each.outcomeOf(about).rule).toBe(isCertain ? found : undefined);
    }
  });
  fc.assert(property, { numRuns: 500 });
});

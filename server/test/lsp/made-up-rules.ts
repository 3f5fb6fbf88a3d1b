import { remove, safeFix, set } from '../../../rules/engine/fix';
import { type AnyRule, defineRule, type RuleMeta } from '../../../rules/engine/rule';
import { isKnown } from '../../../rules/yaml/field';
import { Placeholder } from '../../../rules/yaml/operation';

/** Rules that do what the catalogue's may do one day, whatever those are. */
export const madeUpRules: readonly AnyRule[] = [
  defineRule({
    meta: about('made-up-safe', 'safe'),
    *check(pod) {
      const subdomain = pod.spec.string('subdomain');
      if (!isKnown(subdomain, 'old')) return;
      yield { at: subdomain, message: 'Old', fixes: [safeFix('Make it older', set(subdomain, 'older'))] };
    },
  }),
  defineRule({
    meta: about('made-up-next', 'safe'),
    *check(pod) {
      const subdomain = pod.spec.string('subdomain');
      if (!isKnown(subdomain, 'older')) return;
      yield { at: subdomain, message: 'Older', fixes: [safeFix('Remove it', remove(subdomain))] };
    },
  }),
  defineRule({
    meta: about('made-up-assist', 'assist'),
    *check(pod) {
      const host = pod.spec.map('dnsConfig');
      if (host.state !== 'absent') return;
      const value = { options: [{ name: new Placeholder('$name'), value: new Placeholder('value') }] };
      yield {
        at: host,
        message: 'No dnsConfig',
        assist: { title: 'Configure it', operations: [set(host, value)] },
      };
    },
  }),
  defineRule({
    meta: about('made-up-failure', 'safe'),
    // biome-ignore lint/correctness/useYield: it fails before it finds anything
    *check() {
      throw new Error('made up');
    },
  }),
  defineRule({
    meta: {
      ...about('made-up-policy', 'none'),
      standards: { pss: { level: 'restricted', check: 'made-up', since: '1.0' } },
    },
    // biome-ignore lint/correctness/useYield: it finds nothing
    *check(pod) {
      if (isKnown(pod.spec.string('subdomain'), 'fail')) throw new Error('made up');
    },
  }),
  defineRule({
    meta: about('made-up-bad-fix', 'safe'),
    *check(pod) {
      const subdomain = pod.spec.string('subdomain');
      const outside = { document: pod.manifest.document, path: ['spec', 'subdomain', 'nowhere', 0] };
      if (!isKnown(subdomain, 'bad')) return;
      yield {
        at: subdomain,
        message: 'Bad',
        fixes: [safeFix('Do it badly', set({ ...subdomain, ...outside }, 1))],
      };
    },
  }),
];

function about(id: string, fix: RuleMeta['fix']): RuleMeta<'pod'> {
  return {
    id,
    chapter: 'pod-security',
    scope: 'pod',
    title: 'Made up',
    summary: 'nothing',
    severity: 'info',
    default: 'off',
    fix,
    standards: {},
    why: '',
    whenNotToFix: '',
    examples: [],
  };
}

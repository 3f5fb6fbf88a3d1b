import type { ReportingDescriptor, Result } from 'sarif';
import { docsOf } from '../../../rules/engine/docs';
import { markdownOf } from '../../../rules/engine/page';
import type { RuleMeta, Severity } from '../../../rules/engine/rule';
import { withExamples } from '../rule-texts';
import { explanationOf } from './explain';

/** What SARIF calls a severity. */
export function levelOf(severity: Severity): Exclude<Result.level, 'none'> {
  return severity === 'info' ? 'note' : severity;
}

/** A rule as a SARIF log describes it, with all that an alert's page can show about it. */
export function descriptorOf(rule: RuleMeta): ReportingDescriptor {
  const meta = withExamples(rule);
  return {
    id: meta.id,
    name: meta.id.replace(/(?:^|-)(.)/g, (_match, first: string) => first.toUpperCase()),
    ...(meta.formerly === undefined ? {} : { deprecatedIds: [...meta.formerly] }),
    shortDescription: { text: meta.title },
    fullDescription: { text: `Reports ${meta.summary}.` },
    help: { text: explanationOf(meta), markdown: markdownOf(meta) },
    helpUri: docsOf(meta.id),
    defaultConfiguration: { level: levelOf(meta.severity) },
    properties: {
      tags: tagsOf(meta),
      precision: 'high',
      'security-severity': SCORES[meta.severity],
      standards: meta.standards,
      fix: meta.fix,
    },
  };
}

/** In the middle of what code scanning calls high, medium and low. */
const SCORES: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', info: '2.0' };

/** The words alerts are filtered by. Code scanning takes ten of them, so that the other standards are left out. */
function tagsOf({ chapter, standards }: RuleMeta): string[] {
  const level = standards.pss === undefined ? [] : [`pss-${standards.pss.level}`];
  const weaknesses = (standards.cwe ?? []).map((id) => `external/cwe/${id.toLowerCase()}`);
  return ['security', 'kubernetes', chapter, ...level, ...weaknesses].slice(0, 10);
}

import { docsOf } from '../../../rules/engine/docs';
import { absenceOf, dedented, standardsOf } from '../../../rules/engine/page';
import type { Example, RuleMeta } from '../../../rules/engine/rule';
import { withExamples } from '../rule-texts';
import type { Command } from './command';
import { ruleOf } from './rule-names';
import { UsageError } from './usage';

/** `kube-harden explain`: why a rule reports what it reports. */
export const explain: Command = {
  name: 'explain',
  summary: 'Explain a rule: what it reports, why, and when not to fix it',
  operands: 'RULE',
  maximum: 1,
  options: [],
  notes: 'kube-harden rules lists every rule.',
  async run({ operands }, { output }) {
    const [id] = operands;
    if (id === undefined)
      throw new UsageError('explain needs the id of a rule; kube-harden rules lists them');
    await output.write(explanationOf(withExamples(ruleOf(id).meta)));
    return 0;
  },
};

const FIXES: Readonly<Record<RuleMeta['fix'], string>> = {
  safe: 'safe: nothing that runs can behave worse by it',
  unsafe: 'unsafe: it may stop a workload that relies on what it changes',
  assist: 'with a value that only you know',
  none: 'none',
};

/** All there is to say about a rule, as plain text. */
export function explanationOf(meta: RuleMeta): string {
  const severity = `Severity: ${meta.severity}${meta.default === 'on' ? '' : ', off by default'}`;
  const also = meta.covers === undefined ? [] : [`Speaks also for: ${meta.covers.join(', ')}`];
  const paragraphs = [
    `${meta.id}: ${meta.title}`,
    `Reports ${meta.summary}.`,
    [severity, `Fix: ${FIXES[meta.fix]}`, ...absenceOf(meta), ...standardsOf(meta.standards), ...also].join(
      '\n',
    ),
    `Why\n\n${dedented(meta.why)}`,
    ...examplesOf(meta).map((example) => `Example: ${example.title}\n\n${indented(example.manifest)}`),
    ...(meta.noFix === undefined ? [] : [`Why there is no fix\n\n${dedented(meta.noFix)}`]),
    `When not to fix it\n\n${dedented(meta.whenNotToFix)}`,
    docsOf(meta.id),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** The first example that the rule reports, with what its fix makes of it, and the first that it accepts. */
function examplesOf({ examples }: RuleMeta): readonly Example[] {
  const bad = examples.find(isBad);
  const good = examples.find((example) => !isBad(example));
  const fixed = bad?.fixed === undefined ? [] : [{ title: 'after the fix', manifest: bad.fixed }];
  return [...(bad === undefined ? [] : [bad]), ...fixed, ...(good === undefined ? [] : [good])];
}

/** Whether the rule reports something in it: a line of carets shows what. */
function isBad(example: Example): boolean {
  return /^\s*#\s*\^/m.test(example.manifest);
}

function indented(manifest: string): string {
  return dedented(manifest).replace(/^(?=.)/gm, '  ');
}

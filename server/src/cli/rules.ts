import { rules } from '../../../rules/index';
import type { RuleSummary } from '../protocol';
import { ruleList } from '../rule-list';
import { choiceOf } from './choice';
import type { Command } from './command';

const formats = ['pretty', 'json'] as const;

/** `kube-harden rules`: every rule there is. */
export const listRules: Command = {
  name: 'rules',
  summary: 'List every rule',
  operands: '[options]',
  maximum: 0,
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      help: `How rules are shown: ${formats.join(' or ')} (default: pretty)`,
    },
  ],
  async run(invocation, { output }) {
    const format = choiceOf(invocation, 'format', formats, 'pretty');
    const list = ruleList(rules);
    await output.write(format === 'json' ? json(list) : pretty(list));
    return 0;
  },
};

/** The stable contract of `--format json`; `docs/schemas/rules.schema.json` describes it. */
function json(list: readonly RuleSummary[]): string {
  return `[\n${list.map((rule) => JSON.stringify(rule)).join(',\n')}\n]\n`;
}

function pretty(list: readonly RuleSummary[]): string {
  const chapters = [...new Set(list.map(({ chapter }) => chapter))];
  const width = Math.max(...list.map(({ id }) => id.length));
  const head = row(width, ['RULE', 'SEVERITY', 'DEFAULT', 'FIX', 'FINDS']);
  const sections = chapters.map((chapter) => {
    const rows = list
      .filter((rule) => rule.chapter === chapter)
      .map((rule) => row(width, [rule.id, rule.severity, rule.default, rule.fix, rule.title]));
    return `\n${chapter}\n${rows.join('')}`;
  });
  return head + sections.join('');
}

function row(
  width: number,
  [id = '', severity = '', on = '', fix = '', title = '']: readonly string[],
): string {
  return `  ${[id.padEnd(width), severity.padEnd(8), on.padEnd(7), fix.padEnd(6), title].join('  ')}\n`;
}

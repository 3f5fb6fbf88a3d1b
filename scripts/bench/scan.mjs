import { parseAllDocuments } from 'yaml';
import { compare, ROUNDS } from './measure.mjs';

/** What linting whole files costs against parsing them, and against reading them without any rule. */
export function benchScan({ defaultOptions, lint, rules, sourceOf }, texts) {
  const all = { ...defaultOptions, profile: 'all' };
  const each = (run) => () => {
    for (const text of texts) run(text);
  };
  const lintAll = each((text) => lint(sourceOf('file:///bench.yaml', text), rules, all));
  const lintNone = each((text) => lint(sourceOf('file:///bench.yaml', text), [], all));
  const parse = each((text) =>
    parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false }),
  );
  console.log(`\nWhole files, ${ROUNDS} rounds, medians of paired runs:`);
  compare('lint, all rules : parse with `yaml`', lintAll, parse);
  compare('lint, all rules : lint, no rules', lintAll, lintNone);
}

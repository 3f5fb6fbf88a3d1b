import { parseAllDocuments } from 'yaml';
import { median, time } from './measure.mjs';

const ROUNDS = 9;

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

/** Interleaves both, so that whatever else the machine does meets both. */
function compare(name, one, other) {
  const pairs = Array.from({ length: ROUNDS + 1 }, () => [time(one), time(other)]).slice(1);
  const [mine, theirs] = [0, 1].map((index) => `${median(pairs.map((pair) => pair[index])).toFixed(1)} ms`);
  console.log(`  ${name}: ${median(pairs.map(([a, b]) => a / b)).toFixed(2)} (${mine} : ${theirs})`);
}

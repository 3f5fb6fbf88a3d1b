import { inTurn, median, medianRatio, ms, quantile, ROUNDS, time } from './measure.mjs';
import { bareNode, baseline, timeNode } from './processes.mjs';
import { definitionBundle, isLinted, isTemplate, smallManifests } from './selection.mjs';
import { parseAll } from './yaml.mjs';

/** Of fewer files a mean tells nothing. */
const fewest = 10;
/** All is parsed in each of them. */
const wholeRounds = 5;

/**
 * Whole folders by the command line, in fresh processes.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchScan(bench) {
  const { folder, texts } = bench.workspace;
  const chosen = smallManifests(texts);
  const small = bench.write('small', chosen);
  const whole = await inTurn(wholeRounds, {
    node: () => timeNode(bareNode),
    read: () => timeNode(baseline('read', folder)),
    lint: () => timeNode(bench.lint(folder)),
    again: () => timeNode(bench.lintAgain(folder)),
    yaml: () => timeNode(baseline('yaml', folder)),
  });
  const thousand = await inTurn(ROUNDS, {
    lint: () => timeNode(bench.lint(small)),
    again: () => timeNode(bench.lintAgain(small)),
    yaml: () => timeNode(baseline('yaml', small)),
  });
  const scans = /** @type {const} */ ([
    ['first scan', 'lint'],
    ['later scan', 'again'],
  ]);
  return [
    ...scans.flatMap(([name, key]) => {
      const spent = ms(median(whole[key]));
      return [
        {
          id: '7',
          what: `${name} of the workspace : reading all files`,
          measured: medianRatio(whole[key], whole.read),
          limit: 4,
          beside: `${spent}; reading ${ms(median(whole.read))}, Node alone ${ms(median(whole.node))}`,
        },
        {
          id: '7',
          what: `${name} of the workspace : \`yaml\` on everything`,
          measured: medianRatio(whole[key], whole.yaml),
          limit: 1 / 20,
          beside: `${spent}; \`yaml\` ${ms(median(whole.yaml))}`,
          cap: '5 s for 240 MB',
        },
      ];
    }),
    ...scans.map(([name, key]) => ({
      id: '8',
      what: `${name} of ${chosen.size} small manifests : \`yaml\` on all`,
      measured: medianRatio(thousand[key], thousand.yaml),
      limit: 1 / 2,
      beside: `${ms(median(thousand[key]))}; \`yaml\` ${ms(median(thousand.yaml))}`,
      cap: '700 ms',
    })),
    await bundleGoal(await bench.engine(), definitionBundle(texts)),
    ...templateGoals(await bench.engine(), [...texts]),
  ];
}

/**
 * @param {any} engine
 * @param {string} bundle
 */
async function bundleGoal(engine, bundle) {
  const lint = linter(engine);
  const times = await inTurn(wholeRounds, {
    lint: () => time(() => lint(bundle)),
    yaml: () => time(() => parseAll(bundle)),
  });
  return {
    id: '9',
    what: 'linting CRDs of 3.5 MB : one `yaml` parse',
    measured: medianRatio(times.lint, times.yaml),
    limit: 1 / 20,
    beside: `${ms(median(times.lint))}; \`yaml\` ${ms(median(times.yaml))}`,
    cap: '60 ms',
  };
}

/**
 * What a MB of templates costs against a MB of objects that are neither templates nor CRDs, which are passed over.
 * @param {any} engine
 * @param {readonly (readonly [string, string])[]} files
 */
function templateGoals(engine, files) {
  const lint = linter(engine);
  const templates = files.filter(isTemplate).map(([, text]) => text);
  const clean = files.map(([, text]) => text).filter(isLinted);
  if (templates.length < fewest || clean.length < fewest) return [];
  const [dear, plain] = [templates, clean].map((texts) => {
    const best = texts.map(() => Infinity);
    for (let round = 0; round < wholeRounds; round++) {
      for (const [index, text] of texts.entries())
        best[index] = Math.min(
          best[index] ?? Infinity,
          time(() => lint(text)),
        );
    }
    const perMegabyte = sum(best) / (sum(texts.map((text) => text.length)) / 1e6);
    return { perMegabyte, most: quantile(best, 1) };
  });
  const [mine, theirs] = [dear?.perMegabyte ?? 0, plain?.perMegabyte ?? 0];
  return [
    {
      id: '10',
      what: 'linting a MB of templates : a MB of objects that are no CRDs',
      measured: mine / theirs,
      limit: 2,
      beside: `${ms(mine)} : ${ms(theirs)} for each MB; slowest template ${ms(dear?.most ?? 0)}`,
      cap: '50 ms a template',
    },
  ];
}

/** @param {any} engine */
function linter({ defaultOptions, linterOf, rules, sourceOf }) {
  const lint = linterOf(rules, defaultOptions);
  return (text) => lint(sourceOf('file:///bench.yaml', text));
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

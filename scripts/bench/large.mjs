import { workspace } from './generator.mjs';
import { inTurn, median, medianRatio, ms } from './measure.mjs';
import { bareNode, baseline, peakMemory, timeNode } from './processes.mjs';

/** As many as all the repositories have together whose mix is made up. */
const count = 26_000;
const rounds = 2;

/**
 * A folder as large as 31 public repositories together, by the command line.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchLarge(bench) {
  const folder = bench.write('large', workspace(count));
  const times = await inTurn(rounds, {
    read: () => timeNode(baseline('read', folder)),
    first: () => timeNode(bench.lint(folder)),
    later: () => timeNode(bench.lintAgain(folder)),
    yaml: () => timeNode(baseline('yaml', folder)),
  });
  const read = await peakMemory(baseline('read', folder));
  const node = await peakMemory(bareNode);
  const memory = [
    { name: 'first', most: await peakMemory(bench.lint(folder)) },
    { name: 'later', most: await peakMemory(bench.lintAgain(folder)) },
  ];
  const mb = (value) => `${value.toFixed(0)} MB`;
  const beside = `reading ${ms(median(times.read))}, \`yaml\` ${ms(median(times.yaml))}`;
  return [
    .../** @type {const} */ (['first', 'later']).flatMap((name) => [
      {
        id: '7',
        what: `${name} scan of ${count} files : reading them`,
        measured: medianRatio(times[name], times.read),
        limit: 4,
        beside: `${ms(median(times[name]))}; ${beside}`,
        cap: '5 s',
      },
      {
        id: '7',
        what: `${name} scan of ${count} files : \`yaml\` on everything`,
        measured: medianRatio(times[name], times.yaml),
        limit: 1 / 20,
        beside: `${ms(median(times[name]))}; ${beside}`,
        cap: '5 s',
      },
    ]),
    ...memory.flatMap(({ name, most }) => [
      {
        id: '11',
        what: `peak RSS of a ${name} scan of ${count} files : reading them`,
        measured: most / read,
        limit: 2.5,
        beside: `${mb(most)}; reading ${mb(read)}`,
        cap: '250 MB',
      },
      {
        id: '11',
        what: `peak RSS of a ${name} scan of ${count} files over Node alone, MB for 1,000 files`,
        measured: (most - node) / (count / 1000),
        limit: 5,
        beside: `${mb(most)}; Node alone ${mb(node)}`,
      },
    ]),
  ];
}

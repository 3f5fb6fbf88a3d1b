import { installFile, smallFile, typingFile } from './generator.mjs';
import { inTurn, median, medianRatio, ms, quantile, time } from './measure.mjs';
import { Typist } from './typist.mjs';
import { parseAll } from './yaml.mjs';

const warmUp = 10;

const files = [
  {
    id: '1',
    what: '500 lines',
    text: () => typingFile(10, 500),
    rounds: 100,
    limit: 1 / 3,
    cap: '2 / 10 ms',
  },
  {
    id: '2',
    what: '10,000 lines',
    text: () => typingFile(168, 10_000),
    rounds: 40,
    limit: 1 / 20,
    cap: '5 / 20 ms',
  },
  { id: '3', what: '34,000 lines', text: installFile, rounds: 30, limit: 1 / 50, cap: '8 / 40 ms' },
];

/**
 * From a letter that is typed to the diagnostics of the text with it, over stdio, with the delays that are shipped.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchKeys(bench) {
  const goals = [];
  for (const { id, what, text: make, rounds, limit, cap } of files) {
    const text = make();
    const { keys, parses } = await type(bench.server, text, rounds);
    const half = `keystroke p50 ${ms(median(keys))}, p95 ${ms(quantile(keys, 0.95))}`;
    goals.push({
      id,
      what: `keystroke → diagnostics, ${what} : one \`yaml\` parse`,
      measured: medianRatio(keys, parses),
      limit,
      beside: `${half}; \`yaml\` p50 ${ms(median(parses))}`,
      cap: `p50 / p95 ${cap}`,
    });
  }
  return [...goals, await growthGoal(bench.server)];
}

/**
 * What the rest of the file costs whoever types in one and the same document of it.
 * @param {readonly string[]} server
 */
async function growthGoal(server) {
  const document = smallFile();
  const lines = document.split('\n').length - 1;
  const rest = installFile();
  const alone = await Typist.open(server, document, lines);
  const within = await Typist.open(server, `${document}---\n${rest}`, lines);
  const typing = (typist) => async () => (await typist.type()).spent;
  const times = await inTurn(30 + warmUp, { alone: typing(alone), within: typing(within) });
  await Promise.all([alone.stop(), within.stop()]);
  const [short, long] = [median(times.alone.slice(warmUp)), median(times.within.slice(warmUp))];
  return {
    id: '4',
    what: 'keystroke: ms for each MB beyond the document that is typed in',
    measured: (long - short) / (rest.length / 1e6),
    limit: 3,
    beside: `p50 ${ms(short)} alone, ${ms(long)} in a file of ${(rest.length / 1e6).toFixed(1)} MB`,
  };
}

/**
 * Types, and parses the same text in the same rounds.
 * @param {readonly string[]} server
 * @param {string} text
 * @param {number} rounds
 */
async function type(server, text, rounds) {
  const typist = await Typist.open(server, text, text.split('\n').length - 1);
  const [keys, parses] = [[], []];
  for (let round = -warmUp; round < rounds; round++) {
    const { spent, text: typed } = await typist.type();
    const parse = time(() => parseAll(typed));
    if (round < 0) continue;
    keys.push(spent);
    parses.push(parse);
  }
  await typist.stop();
  return { keys, parses };
}

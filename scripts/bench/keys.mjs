import { installFile, smallFile, typingFile } from './generator.mjs';
import { inTurn, median, medianRatio, ms, quantile, time } from './measure.mjs';
import { Typist } from './typist.mjs';
import { parseAll } from './yaml.mjs';

/** Letters of the first minutes of typing. The very first are shown apart: nothing is compiled then. */
const warmUp = 600;
const first = 100;
/** So many letters and so many parses in a row: behind a parse, the garbage that it has left is collected. */
const rounds = 10;
const letters = 20;
const parses = 4;

const files = [
  { id: '1', what: '500 lines', text: () => typingFile(10, 500), limit: 1 / 3, cap: '2 / 10 ms' },
  { id: '2', what: '10,000 lines', text: () => typingFile(168, 10_000), limit: 1 / 20, cap: '5 / 20 ms' },
  { id: '3', what: '34,000 lines', text: installFile, limit: 1 / 50, cap: '8 / 40 ms' },
];

/**
 * From a letter that is typed to the diagnostics of the text with it, over stdio, with the delays that are shipped.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchKeys(bench) {
  const goals = [];
  for (const { id, what, text: make, limit, cap } of files) {
    const text = make();
    const { early, typed, parsed } = await type(bench.server, text);
    const [start, half] = [early, typed.flat()].map((times) => ms(median(times)));
    goals.push({
      id,
      what: `keystroke → diagnostics, ${what} : one \`yaml\` parse`,
      measured: medianRatio(typed.map(median), parsed.map(median)),
      limit,
      beside: `p50 ${half}, p95 ${ms(quantile(typed.flat(), 0.95))}, of the first ${first} letters p50 ${start}; \`yaml\` p50 ${ms(median(parsed.flat()))}`,
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
  const times = await inTurn(warmUp + rounds * letters, { alone: typing(alone), within: typing(within) });
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
 * Types, and parses the same text in turn.
 * @param {readonly string[]} server
 * @param {string} text
 */
async function type(server, text) {
  const typist = await Typist.open(server, text, text.split('\n').length - 1);
  let typed = text;
  const letter = async () => {
    const { spent, text: now } = await typist.type();
    typed = now;
    return spent;
  };
  const early = await several(warmUp, letter);
  /** @type {number[][]} */
  const [letterTimes, parseTimes] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const [ones, others] = [
      await several(letters, letter),
      await several(parses, () => time(() => parseAll(typed))),
    ];
    if (round < 0) continue;
    letterTimes.push(ones);
    parseTimes.push(others);
  }
  await typist.stop();
  return { early: early.slice(0, first), typed: letterTimes, parsed: parseTimes };
}

/**
 * @param {number} count
 * @param {() => number | Promise<number>} measure
 */
async function several(count, measure) {
  const values = [];
  for (let index = 0; index < count; index++) values.push(await measure());
  return values;
}

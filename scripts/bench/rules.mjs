import { parseDocument } from 'yaml';
import { median, micros, quantile, ROUNDS, time } from './measure.mjs';

const WARM_UP = 8;

/** What all rules together, and each of them, cost for a document that has pods. Reading it is not counted. */
export function benchRules(engine, texts) {
  const { defaultOptions, judgeOf, readManifests, rules, sourceOf } = engine;
  const sources = texts.flatMap((text) => podDocuments(engine, text));
  const options = { ...defaultOptions, profile: 'all' };
  const stopwatch = new Stopwatch(rules);
  const [judge, timed] = [judgeOf(rules, options), judgeOf(stopwatch.rules, options)];
  const best = sources.map(() => ({ rules: Infinity, reading: Infinity, yaml: Infinity }));
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    if (round === WARM_UP) stopwatch.reset();
    for (const [index, text] of sources.entries()) {
      const source = sourceOf('file:///bench.yaml', text);
      let read;
      const times = {
        reading: time(() => {
          read = readManifests(source);
        }),
        rules: time(() => judge(source, read)),
        yaml: time(() => parse(text)),
      };
      // What else the machine does only ever adds: the fastest round tells the most.
      if (round >= WARM_UP) for (const key of Object.keys(times)) keepLess(best[index], key, times[key]);
      stopwatch.start();
      timed(source, readManifests(source));
      stopwatch.stop(index);
    }
  }
  console.log(
    `\n${rules.length} rules on ${sources.length} documents with pods, fastest of ${ROUNDS} rounds each:`,
  );
  for (const key of ['rules', 'reading', 'yaml']) {
    const times = best.map((each) => each[key]);
    console.log(`  ${key.padEnd(8)} p50 ${micros(median(times))}, p95 ${micros(quantile(times, 0.95))}`);
  }
  for (const key of ['yaml', 'reading']) {
    const ratios = best.map((each) => each.rules / each[key]);
    const [half, most] = [median(ratios), quantile(ratios, 0.95)].map((ratio) => ratio.toFixed(2));
    console.log(`  rules : ${key}  p50 ${half}, p95 ${most}${key === 'yaml' ? ' (goal: 1 at most)' : ''}`);
  }
  printRules(stopwatch.means());
}

/** The documents of a text that carry pods, as texts of their own. */
function podDocuments({ readManifests, sourceOf }, text) {
  const { manifests } = readManifests(sourceOf('file:///bench.yaml', text));
  const spans = manifests.filter(({ pods }) => pods.length > 0).map(({ document }) => document.span);
  return [...new Set(spans)].map(({ start, end }) => text.slice(start, end));
}

function parse(text) {
  return parseDocument(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
}

function printRules(means) {
  const total = means.reduce((sum, { mean }) => sum + mean, 0);
  console.log('\nEach rule, mean over these documents, with its share of all:');
  for (const { id, mean } of means) {
    const time = `${(mean * 1000).toFixed(2)} µs`.padStart(10);
    console.log(`  ${time} ${`${((mean / total) * 100).toFixed(1)} %`.padStart(7)}  ${id}`);
  }
}

/** Rules whose checks are timed, and the least time that each took for each document. */
class Stopwatch {
  #current = new Map();
  #best = new Map();

  constructor(rules) {
    this.rules = rules.map((rule) => ({ ...rule, check: (...given) => this.#run(rule, given) }));
  }

  reset() {
    this.#best.clear();
  }

  start() {
    this.#current.clear();
  }

  stop(index) {
    for (const { meta } of this.rules) {
      if (!this.#best.has(meta.id)) this.#best.set(meta.id, []);
      const times = this.#best.get(meta.id);
      times[index] = Math.min(times[index] ?? Infinity, this.#current.get(meta.id) ?? 0);
    }
  }

  /** The mean of each rule, the slowest first. */
  means() {
    return [...this.#best]
      .map(([id, times]) => ({ id, mean: times.reduce((sum, each) => sum + each, 0) / times.length }))
      .sort((a, b) => b.mean - a.mean);
  }

  #run(rule, given) {
    let findings = [];
    const spent = time(() => {
      findings = [...rule.check(...given)];
    });
    this.#current.set(rule.meta.id, (this.#current.get(rule.meta.id) ?? 0) + spent);
    return findings;
  }
}

function keepLess(record, key, value) {
  record[key] = Math.min(record[key], value);
}

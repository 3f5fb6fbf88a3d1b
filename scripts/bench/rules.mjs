import { loadEngine } from './engine.mjs';
import { median, micros, quantile, ROUNDS, time } from './measure.mjs';
import { hasExpression } from './selection.mjs';
import { parseAll } from './yaml.mjs';

/** Rounds in which V8 compiles what runs often. A scan of a large repository goes through as many documents. */
const WARM_UP = 20;
const MOST_DOCUMENTS = 450;

/**
 * What all rules together, and each of them, cost for a document that has pods. Reading it is not counted.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchRules(bench) {
  const engine = await loadEngine('rules');
  const { defaultOptions, judgeOf, readManifests, rules, sourceOf } = engine;
  const sources = some(
    // `yaml` takes far longer for what it can only complain about.
    [...bench.workspace.texts.values()]
      .filter((text) => !hasExpression(text))
      .flatMap((text) => podDocuments(engine, text)),
  );
  const options = { ...defaultOptions, profile: 'all' };
  const stopwatch = new Stopwatch(rules);
  const [judge, timed] = [judgeOf(rules, options), judgeOf(stopwatch.rules, options)];
  const best = sources.map(() => ({ rules: Infinity, reading: Infinity, yaml: Infinity }));
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    if (round === WARM_UP) stopwatch.reset();
    // What else the machine does only ever adds: the fastest round tells the most.
    const keep = (index, key, spent) => {
      if (round >= WARM_UP) keepLess(best[index], key, spent);
    };
    // Each goes through all documents by itself, as it does for users: the other's code is not in its way.
    for (const [index, text] of sources.entries()) {
      const source = sourceOf('file:///bench.yaml', text);
      let read;
      const reading = time(() => {
        read = readManifests(source);
      });
      keep(index, 'reading', reading);
      keep(
        index,
        'rules',
        time(() => judge(source, read)),
      );
    }
    for (const [index, text] of sources.entries()) {
      keep(
        index,
        'yaml',
        time(() => parseAll(text)),
      );
    }
    for (const [index, text] of sources.entries()) {
      const source = sourceOf('file:///bench.yaml', text);
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
  const ratios = (key) => best.map((each) => each.rules / each[key]);
  for (const key of ['yaml', 'reading']) {
    const [half, most] = [median(ratios(key)), quantile(ratios(key), 0.95)].map((ratio) => ratio.toFixed(2));
    console.log(`  rules : ${key}  p50 ${half}, p95 ${most}`);
  }
  printRules(stopwatch.means());
  const [spent, parse] = ['rules', 'yaml'].map((key) => micros(median(best.map((each) => each[key]))));
  return [
    {
      id: 'rules',
      what: `${rules.length} rules on a document with pods : one \`yaml\` parse of it`,
      measured: median(ratios('yaml')),
      limit: 1,
      beside: `p50 ${spent}; \`yaml\` ${parse}`,
      cap: 'p50 100 µs',
    },
  ];
}

/** Documents from all over, as many as tell enough. */
function some(documents) {
  const step = Math.ceil(documents.length / MOST_DOCUMENTS);
  return documents.filter((_, index) => index % step === 0);
}

/** The documents of a text that carry pods, as texts of their own. */
function podDocuments({ readManifests, sourceOf }, text) {
  const { manifests } = readManifests(sourceOf('file:///bench.yaml', text));
  const spans = manifests.filter(({ pods }) => pods.length > 0).map(({ document }) => document.span);
  return [...new Set(spans)].map(({ start, end }) => text.slice(start, end));
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

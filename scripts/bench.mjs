// Measures the engine against a plain parse of the same text, in one process and interleaved, and prints ratios.
// npm run bench [-- PATH]: PATH is a folder of manifests; without it, generated ones.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parseAllDocuments } from 'yaml';

const ROUNDS = 9;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { defaultOptions, lint, rules, sourceOf } = await loadEngine();
const all = { ...defaultOptions, profile: 'all' };
const [folder] = process.argv.slice(2);
const texts = folder === undefined ? generated() : read(folder);
const size = texts.reduce((sum, text) => sum + text.length, 0);

console.log(
  `${texts.length} files, ${(size / 1e6).toFixed(2)} M characters, ${ROUNDS} rounds, medians of paired runs`,
);
compare(
  'lint, all rules : parse with `yaml`',
  () => texts.forEach(lintAll),
  () => texts.forEach(parse),
);
compare(
  'lint, all rules : lint, no rules',
  () => texts.forEach(lintAll),
  () => texts.forEach(lintNone),
);
byRule();

async function loadEngine() {
  const outfile = path.join(root, 'out/bench/engine.mjs');
  const files = ['rules/engine/lint', 'rules/engine/options', 'rules/index', 'rules/yaml/source'];
  await build({
    stdin: {
      contents: files.map((file) => `export * from './${file}';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

function lintAll(text) {
  return lint(sourceOf('file:///bench.yaml', text), rules, all);
}

function lintNone(text) {
  return lint(sourceOf('file:///bench.yaml', text), [], all);
}

function parse(text) {
  return parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
}

/** Interleaves both, so that whatever else the machine does meets both. */
function compare(name, one, other) {
  const ratios = [];
  const times = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const pair = [time(one), time(other)];
    if (round === 0) continue;
    pair.forEach((value, index) => {
      times[index].push(value);
    });
    ratios.push(pair[0] / pair[1]);
  }
  const [mine, theirs] = times.map((values) => `${median(values).toFixed(1)} ms`);
  console.log(`${name}: ${median(ratios).toFixed(2)} (${mine} : ${theirs})`);
}

/** What each rule costs beyond reading, for a document that has a pod. */
function byRule() {
  const pods = texts.filter((text) =>
    /^kind: (Deployment|Pod|DaemonSet|StatefulSet|Job|CronJob)$/m.test(text),
  );
  const rows = rules.map((rule) => {
    const runs = Array.from({ length: ROUNDS }, () => {
      const base = time(() => pods.forEach(lintNone));
      const options = { ...all, only: [rule.meta.id] };
      const own = time(() =>
        pods.forEach((text) => {
          lint(sourceOf('file:///bench.yaml', text), [rule], options);
        }),
      );
      return own / base - 1;
    });
    return [rule.meta.id, median(runs)];
  });
  rows.sort((a, b) => b[1] - a[1]);
  console.log(`\nEach rule alone, as a share of reading the ${pods.length} files with pods:`);
  for (const [id, share] of rows) console.log(`  ${`${(share * 100).toFixed(1)} %`.padStart(8)}  ${id}`);
}

function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function read(from) {
  return readdirSync(from, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath ?? entry.path, entry.name), 'utf8'));
}

function generated() {
  return Array.from({ length: 200 }, (_, n) =>
    [
      'apiVersion: apps/v1',
      'kind: Deployment',
      `metadata: {name: app-${n}}`,
      'spec:',
      '  selector: {matchLabels: {app: a}}',
      '  template:',
      '    spec:',
      ...(n % 3 === 0 ? ['      hostNetwork: true'] : []),
      '      containers:',
      ...Array.from({ length: (n % 4) + 1 }, (_each, c) => [
        `        - name: c${c} # the ${c}th`,
        `          image: registry.example/app:${n % 5 === 0 ? 'latest' : `1.${n}`}`,
        '          env:',
        '            - {name: MODE, value: fast}',
        '          securityContext:',
        `            privileged: ${n % 7 === 0}`,
      ]).flat(),
      '---',
      'apiVersion: v1',
      'kind: Service',
      `metadata: {name: app-${n}}`,
      'spec: {ports: [{port: 80}]}',
      '',
    ].join('\n'),
  );
}

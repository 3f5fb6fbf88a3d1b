import { compare, ROUNDS } from './measure.mjs';
import { parseAll } from './yaml.mjs';

const most = 250;
const longest = 100_000;

/**
 * What reading and linting are made of: the fast reader against the tolerant one, the work before any of them against all of
 * it, and whole files with all rules and without any.
 * @param {import('./workbench.mjs').Workbench} bench
 */
export async function benchReading(bench) {
  const engine = await bench.engine();
  const texts = some([...bench.workspace.texts.values()]);
  // Templates are none of `yaml`'s business.
  const documents = texts
    .filter((text) => !text.includes('{{'))
    .flatMap((text) => engine.splitDocuments(text).map(({ span }) => ({ text, span })));
  const tolerant = () => {
    for (const { text, span } of documents) engine.readTolerantly(text, span);
  };
  const fast = () => {
    for (const { text, span } of documents) {
      engine.readEvents(text.slice(span.start, span.end), span, new engine.Uncertainty(text));
    }
  };
  const maskAndSplit = () => {
    for (const text of texts) {
      const masked = engine.maskTemplate(text, false)?.text ?? text;
      for (const { span } of engine.splitDocuments(masked)) engine.sniffKind(masked, span);
    }
  };
  const read = () => {
    for (const text of texts) engine.readDocuments(engine.sourceOf('file:///bench.yaml', text));
  };
  console.log(`\nReading, ${ROUNDS} rounds, medians of paired runs:`);
  await compare('read tolerantly : read, clean documents', tolerant, fast);
  await compare('mask and split : read, all documents', maskAndSplit, read);
  const options = { ...engine.defaultOptions, profile: 'all' };
  const lint = (rules) => () => {
    for (const text of texts) engine.lint(engine.sourceOf('file:///bench.yaml', text), rules, options);
  };
  const parse = () => {
    for (const text of texts) parseAll(text);
  };
  await compare('lint, all rules : parse with `yaml`', lint(engine.rules), parse);
  await compare('lint, all rules : lint, no rules', lint(engine.rules), lint([]));
  return [];
}

/** Texts from all over, except those so long that the time is theirs alone. */
function some(texts) {
  const short = texts.filter((text) => text.length < longest);
  const step = Math.ceil(short.length / most);
  return short.filter((_, index) => index % step === 0);
}

import { compare, ROUNDS } from './measure.mjs';

/** What reading costs: the fast reader against the tolerant one, and the work before any of them against all of it. */
export function benchReading(engine, texts) {
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
  compare('read tolerantly : read, clean documents', tolerant, fast);
  compare('mask and split : read, all documents', maskAndSplit, read);
}

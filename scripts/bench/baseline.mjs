// What the command line is measured against. node baseline.mjs read|yaml FOLDER
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [, , what, folder = '.'] = process.argv;
const parse = what === 'yaml' ? await parser() : () => undefined;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.ya?ml$/i.test(entry.name)) continue;
  const bytes = readFileSync(path.join(entry.parentPath ?? entry.path, entry.name));
  parse(bytes);
}

/** Who only reads must not wait until a parser is loaded. */
async function parser() {
  const { parseAll } = await import('./yaml.mjs');
  return (/** @type {Buffer} */ bytes) => parseAll(bytes.toString('utf8'));
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMarked } from './marked';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../test-fixtures');

/** The manifests of test-fixtures, without their carets. */
export function manifestFixtures(): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => ({ file, text: readMarked(readFileSync(path.join(root, file), 'utf8')).text }));
}

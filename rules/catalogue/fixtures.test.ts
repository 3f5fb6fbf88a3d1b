import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { factsIn } from '../engine/facts-in';
import { lint } from '../engine/lint';
import { defaultOptions } from '../engine/options';
import { WorkspaceIndex } from '../engine/workspace-index';
import { rules } from '../index';
import { mark, readMarked } from '../testing/marked';
import { sourceOf } from '../yaml/source';

const fixtures = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../test-fixtures');

/** The manifests below a folder. Their first line names the rules that their carets are about. */
function manifestsIn(folder: string): readonly string[] {
  return readdirSync(path.join(fixtures, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /\.(?:yaml|json)$/.test(file) && /yaml|templates/.test(path.dirname(`${folder}/${file}`)),
    )
    .map((file) => `${folder}/${file}`);
}

test.each([...manifestsIn('yaml'), ...manifestsIn('charts')])(
  '%s has what its carets say, and nothing else',
  (file) => {
    const { text, marks } = readMarked(readFileSync(path.join(fixtures, file), 'utf8'));
    const only = /only: ([\w-]+(?:, [\w-]+)*)/.exec(text)?.[1]?.split(', ') ?? [];
    expect(only.length).toBeGreaterThan(0);
    const source = sourceOf(`file:///${file}`, text);
    const index = new WorkspaceIndex();
    index.update(source.uri, factsIn(source));
    const options = { ...defaultOptions, only };
    const { problems, failures } = lint(source, rules, options, index.viewFor(source.uri));
    expect(failures).toEqual([]);
    const found = problems.map(({ rule, place }) => ({ ...place.span, message: rule }));
    expect(mark(text, found)).toBe(mark(text, marks));
  },
);

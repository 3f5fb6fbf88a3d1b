import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { beforeAll, expect, test } from 'vitest';
import { examples } from '../random-user';
import { bundle, folderWith, run } from './program';

let program: string;
beforeAll(async () => {
  program = await bundle('cli-preview');
});

test.each([
  ['safe', 'recommended'],
  ['unsafe', 'recommended'],
  ['unsafe', 'all'],
])(
  'A diff of %s fixes with the profile %s is what --fix makes',
  { timeout: 120_000 },
  async (level, profile) => {
    const [shown, made] = [folderWith(examples()), folderWith(examples())];
    const args = ['lint', `--fix=${level}`, '--profile', profile, '--no-cache'];
    const { output, errors } = await run(program, [...args, '--diff'], { cwd: shown });
    const fixed = await run(program, args, { cwd: made });
    expect(output).not.toBe('');
    apply(output, shown);
    expect(textsIn(shown)).toEqual(textsIn(made));
    const changes = /\d+ changes? (?=in \d+ files?;)/.exec(errors)?.[0];
    expect(fixed.output).toContain(changes?.trim());
  },
);

function apply(patch: string, folder: string): void {
  for (const each of parsePatch(patch)) {
    const file = join(folder, (each.newFileName ?? '').replace(/^b\//, ''));
    const text = applyPatch(each.oldFileName === '/dev/null' ? '' : readFileSync(file, 'utf8'), each);
    if (text === false) throw new Error(`the diff of ${file} does not apply`);
    writeFileSync(file, text);
  }
}

function textsIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { lint } from '../../rules/engine/lint';
import { defaultOptions } from '../../rules/engine/options';
import type { LintOptions } from '../../rules/engine/problem';
import type { RuleMeta } from '../../rules/engine/rule';
import { rules } from '../../rules/index';
import { optionsOf } from '../../rules/testing/lint-example';
import { readMarked } from '../../rules/testing/marked';
import { sourceOf } from '../../rules/yaml/source';
import { withListedFindings } from '../../scripts/listed-findings.mjs';
import { withoutTexts } from '../../scripts/rule-texts.mjs';
import { root } from './cli/program';

/** What a `check` with this body finds, for numbers. */
function found(body: string, change: (code: string) => string): readonly unknown[] {
  const program = change(`const rule = { *check(n) { ${body} } };`);
  return [...new Function('n', `${program} return rule.check(n);`)(3)];
}

test.each([
  ['nothing', ''],
  ['what is yielded', 'yield n; yield n + 1;'],
  ['what another yields', 'yield* [n, n]; yield* (function* () { yield 1; })();'],
  ['nothing behind a return', 'yield 0; if (n > 2) return; yield 1;'],
  ['what is returned and yielded', 'if (n > 2) return yield* [n, 8]; yield 1;'],
  ['what loops and branches yield', 'for (let i = 0; i < n; i++) if (i % 2) yield i; else yield* [i, i];'],
  [
    'nothing of inner functions',
    'const f = () => { return n; }; yield f(); function g() { return 7; } yield g();',
  ],
  ['what is in objects and templates', 'yield { at: [n], text: `a${n}*` };'],
])('a list holds %s', (_, body) => {
  const listed = (code: string) => withListedFindings(code);
  expect(found(body, listed)).toEqual(found(body, (code) => code));
  expect(listed(`const rule = { *check(n) { ${body} } };`)).not.toMatch(/\*check/);
});

test('other generators stay what they are', () => {
  const code =
    'function* check() { yield 1; }\nclass A { *check() { yield 2; } }\nconst o = { *find() { yield 3; } };';
  expect(withListedFindings(code)).toBe(code);
});

test('the rules find the same as they are shipped', { timeout: 120_000 }, async () => {
  const outfile = path.join(root, 'out', 'test', 'shipped-rules.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['rules/index.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [withoutTexts],
  });
  const shipped: { readonly rules: typeof rules } = await import(pathToFileURL(outfile).href);
  expect(shipped.rules.filter(({ check }) => check.constructor.name !== 'Function')).toEqual([]);
  for (const [index, rule] of rules.entries()) {
    const other = shipped.rules[index];
    expect(other?.meta.id).toBe(rule.meta.id);
    for (const example of (rule.meta as RuleMeta).examples) {
      const source = sourceOf('file:///example.yaml', readMarked(example.manifest).text);
      const options: LintOptions = { ...defaultOptions, ...optionsOf(example), profile: 'all' };
      const findings = (one: typeof rule | undefined) =>
        lint(source, one === undefined ? [] : [one], options).problems.map(
          ({ rule: id, message, place, fixes }) => [id, message, place, fixes.map(({ title }) => title)],
        );
      expect(findings(other)).toEqual(findings(rule));
    }
  }
});

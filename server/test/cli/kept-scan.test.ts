import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RuleMeta } from '../../../rules/engine/rule';
import { rules } from '../../../rules/index';
import { readMarked } from '../../../rules/testing/marked';
import { examples, RandomUser, randomFrom, settled } from '../random-user';
import { bundle, folderWith, type Run, run, timeless } from './program';

const steps = Number(process.env.KUBE_HARDEN_SCANS ?? (process.env.CI === undefined ? 6 : 20));
const seed = Number(process.env.KUBE_HARDEN_SEED ?? 20_231);

let program: string;
beforeAll(async () => {
  program = await bundle('cli-kept-scan');
});

describe('What a scan has found', { timeout: 60_000 + steps * 10_000 }, () => {
  test('is found again in a later one, whatever has changed meanwhile', async () => {
    const scans = new Scans(examples());
    const user = new RandomUser(scans.folder, randomFrom(seed));
    await scans.agree([]);
    // From then on it is seen without reading which files are as they were.
    await settled();
    for (let step = 0; step < steps; step++) {
      for (let count = user.random(6); count >= 0; count--) user.doSomething();
      const given = user.pick([[], [], ['--profile', 'all'], ['--format', 'github'], ['--format', 'json']]);
      await scans.agree([...(given ?? []), ...(user.random(3) === 0 ? user.somePaths() : [])]);
    }
  });

  test('is found anew in a file beside which another one has come', async () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: unlike-any}\n';
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app, namespace: unlike-any}\n';
    const scans = new Scans({
      ...fillers,
      'shop/namespace.yaml': namespace,
      'shop/account.yaml': account,
    });
    const all = ['--profile', 'all', 'shop'];
    const [, name = ''] = /in the new file (\S+)/.exec((await scans.lint(all)).output) ?? [];
    expect(name).not.toBe('');
    writeFileSync(join(scans.folder, 'shop', name), 'nothing: here\n');
    await scans.agree(all);
    writeFileSync(join(scans.folder, 'shop', 'account.yaml'), `${account}---\n${account}`);
    await scans.agree(all);
  });

  test('is found anew in a template whose chart has come', async () => {
    const container = 'containers:\n  - name: app\n    image: app # {{ if }}\n    securityContext: {}\n';
    const pod = podWith('hostNetwork').replace(/ {hostNetwork.*/s, `\n  hostNetwork: true\n  ${container}`);
    const scans = new Scans({ ...fillers, 'app/templates/pod.yaml': pod });
    const before = await scans.agree(['app']);
    writeFileSync(join(scans.folder, 'app', 'Chart.yaml'), 'apiVersion: v2\nname: app\nversion: 1.0.0\n');
    expect((await scans.agree(['app'])).split('\n').length).toBeLessThan(before.split('\n').length);
  });

  test('is found anew in a file that was changed to another of the same length', async () => {
    const scans = new Scans({ ...fillers, 'pod.yaml': podWith('hostPID').replace('Pod', 'Foo') });
    const file = join(scans.folder, 'pod.yaml');
    const time = 1_700_000_000;
    utimesSync(file, time, time);
    await settled();
    await scans.agree([]);
    writeFileSync(file, podWith('hostPID'));
    utimesSync(file, time, time);
    // So long that it does not count as just changed either.
    await settled();
    await scans.agree([]);
  });

  test('is taken from there', async () => {
    const scans = new Scans(examples());
    expect((await scans.lint([])).output).not.toContain('The old container');
    const file = scans.file();
    const data = new TextEncoder().encode(
      readFileSync(file).subarray(32).toString().replaceAll('Container ', 'The old container '),
    );
    writeFileSync(file, new Uint8Array(createHash('sha256').update(data).digest()));
    appendFileSync(file, data);
    expect((await scans.lint([])).output).toContain('The old container');
  });

  test('is looked for anew where the disk has damaged it', async () => {
    const scans = new Scans(examples());
    const { output } = await scans.lint([]);
    const file = scans.file();
    const data = readFileSync(file, 'utf8');
    writeFileSync(file, data.replaceAll('Container ', 'The old container '));
    expect((await scans.lint([])).output).toBe(output);
    writeFileSync(file, data.slice(0, data.length / 2));
    expect((await scans.lint([])).output).toBe(output);
  });

  test('holds no credential that was found', async () => {
    const scans = new Scans({ ...fillers, ...examplesIn('secrets') });
    const { findings }: { findings: readonly JsonFinding[] } = JSON.parse(
      (await scans.lint(['--profile', 'all', '--format', 'json'])).output,
    );
    const credentials = findings
      .filter(({ rule }) => /^credential-/.test(rule))
      .map(({ file, range }) => {
        const line = readFileSync(join(scans.folder, file), 'utf8').split('\n')[range.start.line] ?? '';
        const end = range.end.line === range.start.line ? range.end.character : line.length;
        return line.slice(range.start.character, end).replace(/^["']|["']$/g, '');
      });
    expect(credentials.length).toBeGreaterThan(10);
    await scans.lint(['--profile', 'all']);
    const kept = readFileSync(scans.file(), 'utf8');
    expect(credentials.filter((text) => kept.includes(text))).toEqual([]);
  });

  test('holds no credential that was found and accepted', async () => {
    const scans = new Scans({ ...fillers, ...examplesIn('secrets') });
    const baseline = join(scans.folder, '.kube-harden-baseline.json');
    await run(program, ['baseline', '--profile', 'all'], { cwd: scans.folder });
    expect(readFileSync(baseline, 'utf8')).toContain('credential-in-');
    expect(await scans.agree(['--profile', 'all'])).toContain('0 errors, 0 warnings, 0 infos');
    expect(readFileSync(scans.file(), 'utf8')).not.toMatch(/secrets?-0\.yaml/);
    rmSync(baseline);
    await scans.agree(['--profile', 'all']);
  });

  test('is not kept where the user wants none of it, nor of a few files', async () => {
    const scans = new Scans(examples());
    await scans.lint(['--no-cache']);
    expect(scans.kept()).toEqual([]);
    await scans.lint([], { KUBE_HARDEN_NO_CACHE: '1' });
    expect(scans.kept()).toEqual([]);
    const few = new Scans(Object.fromEntries(Object.entries(examples()).slice(0, 100)));
    await few.lint([]);
    expect(few.kept()).toEqual([]);
  });

  test('does not keep fixes from being made', async () => {
    const [one, other] = [new Scans(examples()), new Scans(examples())];
    await one.lint([]);
    const fixed = await one.lint(['--fix']);
    expect(fixed).toEqual(await other.lint(['--fix', '--no-cache']));
    expect(await one.lint([])).toEqual(await one.lint(['--no-cache']));
  });
});

/** As many files as it takes, which say nothing to others. */
const fillers = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [`fill/f${index}.yaml`, podWith('hostNetwork')]),
);

function podWith(field: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {${field}: true}\n`;
}

/** The examples of the rules of a chapter. */
function examplesIn(chapter: string): Readonly<Record<string, string>> {
  const all = rules
    .filter(({ meta }) => meta.chapter === chapter)
    .flatMap(({ meta }: { readonly meta: RuleMeta }) =>
      meta.examples.map(
        ({ manifest }, index) => [`${meta.id}-${index}.yaml`, readMarked(manifest).text] as const,
      ),
    );
  return Object.fromEntries(all);
}

/** What is told of a finding. */
interface JsonFinding {
  readonly rule: string;
  readonly file: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** Scans of a folder whose results are kept in another. */
class Scans {
  readonly folder: string;
  readonly cache = folderWith({});

  constructor(files: Readonly<Record<string, string>>) {
    this.folder = folderWith({ ...files, '.git/HEAD': '' });
  }

  async lint(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Run> {
    const given = { cwd: this.folder, env: { XDG_CACHE_HOME: this.cache, ...more } };
    const { code, output, errors } = await run(program, ['lint', ...args], given);
    return { code, output: timeless(output), errors };
  }

  /** Has it done with what was kept and without, and compares. Gives what both say. */
  async agree(args: readonly string[]): Promise<string> {
    const fresh = await this.lint([...args, '--no-cache']);
    expect(await this.lint(args)).toEqual(fresh);
    // What that has kept is good as well.
    expect(await this.lint(args)).toEqual(fresh);
    return fresh.output;
  }

  /** What is kept. */
  file(): string {
    return join(this.cache, 'kube-harden', this.kept()[0] ?? '');
  }

  kept(): readonly string[] {
    const folder = join(this.cache, 'kube-harden');
    return existsSync(folder) ? readdirSync(folder) : [];
  }
}

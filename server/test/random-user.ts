import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allBeside, baselineText } from '../../rules/engine/baseline';
import { withFindings } from '../../rules/engine/baseline-update';
import { lint } from '../../rules/engine/lint';
import { defaultOptions } from '../../rules/engine/options';
import type { RuleMeta } from '../../rules/engine/rule';
import { rules } from '../../rules/index';
import { readMarked } from '../../rules/testing/marked';
import { sourceOf } from '../../rules/yaml/source';

/** Long enough for files to count as left alone. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3100));
}

/** Files of which some say something about others: the examples of the rules that look at several. */
export function examples(): Readonly<Record<string, string>> {
  const several = rules.flatMap(({ meta }: { readonly meta: RuleMeta }) =>
    meta.examples.filter(({ files = [] }) => files.length > 0),
  );
  const files = several.flatMap(({ manifest, files = [] }, index): (readonly [string, string])[] => [
    [`e${index}/manifest.yaml`, readMarked(manifest).text],
    ...files.map(({ path, text }) => [`e${index}/${path}`, text] as const),
  ]);
  return Object.fromEntries(files);
}

/** Somebody who changes files in a way that can be repeated. */
export class RandomUser {
  readonly names: string[];
  /** All that was written, removed or renamed. */
  readonly touched = new Set<string>();
  private count = 0;

  constructor(
    private readonly folder: string,
    readonly random: (below: number) => number,
  ) {
    this.names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ya?ml|json)$/.test(name))
      .sort();
  }

  pick<T>(all: readonly T[]): T | undefined {
    return all[this.random(all.length)];
  }

  doSomething(): void {
    const [one, other] = [this.pick(this.names), this.pick(this.names)];
    if (one === undefined || other === undefined) return;
    const act = this.pick([
      this.change,
      this.change,
      this.swap,
      this.remove,
      this.rename,
      this.configure,
      this.accept,
      this.chart,
    ]);
    act?.call(this, one, other);
  }

  somePaths(): readonly string[] {
    return [this.pick(this.names), this.pick(this.names)].flatMap((name) => name ?? []);
  }

  private readonly change = (one: string): void => {
    const lines = this.read(one).split('\n');
    const at = this.random(lines.length);
    const [line = ''] = lines.slice(at);
    const now = this.pick([[], [line, '# changed'], [line.replace(/\w+(?=\s*$)/, 'other')], [`  ${line}`]]);
    this.write(one, lines.toSpliced(at, 1, ...(now ?? [])).join('\n'));
  };

  private readonly swap = (one: string, other: string): void => {
    const [first, second] = [this.read(one), this.read(other)];
    this.write(one, second);
    this.write(other, first);
  };

  private readonly remove = (one: string): void => {
    this.touched.add(one);
    rmSync(join(this.folder, one));
    this.names.splice(this.names.indexOf(one), 1);
  };

  private readonly rename = (one: string): void => {
    const next = join(dirname(one), `f${this.count++}.yaml`);
    this.touched.add(one).add(next);
    renameSync(join(this.folder, one), join(this.folder, next));
    this.names.splice(this.names.indexOf(one), 1, next);
  };

  private readonly configure = (one: string): void => {
    const rule = this.pick([
      'run-as-non-root',
      'workload-without-network-policy',
      'image-not-pinned-by-digest',
    ]);
    const text = this.pick([
      `rules: {${rule}: off}\n`,
      `profile: all\n`,
      `exclude: [m*.yaml]\n`,
      'closedWorld: true\n',
    ]);
    this.write(join(dirname(one), '.kube-harden.yaml'), text ?? '');
  };

  /** Accepts some of what is found in a file that says nothing about others. */
  private readonly accept = (one: string): void => {
    const source = sourceOf(pathToFileURL(join(this.folder, one)).href, this.read(one));
    const { accepted = [] } = lint(source, rules, { ...defaultOptions, baselines: [allBeside([])] });
    const some = accepted.filter(() => this.random(2) === 0);
    const text = baselineText(withFindings({}, [[basename(one), some]]));
    this.write(join(dirname(one), '.kube-harden-baseline.json'), text);
  };

  /** What lies under `templates` is a template then. */
  private readonly chart = (one: string): void => {
    const next = join(dirname(one), 'templates', `f${this.count++}.yaml`);
    this.write(next, this.read(one));
    this.names.push(next);
    const chart = join(dirname(one), 'Chart.yaml');
    if (this.random(2) === 0) this.write(chart, 'apiVersion: v2\nname: app\nversion: 1.0.0\n');
  };

  private read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  private write(name: string, text: string): void {
    this.touched.add(name);
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

export function randomFrom(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(((state >>> 4) / 2 ** 28) * below);
  };
}

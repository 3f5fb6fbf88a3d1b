import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { addItem, edited, remove, type Step, set } from '../testing/edited';

type Data = string | number | boolean | null | Data[] | { [key: string]: Data };

const RUNS = 150;
const SCALARS: Data[] = ['a', 'ünï', '😀', 'a # b', 'yes', '', 1, true, null];

describe('any operations on any manifest', () => {
  test('change the data they name, and neither other data nor other lines nor comments', () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = new Random(seed);
      const data = mapping(random, 3);
      const before = new Writer(random).write(data);
      expect(parse(before)).toEqual(data);
      const { steps, expected } = change(random, data);
      const after = edited(before, ...steps);
      const story = `seed ${seed}: ${JSON.stringify(steps)}\n${before}\n=>\n${after}`;
      expect(parse(after), story).toEqual(expected);
      if (steps.every(({ verb }) => verb !== 'remove')) {
        expect(linesMissing(before, after).length, story).toBeLessThanOrEqual(steps.length);
        expect(commentsIn(after), story).toEqual(commentsIn(before));
      }
      expect(/\r?\n$/.exec(after)?.[0], story).toBe(/\r?\n$/.exec(before)?.[0]);
    }
  });
});

/** A generator of the same numbers for the same seed. */
class Random {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(this.state ^ (this.state >>> 13), 0x297a2d39);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % limit;
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    return others[this.below(others.length + 1) - 1] ?? first;
  }
}

function mapping(random: Random, depth: number): { [key: string]: Data } {
  const keys = Array.from({ length: 1 + random.below(3) }, (_, index) => `k${index}`);
  return Object.fromEntries(keys.map((key) => [key, anything(random, depth - 1)]));
}

function anything(random: Random, depth: number): Data {
  const kind = depth < 0 ? 0 : random.below(3);
  if (kind === 1) return mapping(random, depth);
  if (kind === 2) return Array.from({ length: 1 + random.below(3) }, () => anything(random, depth - 1));
  return random.pick<Data>('b', ...SCALARS);
}

/** Writes data as YAML in one of many ways, with comments and blank lines. */
class Writer {
  private readonly step: number;
  private readonly listIndent: number;
  private comments = 0;

  constructor(private readonly random: Random) {
    this.step = random.pick(2, 4);
    this.listIndent = random.pick(0, this.step);
  }

  write(data: Data): string {
    const lines = this.block(data, '');
    const head = this.random.pick('', '---\n', '# head\n', '\ufeff');
    const text = `${head}${lines.join('\n')}${this.random.pick('\n', '', '\n# tail\n')}`;
    return this.random.pick(text, text.replaceAll('\n', '\r\n'));
  }

  private block(data: Data, indent: string): string[] {
    if (Array.isArray(data))
      return data.flatMap((item) => [...this.noise(indent), ...this.item(item, indent)]);
    if (data === null || typeof data !== 'object') return [this.inline(data)];
    return Object.entries(data).flatMap(([key, value], index) => {
      return [...(index > 0 ? this.noise(indent) : []), ...this.entry(key, value, indent)];
    });
  }

  private entry(key: string, value: Data, indent: string): string[] {
    if (value === null) return [`${indent}${key}:${this.random.pick('', ' null', ' ~')}${this.comment()}`];
    if (typeof value !== 'object' || this.random.below(4) === 0) {
      return [`${indent}${key}: ${this.inline(value)}${this.comment()}`];
    }
    const inner = indent + ' '.repeat(Array.isArray(value) ? this.listIndent : this.step);
    return [`${indent}${key}:${this.comment()}`, ...this.block(value, inner)];
  }

  private item(value: Data, indent: string): string[] {
    if (value === null || typeof value !== 'object' || this.random.below(4) === 0) {
      return [`${indent}- ${this.inline(value)}${this.comment()}`];
    }
    const [first = '', ...rest] = this.block(value, `${indent}  `).filter((line) => /^\s*[^\s#]/.test(line));
    return [`${indent}- ${first.trimStart()}`, ...rest];
  }

  private inline(value: Data): string {
    const padding = this.random.pick('', ' ');
    if (Array.isArray(value))
      return `[${padding}${value.map((item) => this.inline(item)).join(', ')}${padding}]`;
    if (value === null) return 'null';
    if (typeof value !== 'object') return typeof value === 'string' ? this.string(value) : String(value);
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${this.inline(inner)}`);
    return `{${padding}${entries.join(', ')}${padding}}`;
  }

  private string(text: string): string {
    return this.random.pick(/^[aü😀]\S*$/u.test(text) ? text : `"${text}"`, `'${text}'`);
  }

  private comment(): string {
    return this.random.below(4) === 0 ? `${this.random.pick(' ', '  ', '\t')}# ${this.comments++}` : '';
  }

  private noise(indent: string): string[] {
    return this.random.below(6) === 0 ? [this.random.pick('', `${indent}# ${this.comments++}`)] : [];
  }
}

/** One to three operations at different places, and what the data is to be after them. */
function change(random: Random, data: Data): { steps: Step[]; expected: Data } {
  const places = pathsOf(data, []).filter((path) => path.length > 0);
  const expected = structuredClone(data);
  const steps: Step[] = [];
  const taken: string[] = [];
  for (let count = random.below(3); count >= 0; count--) {
    const path = places[random.below(places.length)] ?? [];
    const name = path.join('.');
    if (taken.some((other) => `${other}.`.startsWith(`${name}.`) || `${name}.`.startsWith(`${other}.`)))
      continue;
    taken.push(name);
    steps.push(changeAt(random, expected, path, name));
  }
  return { steps, expected: pruned(expected) ?? {} };
}

const GONE = 'gone';

function changeAt(random: Random, data: Data, path: readonly string[], name: string): Step {
  const parent = path.slice(0, -1).reduce((value, key) => children(value)[key] ?? null, data);
  const holder = children(parent);
  const key = path.at(-1) ?? '';
  const current = holder[key] ?? null;
  if (random.below(3) === 0) {
    holder[key] = GONE;
    return remove(name);
  }
  if (Array.isArray(current)) {
    current.push({ x: [1] });
    return addItem(name, { x: [1] });
  }
  if (current !== null && typeof current !== 'object') {
    holder[key] = 'no';
    return set(name, 'no');
  }
  holder[key] = { ...current, new: { deep: ['ALL'] } };
  return set(`${name}.new.deep`, ['ALL']);
}

function children(value: Data): { [key: string]: Data } {
  // Arrays too can be read and written by their keys.
  return value !== null && typeof value === 'object' ? (value as { [key: string]: Data }) : {};
}

function pathsOf(value: Data, path: readonly string[]): (readonly string[])[] {
  return [path, ...Object.entries(children(value)).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

/** The data without what is gone, nor what has become empty by it. */
function pruned(value: Data): Data | undefined {
  if (value === GONE) return undefined;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, pruned(inner)] as const);
  const kept = entries.filter((entry): entry is readonly [string, Data] => entry[1] !== undefined);
  if (kept.length === 0 && entries.length > 0) return undefined;
  return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

/** The lines of the text that are not in the other one any more. */
function linesMissing(before: string, after: string): string[] {
  const left = after.split(/\r?\n/);
  return before.split(/\r?\n/).filter((line) => {
    const index = left.indexOf(line);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

function commentsIn(text: string): string[] {
  return (text.match(/(?<=^|\s)# (?:\d+|head|tail)/gm) ?? []).toSorted();
}

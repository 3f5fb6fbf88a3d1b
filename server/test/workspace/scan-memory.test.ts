import { expect, test } from 'vitest';
import { defaultOptions } from '../../../rules/engine/options';
import { sourceOf } from '../../../rules/yaml/source';
import { ScanMemory } from '../../src/workspace/scan-memory';

const source = sourceOf('file:///a.yaml', 'a: 1\n');
const answers = () => [];

test('what was found in a file counts for the text that it was found in, whoever has read another one since', () => {
  const memory = memoryOf();
  memory.facts(source, defaultOptions, { stamp: '1', hash: 'one' }, () => []);
  memory.keep(source, defaultOptions, [], 'found');
  expect(memory.foundIn(source, answers)?.result).toBe('found');
  expect(memory.foundIn(source, answers, 'one')?.result).toBe('found');
  expect(memory.foundIn(source, answers, 'two')).toBeUndefined();
  expect(memory.found(sourceOf(source.uri, 'a: 2\n'), defaultOptions, answers)).toBeUndefined();
  expect(memory.found(source, { ...defaultOptions, profile: 'all' }, answers)).toBeUndefined();
});

test('a file need not be read while it has the same stamp, and is linted with the same options as the same kind of text', () => {
  const memory = memoryOf(1);
  expect(memory.unread(source, defaultOptions, 'stamp 0')?.hash).toBe('hash');
  expect(memory.unread(source, defaultOptions, 'stamp 1')).toBeUndefined();
  expect(memory.unread(source, { ...defaultOptions, profile: 'all' }, 'stamp 0')).toBeUndefined();
  expect(memory.unread({ ...source, isTemplate: true }, defaultOptions, 'stamp 0')).toBeUndefined();
});

test('nothing new is nothing to keep', () => {
  expect(memoryOf(1).pieces()).toBeUndefined();
});

test('a question that nobody can ask any more is answered otherwise', () => {
  const memory = memoryOf(1);
  memory.unread(source, defaultOptions, 'stamp 0');
  expect(memory.foundIn(source, answers)?.result).toBe('found 0');
  expect(memory.foundIn(source, () => [undefined])).toBeUndefined();
});

/** A memory of many files, of which the first one is `source`, that was written and read so many times. */
function memoryOf(times = 0): ScanMemory {
  let kept: Uint8Array | undefined;
  for (let time = 0; ; time++) {
    const earlier = kept;
    const memory = new ScanMemory(() => earlier);
    memory.begin(300);
    if (time === times) return memory;
    for (let index = 0; index < 300; index++) {
      const one = index === 0 ? source : sourceOf(`file:///${index}.yaml`, `a: ${index}\n`);
      memory.facts(one, defaultOptions, { stamp: `stamp ${index}`, hash: 'hash' }, () => []);
      memory.keep(one, defaultOptions, [], `found ${index}`);
    }
    kept = new Uint8Array([...(memory.pieces() ?? [])].flatMap((piece) => [...piece]));
  }
}

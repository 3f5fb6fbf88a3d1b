import { expect, test } from 'vitest';
import { onceFor, Remembering } from './once';

class Part extends Remembering {
  constructor(readonly name: string) {
    super();
  }
}

test('what is asked again about the same object is not worked out again', () => {
  let runs = 0;
  const ask = onceFor(({ name }: Part) => {
    runs++;
    return name === 'a' ? undefined : name;
  });
  const [a, b] = [new Part('a'), new Part('b')];
  expect([ask(a), ask(b), ask(a), ask(b)]).toEqual([undefined, 'b', undefined, 'b']);
  expect(runs).toBe(2);
});

test('several questions about one object have an answer each', () => {
  const [length, shout] = [onceFor(({ name }: Part) => name.length), onceFor(({ name }: Part) => `${name}!`)];
  const part = new Part('ab');
  expect([length(part), shout(part), length(part), shout(part)]).toEqual([2, 'ab!', 2, 'ab!']);
});

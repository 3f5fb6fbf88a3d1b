import { expect, test } from 'vitest';
import { onceFor } from './once';

test('what is asked again about the same object is not worked out again', () => {
  let runs = 0;
  const ask = onceFor(({ name }: { readonly name: string }) => {
    runs++;
    return name === 'a' ? undefined : name;
  });
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  expect([ask(a), ask(b), ask(a), ask(b)]).toEqual([undefined, 'b', undefined, 'b']);
  expect(runs).toBe(2);
});

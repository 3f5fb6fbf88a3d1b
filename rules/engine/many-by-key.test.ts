import { expect, test } from 'vitest';
import { ManyByKey } from './many-by-key';

test('things come and go under their keys, in order, whether there is one or many', () => {
  const things = new ManyByKey<object>();
  const [a, b, c] = [{ a: 1 }, { b: 1 }, { c: 1 }];
  expect(things.of('x')).toEqual([]);
  things.add('x', a);
  things.add('y', b);
  expect(things.of('x')).toEqual([a]);
  things.add('x', b);
  things.add('x', c);
  expect(things.of('x')).toEqual([a, b, c]);
  things.delete('x', [b]);
  expect(things.of('x')).toEqual([a, c]);
  things.delete('x', [c, a]);
  things.delete('y', []);
  expect(things.of('x')).toEqual([]);
  expect(things.of('y')).toEqual([b]);
  things.delete('y', [b]);
  things.add('y', c);
  expect(things.of('y')).toEqual([c]);
});

import { expect, test } from 'vitest';
import { Generations } from '../../src/lsp/generations';

test('A value is forgotten when nobody has asked for it in a whole generation', () => {
  const values = new Generations<string>();
  values.set('a', 1, 'A');
  values.set('b', 1, 'B');
  expect([values.get('a', 2), values.get('a', 3)]).toEqual(['A', 'A']);
  expect(values.get('b', 3)).toBeUndefined();
  values.clear();
  expect(values.get('a', 3)).toBeUndefined();
});

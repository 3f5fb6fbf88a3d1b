import { expect, test } from 'vitest';
import { detached } from './detached';

test('a copy of data is equal to it, and shares nothing with it', () => {
  const data = { name: 'a "name"', list: [{ none: null, left: undefined, count: 1, is: true }, []] };
  const copy = detached(data);
  expect(copy).toStrictEqual(data);
  expect(copy.list).not.toBe(data.list);
});

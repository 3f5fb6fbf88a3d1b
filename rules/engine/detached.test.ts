import { expect, test } from 'vitest';
import { detacher } from './detached';

test('a copy of data is equal to it, and shares nothing with it', () => {
  const data = { name: 'a "name"', list: [{ none: null, left: undefined, count: 1, is: true }, []] };
  const copy = detacher()(data);
  expect(copy).toEqual(data);
  expect(copy.list).not.toBe(data.list);
});

test('equal parts of copies are one, and items of a list stay themselves', () => {
  const place = { path: ['metadata', 0], span: { start: 1, end: 2 } };
  const copies = detacher()([{ place }, { place: { ...place, path: ['metadata', '0'] } }, { place }]);
  const [first, second, third] = copies;
  expect(first?.place.span).toBe(second?.place.span);
  expect(first?.place).not.toBe(second?.place);
  expect(first?.place).toBe(third?.place);
  expect(first).not.toBe(third);
});

import { describe, expect, test } from 'vitest';
import { addItem, edited, remove, set } from '../testing/edited';

describe('adding items', () => {
  test('adds them behind the last, each once, as that is written', () => {
    const steps = [addItem('a', 'v'), addItem('a', 'no'), addItem('a', 'v')];
    expect(edited('a:\n  -   x # c\n# end\n', ...steps)).toBe(
      'a:\n  -   x # c\n  -   v\n  -   "no"\n# end\n',
    );
  });

  test('puts quotes around them where all that need none have some', () => {
    expect(edited('a:\n- \'x\'\n- 1\nb: ["*"]\n', addItem('a', 'w'), addItem('b', 'w'))).toBe(
      "a:\n- 'x'\n- 1\n- 'w'\nb: [\"*\", w]\n",
    );
    expect(edited('a: ["x", z]\nb: [\'x\']\n', addItem('a', 'w'), addItem('b', 'w'))).toBe(
      "a: [\"x\", z, w]\nb: ['x', 'w']\n",
    );
  });

  test('moves one to the end that is taken away and added', () => {
    expect(edited('a:\n- x\n- y\n', remove('a.0'), addItem('a', 'x'))).toBe('a:\n- y\n- x\n');
  });

  test('adds none that is there already', () => {
    expect(edited('a: [x, "y"]\n', addItem('a', 'y'), addItem('a', 'x'))).toBe('a: [x, "y"]\n');
    expect(edited('a:\n- b: [1]\n  c: z\n', addItem('a', { c: 'z', b: [1] }))).toBe('a:\n- b: [1]\n  c: z\n');
    expect(edited('a: [&x z, *x ]\nb: [*x ]\n', addItem('b', 'z'))).toBe('a: [&x z, *x ]\nb: [*x ]\n');
    expect(edited('a: ["1"]\n', addItem('a', 1))).toBe('a: ["1", 1]\n');
  });

  test('writes mappings and lists behind the dash', () => {
    expect(edited('a:\n- x: 1\n', addItem('a', { u: { z: 1 }, w: [1] }), addItem('a', [1, 2]))).toBe(
      'a:\n- x: 1\n- u:\n    z: 1\n  w:\n  - 1\n- - 1\n  - 2\n',
    );
  });

  test('makes the list, with all that are added to it', () => {
    expect(edited('a: 1\n', addItem('b.c', 'x'), addItem('b.c', 'v'))).toBe('a: 1\nb:\n  c:\n  - x\n  - v\n');
    expect(edited('a: 1\n', set('b', ['x']), addItem('b', 'v'))).toBe('a: 1\nb:\n- x\n- v\n');
  });

  test('adds to a list whose items change', () => {
    expect(edited('a:\n- b: 1\n- c: 1\n', addItem('a', 3), set('a.0.b', 2), remove('a.1'))).toBe(
      'a:\n- b: 2\n- 3\n',
    );
  });
});

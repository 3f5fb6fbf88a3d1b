import { describe, expect, test } from 'vitest';
import { addItem, edited, editedJson, remove, rename, set } from '../testing/edited';

describe('renaming a key', () => {
  test('touches nothing but its name', () => {
    expect(edited('a:\n- b :   x\t# c\n  d: 1\n', rename('a.0.b', 'e'))).toBe('a:\n- e :   x\t# c\n  d: 1\n');
    expect(edited('a: |+\n  x\n\nb: 1\n', rename('a', 'ünï'))).toBe('ünï: |+\n  x\n\nb: 1\n');
    expect(edited('? a\n: 1\n', rename('a', 'b'))).toBe('? b\n: 1\n');
    expect(edited('a: {b: 1, c: [x]}\n', rename('a.c', 'd'))).toBe('a: {b: 1, d: [x]}\n');
  });

  test('keeps its quotes, and gets some where it needs them', () => {
    expect(edited(`'a': 1\n"b": 2\n`, rename('a', `it's`), rename('b', 'c"d'))).toBe(
      `'it''s': 1\n"c\\"d": 2\n`,
    );
    expect(edited('a: 1\nb: {c: 2}\n', rename('a', 'yes'), rename('b.c', 'd,e'))).toBe(
      '"yes": 1\nb: {"d,e": 2}\n',
    );
    expect(editedJson('{"a": {"b": 1}}', rename('a.b', 'c'))).toBe('{"a": {"c": 1}}');
  });

  test('goes together with changes below it, which name the key as it was', () => {
    expect(edited('a:\n  b: 1\n', rename('a', 'c'), set('a.d', 2), rename('a.b', 'e'))).toBe(
      'c:\n  e: 1\n  d: 2\n',
    );
    expect(edited('a:\n- b\nx: 1\n', addItem('a', 'c'), rename('a', 'd'), set('x', 2))).toBe(
      'd:\n- b\n- c\nx: 2\n',
    );
    expect(edited('a: 1\n', rename('a', 'b'), set('a', 2), rename('a', 'b'))).toBe('b: 2\n');
  });

  test('changes nothing where the key is called so', () => {
    expect(edited('a: 1\n', rename('a', 'a'))).toBe('a: 1\n');
  });

  test('is refused where two keys would have one name', () => {
    expect(edited('a: 1\nb: 2\n', rename('a', 'b'))).toBe('refused: there is a key b already');
    expect(edited('a: 1\nb: 2\n', rename('a', 'b'), remove('b'))).toBe('refused: there is a key b already');
    const twice = 'refused: two keys would be called c';
    expect(edited('a: 1\nb: 2\n', rename('a', 'c'), rename('b', 'c'))).toBe(twice);
    expect(edited('a: 1\n', rename('a', 'c'), set('c', 1))).toBe(twice);
    expect(edited('a: 1\n{{- toYaml .x }}\n', rename('a', 'c'))).toBe('refused: a template may add to this');
  });

  test('is refused where the key is to be something else too', () => {
    const disagree = 'refused: two changes disagree about a';
    expect(edited('a: 1\nb: 2\n', rename('a', 'c'), remove('a'))).toBe(disagree);
    expect(edited('a: 1\nb: 2\n', rename('a', 'c'), rename('a', 'd'))).toBe(disagree);
    expect(edited('a:\n  b: 1\nc: 2\n', rename('a.b', 'd'), remove('a'))).toBe(disagree);
    expect(edited('a:\n  b: 1\nc: 2\n', rename('a', 'd'), remove('a.b'))).toBe(
      'refused: nothing would be left in a, to be renamed',
    );
  });

  test('is refused where there is no such key, or none that is simple', () => {
    expect(edited('a: 1\n', rename('b', 'c'))).toBe('refused: there is no b to change');
    expect(edited('a:\n- 1\n', rename('a.0', 'c'))).toBe('refused: only a key has a name');
    expect(edited('a: 1\n', rename('', 'c'))).toBe('refused: only a key has a name');
    expect(edited('a: 1\na: 2\n', rename('a', 'c'))).toBe('refused: the key a occurs twice');
    expect(edited('&x a: 1\nb: *x\n', rename('a', 'c'))).toBe(
      'refused: the YAML here is written in an unusual way',
    );
    expect(edited('a: {{ .x }}\n', rename('a', 'c'))).toBe('refused: a template stands here');
    expect(edited('a: &x\n  b: 1\nc: *x\n', rename('a.b', 'd'))).toBe(
      'refused: an alias elsewhere shares this value',
    );
    expect(edited('a: &x\n  b: 1\nc: *x\n', rename('a', 'd'), rename('c', 'e'))).toBe(
      'd: &x\n  b: 1\ne: *x\n',
    );
  });
});

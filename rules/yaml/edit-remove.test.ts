import { describe, expect, test } from 'vitest';
import { edited, inDocument, remove, set, text } from '../testing/edited';

describe('removing an entry', () => {
  test('takes its lines and the comments on and in them, and leaves those around', () => {
    const before = text`
      a: 1

      # about b
      b: # gone
        c: 1
        # gone
        d: 1 # gone
        # after b

      e: 1
    `;
    expect(edited(before, remove('b'))).toBe('a: 1\n\n# about b\n  # after b\n\ne: 1\n');
  });

  test('takes several away, next to each other or not', () => {
    expect(edited('a: 1\nb: 2\nc: 3\nd: 4\n', remove('b'), remove('a'), remove('d'))).toBe('c: 3\n');
  });

  test('takes one away once, and what is in it with it', () => {
    expect(edited('a:\n  b: 1\n  c: 1\nd: 1\n', remove('a.b'), remove('a'), remove('a'))).toBe('d: 1\n');
  });

  test('lets the next one move up behind the dash', () => {
    expect(edited('- a: 1 # gone\n  b: 2 # stays\n  c: 3\n', remove('0.a'))).toBe('- b: 2 # stays\n  c: 3\n');
    expect(edited('- a:\n    x: 1\n  b: 2\n  c: 3\n', remove('0.a'), remove('0.b'))).toBe('- c: 3\n');
    expect(edited('-   a: 1\n    b: 2\n    c: 3\n', remove('0.a'), remove('0.c'))).toBe('-   b: 2\n');
    expect(edited('- - a\n  - b\n', remove('0.0'))).toBe('- - b\n');
  });

  test('leaves a dash alone above comments that stay', () => {
    expect(edited('- a: 1 # gone\n  # stays\n  b: 2\n', remove('0.a'))).toBe('-\n  # stays\n  b: 2\n');
    expect(edited('- a: 1\n  # stays\n  b: 2\n', remove('0.a'), remove('0.b'), set('0.c', 3))).toBe(
      '-\n  # stays\n  c: 3\n',
    );
  });

  test('keeps the end of the file as it is', () => {
    expect(edited('a: 1\nb: 2', remove('b'))).toBe('a: 1');
    expect(edited('a: 1\r\nb: 2', remove('b'))).toBe('a: 1');
    expect(edited('a: 1\r\nb: 2\r\n', remove('b'))).toBe('a: 1\r\n');
    expect(edited('\ufeffa: 1\nb: 2\n', remove('a'))).toBe('\ufeffb: 2\n');
  });

  test('works between document markers', () => {
    expect(edited('---\na: 1\nb: 1\n---\na: 1\n...\n', inDocument(0, remove('a')))).toBe(
      '---\nb: 1\n---\na: 1\n...\n',
    );
  });

  test('does not let a text block go on in what follows', () => {
    const refused = 'refused: the text block before it would change at its end';
    expect(edited('a: |\n  x\nb:\n  c: 1\n  # d\n', remove('b'))).toBe(refused);
    expect(edited('a: |+\n  x\nb: 1\n\nc: 1\n', remove('b'))).toBe(refused);
    expect(edited('a: |\n  x\nb: 1', remove('b'))).toBe(refused);
    expect(edited('a: |\n  x\nb:\n  c: 1\n\n# d\n', remove('b'))).toBe('a: |\n  x\n\n# d\n');
    expect(edited('a: |-\n  x\nb: 1', remove('b'))).toBe('a: |-\n  x');
    expect(edited('a: |\n  x\nb:\n  c: 1\n  # d\n', remove('b'), set('e', 1))).toBe(
      'a: |\n  x\ne: 1\n  # d\n',
    );
  });
});

describe('removing an item', () => {
  test('takes its lines', () => {
    expect(edited('a:\n- x\n# about b\n- b: 1\n  c: 1 # gone\n- d\n', remove('a.1'))).toBe(
      'a:\n- x\n# about b\n- d\n',
    );
  });

  test('means the items that stood there before any change', () => {
    expect(edited('- a\n- b\n- c\n- d\n', remove('0'), remove('2'))).toBe('- b\n- d\n');
  });
});

describe('removing the last one', () => {
  test('removes the mapping or list itself, and so on upwards', () => {
    const before = 'a:\n  b: # gone\n    c:\n    - d\n    - e\nf: 1\n';
    expect(edited(before, remove('a.b.c.0'), remove('a.b.c.1'))).toBe('f: 1\n');
    expect(edited('a:\n- b:\n    c: 1\n- d: 1\n', remove('a.0.b.c'))).toBe('a:\n- d: 1\n');
  });

  test('leaves what was empty before', () => {
    expect(edited('a:\n  b: {}\n  c: 1\n', remove('a.c'))).toBe('a:\n  b: {}\n');
  });

  test('keeps what something is set in', () => {
    const before = 'a:\n- securityContext: # why\n    privileged: true # gone\n  b: 1\n';
    const steps = [remove('a.0.securityContext.privileged'), set('a.0.securityContext.runAsUser', 1)];
    expect(edited(before, ...steps)).toBe('a:\n- securityContext: # why\n    runAsUser: 1\n  b: 1\n');
    expect(edited('- a: 1\n  b: 2\n', remove('0.a'), remove('0.b'), set('0.c.d', 3))).toBe(
      '- c:\n    d: 3\n',
    );
    expect(edited('a: [b]\n', remove('a.0'), set('c', 1))).toBe('c: 1\n');
  });

  test('leaves an empty mapping or list as the document', () => {
    expect(edited('# head\na: 1 # gone\n# tail\n', remove('a'))).toBe('# head\n{}\n# tail\n');
    expect(edited('- a: 1\n', remove('0.a'))).toBe('[]\n');
    expect(edited('{a: 1}\n', remove('a'))).toBe('{}\n');
  });
});

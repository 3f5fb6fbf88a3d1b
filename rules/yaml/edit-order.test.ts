import { describe, expect, test } from 'vitest';
import { edited, editedInOrder, remove, rename, type Step, set, text } from '../testing/edited';

const order = ['name', 'image', 'ports', 'context', 'env', 'mounts'];
const ordered = (before: string, ...steps: readonly Step[]) => editedInOrder(order, before, ...steps);

describe('a new key', () => {
  test('comes behind the last one that is usually before it', () => {
    expect(ordered('name: a\nports: []\nenv: []\n', set('context.b', 1))).toBe(
      'name: a\nports: []\ncontext:\n  b: 1\nenv: []\n',
    );
    expect(ordered('env: []\nname: a\nb: 1\n', set('context', 1))).toBe(
      'env: []\nname: a\ncontext: 1\nb: 1\n',
    );
  });

  test('comes before the first that is usually behind it, where none is before', () => {
    expect(ordered('a:\n  other: 1\n  env: []\n', set('a.context', 1))).toBe(
      'a:\n  other: 1\n  context: 1\n  env: []\n',
    );
    expect(ordered('a:\n  env: []\n', set('a.context', 1), set('a.name', 2))).toBe(
      'a:\n  name: 2\n  context: 1\n  env: []\n',
    );
  });

  test('comes last where it has no usual place', () => {
    expect(ordered('name: a\nenv: []\n', set('b', 1))).toBe('name: a\nenv: []\nb: 1\n');
  });

  test('never becomes the first of an item or of a document', () => {
    expect(ordered('- env: []\n  mounts: []\n', set('0.name', 1))).toBe(
      '- env: []\n  name: 1\n  mounts: []\n',
    );
    expect(ordered('env: []\nmounts: []\n', set('name', 1))).toBe('env: []\nname: 1\nmounts: []\n');
  });

  test('stands with others that are set, as all are usually written', () => {
    expect(ordered('a: {}\n', set('a.mounts', 1), set('a.b', 2), set('a.name', 3))).toBe(
      'a:\n  name: 3\n  mounts: 1\n  b: 2\n',
    );
    expect(ordered('name: a\nenv: []\n', set('context', 1), set('ports', 2), set('mounts', 3))).toBe(
      'name: a\nports: 2\ncontext: 1\nenv: []\nmounts: 3\n',
    );
  });

  test('finds its place by the names that others get, and not by those that go', () => {
    expect(ordered('x: a\ny: b\n', rename('x', 'image'), set('context', 1))).toBe(
      'image: a\ncontext: 1\ny: b\n',
    );
    expect(ordered('name: a\nx: 1\nports: b\nenv: []\n', remove('ports'), set('context', 1))).toBe(
      'name: a\ncontext: 1\nx: 1\nenv: []\n',
    );
  });
});

describe('a new key among others that go', () => {
  test('takes their place', () => {
    expect(ordered('a:\n  x: 1 # x\n  env: []\n', remove('a.x'), set('a.ports', 1))).toBe(
      'a:\n  ports: 1\n  env: []\n',
    );
    expect(
      ordered('a:\n  name: b\n  x: 1\n  z: 1\n  env: []\n', remove('a.x'), set('a.ports', 1), remove('a.z')),
    ).toBe('a:\n  name: b\n  ports: 1\n  env: []\n');
  });

  test('does not become the first of an item or of a document', () => {
    const steps = [remove('0.x'), set('0.ports', 1)];
    expect(ordered('- x: 1\n  env: []\n  mounts: []\n', ...steps)).toBe(
      '- env: []\n  ports: 1\n  mounts: []\n',
    );
    expect(ordered('x: 1\nenv: []\nmounts: []\n', remove('x'), set('ports', 1))).toBe(
      'env: []\nports: 1\nmounts: []\n',
    );
  });
});

describe('keys in the order of the alphabet', () => {
  test('get a new one where that has it, if the order is not the usual one by chance', () => {
    expect(ordered('env: []\nimage: a\nports: []\n', set('name', 1))).toBe(
      'env: []\nimage: a\nname: 1\nports: []\n',
    );
    expect(ordered('image: a\nmounts: []\nz: 1\n', set('context', 1))).toBe(
      'image: a\ncontext: 1\nmounts: []\nz: 1\n',
    );
    expect(edited('a: 1\nc: 1\ne: 1\n', set('d', 1), set('b', 1))).toBe('a: 1\nb: 1\nc: 1\nd: 1\ne: 1\n');
  });

  test('show it for all that is written anew in them, and in a document that knows no other', () => {
    expect(ordered('env: []\nimage: a\nports: []\n', set('x.name', 1), set('x.image', 1))).toBe(
      'env: []\nimage: a\nports: []\nx:\n  image: 1\n  name: 1\n',
    );
    expect(
      ordered('a:\n  env: []\n  name: b\nc:\n  ports: []\n', set('c.image', 1), set('c.context', 2)),
    ).toBe('a:\n  env: []\n  name: b\nc:\n  context: 2\n  image: 1\n  ports: []\n');
  });
});

describe('around a new key', () => {
  test('comments and blank lines stay with what they belong to', () => {
    const before = text`
      a: # a
        # name
        name: b # beside
        # about ports

        # ports
        ports:
        - 1
          # deeper
        # - 2
        #   x: 3
        # env
        env: []
        # end
      c: 1
    `;
    expect(ordered(before, set('a.context', 1), set('a.image', 2), set('a.mounts', 3))).toBe(text`
      a: # a
        # name
        name: b # beside
        image: 2
        # about ports

        # ports
        ports:
        - 1
          # deeper
        # - 2
        #   x: 3
        context: 1
        # env
        env: []
        mounts: 3
        # end
      c: 1
    `);
    expect(ordered('a:\n\n  # env\n  # more\n  env: []\n', set('a.name', 1))).toBe(
      'a:\n\n  name: 1\n  # env\n  # more\n  env: []\n',
    );
  });

  test('flow style and JSON have the same order', () => {
    expect(ordered('{name: a, env: []}\n', set('ports', 1), set('mounts', 2))).toBe(
      '{name: a, ports: 1, env: [], mounts: 2}\n',
    );
    expect(ordered('{ env: [] }\n', set('name', 1))).toBe('{ name: 1, env: [] }\n');
    expect(ordered('{\n  "name": 1, # c\n  # env\n  "env": []\n}\n', set('ports.b', 'c'))).toBe(
      '{\n  "name": 1, # c\n  "ports": {\n    "b": "c"\n  },\n  # env\n  "env": []\n}\n',
    );
    expect(ordered('{\n  "env": []\n}\n', set('name', 1))).toBe('{\n  "name": 1,\n  "env": []\n}\n');
  });

  test('a template line, a merge key or a text without its line break leaves only the end', () => {
    expect(ordered('name: a\n{{- if .x }}\nports: []\n{{- end }}\nenv: []\n', set('context', 1))).toBe(
      'name: a\n{{- if .x }}\nports: []\n{{- end }}\nenv: []\ncontext: 1\n',
    );
    expect(ordered('name: {{ .x }}\nenv: {{ .y }}\n', set('context', 1))).toBe(
      'name: {{ .x }}\ncontext: 1\nenv: {{ .y }}\n',
    );
    expect(ordered('x: &x\n  a: 1\nb:\n  <<: *x\n  name: 1\n  env: []\n', set('b.context', 1))).toBe(
      'x: &x\n  a: 1\nb:\n  <<: *x\n  name: 1\n  env: []\n  context: 1\n',
    );
  });
});

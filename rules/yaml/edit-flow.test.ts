import { describe, expect, test } from 'vitest';
import { addItem, edited, editedJson, remove, set, text } from '../testing/edited';

describe('flow style on one line', () => {
  test('is added to with the spacing that is there', () => {
    expect(edited('a: {b: c} # d\n', set('a.e', 1), set('a.f.g', ['x']))).toBe(
      'a: {b: c, e: 1, f: {g: [x]}} # d\n',
    );
    expect(edited('a: { b: c,d: e }\n', set('a.f', {}), set('a.g.h', 1))).toBe(
      'a: { b: c,d: e,f: {},g: { h: 1 } }\n',
    );
    expect(edited('a: [ x, "z" ]\n', addItem('a', 'w'))).toBe('a: [ x, "z", w ]\n');
    expect(edited('a: [x,]\n', addItem('a', 'z'))).toBe('a: [x, z,]\n');
    expect(edited('- {name: a}\n', set('0.b', 'c: d, e'))).toBe('- {name: a, b: "c: d, e"}\n');
  });

  test('is filled in where it is empty', () => {
    const fill = [set('a.b.x', 1), addItem('a.c', 2), set('a.d.x', 3), set('a.e.x', 4)];
    expect(edited('a: {b: {}, c: [], d: null, e: }\n', ...fill)).toBe(
      'a: {b: {x: 1}, c: [2], d: {x: 3}, e: {x: 4} }\n',
    );
  });

  test('loses entries and items with one comma each', () => {
    const before = 'a: {b: 1, c: 2,  d: [1, 2, 3]}\n';
    expect(edited(before, remove('a.b'))).toBe('a: {c: 2,  d: [1, 2, 3]}\n');
    expect(edited(before, remove('a.c'))).toBe('a: {b: 1, d: [1, 2, 3]}\n');
    expect(edited(before, remove('a.d'))).toBe('a: {b: 1, c: 2}\n');
    expect(edited(before, remove('a.b'), remove('a.d'))).toBe('a: {c: 2}\n');
    expect(edited(before, remove('a.c'), remove('a.d'))).toBe('a: {b: 1}\n');
    expect(edited(before, remove('a.d.0'), remove('a.d.2'))).toBe('a: {b: 1, c: 2,  d: [2]}\n');
    expect(edited('a: [ x, z, ]\n', remove('a.1'))).toBe('a: [ x, ]\n');
  });

  test('loses and gets at once', () => {
    expect(edited('a: {b: 1, c: 2}\n', remove('a.c'), set('a.d', 3))).toBe('a: {b: 1, d: 3}\n');
    expect(edited('a: { b: 1 }\n', remove('a.b'), set('a.d', 3))).toBe('a: { d: 3 }\n');
  });
});

describe('flow style on several lines', () => {
  test('gets entries on lines of their own', () => {
    const before = text`
      a: {
          b: 1, # first
          c: 2 # last
          # end
      }
    `;
    expect(edited(before, set('a.d.e', 3), set('a.f', ['x']))).toBe(text`
      a: {
          b: 1, # first
          c: 2, # last
          d: {
              e: 3
          },
          f: [x]
          # end
      }
    `);
  });

  test('keeps a comma behind the last entry', () => {
    expect(edited('a: [\n  x, # c\n]\n', addItem('a', 'z'))).toBe('a: [\n  x, # c\n  z,\n]\n');
    expect(edited('a: {\n  b: 1,\n  c: 2,\n}\n', remove('a.c'))).toBe('a: {\n  b: 1,\n}\n');
  });

  test('goes on before a bracket on the same line', () => {
    expect(edited('a: {b: 1,\n    c: 2}\n', set('a.d', 3))).toBe('a: {b: 1,\n    c: 2, d: 3}\n');
    expect(edited('a: {\n  b: 1 }\n', set('a.d', 3))).toBe('a: {\n  b: 1,\n  d: 3 }\n');
  });

  test('loses whole lines', () => {
    const before = 'a: {\n  b: 1, # b\n  # about c\n  c: [1], # c\n  d: 2 # d\n}\n';
    expect(edited(before, remove('a.b'))).toBe('a: {\n  # about c\n  c: [1], # c\n  d: 2 # d\n}\n');
    expect(edited(before, remove('a.d'))).toBe('a: {\n  b: 1, # b\n  # about c\n  c: [1] # c\n}\n');
    expect(edited(before, remove('a.d'), remove('a.c'))).toBe('a: {\n  b: 1 # b\n  # about c\n}\n');
    expect(edited(before, remove('a.d'), set('a.e', 1))).toBe(
      'a: {\n  b: 1, # b\n  # about c\n  c: [1], # c\n  e: 1\n}\n',
    );
  });

  test('is left alone where a comment would be lost', () => {
    const unusual = 'refused: the YAML here is written in an unusual way';
    expect(edited('a: {b: 1, # x\n  c: 2}\n', remove('a.c'))).toBe(unusual);
    expect(edited('a: [x, # x\n  z]\n', remove('a.0'))).toBe(unusual);
  });

  test('is left alone where a comment in the first column would come to stand behind no comma', () => {
    const unusual = 'refused: the YAML here is written in an unusual way';
    const before = 'a: {\n  b: 1,\n# x\n  c: 2\n}\n';
    expect(edited(before, remove('a.c'))).toBe(unusual);
    expect(edited(before, remove('a.c'), set('a.d', 1))).toBe(unusual);
    const several = 'a: {\n  b: 1,\n  c: 2,\n# x\n  d: 3\n}\n';
    expect(edited(several, remove('a.c'), remove('a.d'))).toBe(unusual);
    expect(edited(before, remove('a.b'), set('a.d', 1))).toBe('a: {\n# x\n  c: 2,\n  d: 1\n}\n');
  });
});

describe('JSON', () => {
  const pretty = text`
    {
      "kind": "Pod",
      "spec": {
        "containers": [
          {
            "name": "a",
            "securityContext": {}
          }
        ]
      }
    }
  `;

  test('on several lines is added to on several lines', () => {
    const steps = [
      set('spec.containers.0.securityContext.capabilities.drop', ['ALL']),
      set('spec.containers.0.name', 'b "c"'),
      set('spec.hostPID', false),
    ];
    expect(editedJson(pretty, ...steps)).toBe(text`
      {
        "kind": "Pod",
        "spec": {
          "containers": [
            {
              "name": "b \"c\"",
              "securityContext": {
                "capabilities": {
                  "drop": [
                    "ALL"
                  ]
                }
              }
            }
          ],
          "hostPID": false
        }
      }
    `);
  });

  test('loses lines, and the comma before them', () => {
    expect(editedJson(pretty, remove('spec.containers.0.securityContext'))).toBe(text`
      {
        "kind": "Pod",
        "spec": {
          "containers": [
            {
              "name": "a"
            }
          ]
        }
      }
    `);
    expect(editedJson(pretty, remove('spec.containers.0'))).toBe('{\n  "kind": "Pod"\n}\n');
  });

  test('keeps lists on one line where they are', () => {
    expect(editedJson('{\n\t"a": ["x"]\n}', set('b.c', ['z']))).toBe(
      '{\n\t"a": ["x"],\n\t"b": {\n\t\t"c": ["z"]\n\t}\n}',
    );
  });

  test('on one line stays on one line, as tight as it is', () => {
    const before = '{"a":[{"b":1,"c":null,"d":[]}]}';
    expect(editedJson(before, set('a.0.e.f', true), set('a.0.c', 'x'), addItem('a.0.d', 'w'))).toBe(
      '{"a":[{"b":1,"c":"x","d":["w"],"e":{"f":true}}]}',
    );
    expect(editedJson('{"a": {"b": "yes"}}', set('a.c', ['x', 'z']))).toBe(
      '{"a": {"b": "yes", "c": ["x", "z"]}}',
    );
    expect(editedJson(before, remove('a.0.b'), remove('a.0.d'))).toBe('{"a":[{"c":null}]}');
  });

  test('in a YAML file is quoted too', () => {
    expect(edited('{"a": []}\n', addItem('a', { b: 'c' }))).toBe('{"a": [{"b": "c"}]}\n');
  });

  test('puts a space behind the colon where the values there are empty', () => {
    expect(edited('a: {b:, c: {}}\n', set('a.c.d', 1))).toBe('a: {b:, c: {d: 1}}\n');
  });
});

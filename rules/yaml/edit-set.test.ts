import { describe, expect, test } from 'vitest';
import { addItem, edited, inDocument, set, text } from '../testing/edited';

describe('setting a key that is missing', () => {
  test('puts it behind the last entry, before the blank lines and comments that follow', () => {
    const before = text`
      # head
      spec:
        hostPID: true   # why
        # about what follows

      status: {}
    `;
    expect(edited(before, set('spec.hostIPC', false))).toBe(text`
      # head
      spec:
        hostPID: true   # why
        hostIPC: false
        # about what follows

      status: {}
    `);
  });

  test('puts it behind all that is nested in the last entry', () => {
    expect(edited('a:\n  b:\n    c:\n    - d: 1\n      e: 2\nf: 1\n', set('a.x', 1))).toBe(
      'a:\n  b:\n    c:\n    - d: 1\n      e: 2\n  x: 1\nf: 1\n',
    );
  });

  test('makes missing parents, each once for all that is set in it', () => {
    const steps = [
      set('c.0.securityContext.runAsNonRoot', true),
      set('c.0.securityContext.capabilities.drop', ['ALL']),
      set('c.0.securityContext', { privileged: false, capabilities: { add: ['CHOWN'] } }),
    ];
    expect(edited('c:\n- name: x\n', ...steps)).toBe(text`
      c:
      - name: x
        securityContext:
          runAsNonRoot: true
          capabilities:
            drop:
            - ALL
            add:
            - CHOWN
          privileged: false
    `);
  });

  test('sets in a mapping and in one nested in it, each at its own end', () => {
    expect(edited('a:\n  b:\n    c: 1\n', set('a.x', 1), set('a.b.z', 2))).toBe(
      'a:\n  b:\n    c: 1\n    z: 2\n  x: 1\n',
    );
  });

  test('uses the indentation of its surroundings', () => {
    const before = text`
      metadata:
        name: x
      spec:
          containers:
            - name: x
              resources:
                     limits: {}
    `;
    expect(edited(before, set('spec.containers.0.env.list', ['a']), set('spec.volumes.a', 1))).toBe(text`
      metadata:
        name: x
      spec:
          containers:
            - name: x
              resources:
                     limits: {}
              env:
                     list:
                       - a
          volumes:
              a: 1
    `);
  });

  test('takes the first nested mapping of the document where nothing nearer shows an indentation', () => {
    expect(edited('a:\n    b: 1\nc:\n- d: 1\n', set('c.0.e.f', [1]))).toBe(
      'a:\n    b: 1\nc:\n- d: 1\n  e:\n      f:\n      - 1\n',
    );
    expect(edited('a: 1\n', set('b.c.d', [1]))).toBe('a: 1\nb:\n  c:\n    d:\n    - 1\n');
  });

  test('puts quotes around keys and strings where all of those have some', () => {
    const value = { type: 'Localhost', port: 1, names: ['a', 'b: c'] };
    expect(edited('"kind": "Pod"\n"spec":\n  "name": "x"\n', set('spec.a', value))).toBe(text`
      "kind": "Pod"
      "spec":
        "name": "x"
        "a":
          "type": "Localhost"
          "port": 1
          "names":
          - "a"
          - "b: c"
    `);
    expect(edited("kind: 'Pod'\nspec:\n  name: 'x'\n  on: true\n", set('spec.a', value))).toContain(
      "  a:\n    type: 'Localhost'\n    port: 1\n    names:\n    - 'a'\n",
    );
    expect(edited('"kind": Pod\n"name": "x"\n', set('e.f', 'g'))).toContain('\n"e":\n  "f": g\n');
  });

  test('puts none where some have none, or only one has any', () => {
    expect(edited('a: "b"\nc:\n  d: "e"\n  f: g\n', set('c.h', 'i'))).toContain('\n  h: i\n');
    expect(edited('a: "b"\nc: 1\n', set('h', 'i'))).toContain('\nh: i\n');
    expect(edited('a: "1"\nc: "true"\n', set('h', 'i'))).toContain('\nh: i\n');
    expect(edited('a:\n  "b": 1\n  "c": 1\n', set('a.d', 1))).toContain('\n  d: 1\n');
  });

  test('writes lists of scalars as the lists beside them or else most lists are written', () => {
    const before = 'args: [a, b]\ncapabilities:\n  add:\n  - CHOWN\nother: {}\n';
    expect(edited(before, set('capabilities.drop', ['ALL']))).toContain('\n  drop:\n  - ALL\n');
    expect(edited('args: [ a, b ]\nc:\n  d: 1\n', set('c.drop', ['ALL']))).toContain('\n  drop: [ ALL ]\n');
    expect(edited('args: ["a"]\nc:\n  d: 1\n', set('c.rules', [{ verbs: ['get', 1] }]))).toBe(
      'args: ["a"]\nc:\n  d: 1\n  rules:\n  - verbs: ["get", 1]\n',
    );
  });

  test('keeps the line breaks of the file, and a last line without one', () => {
    expect(edited('a:\r\n  b: 1\r\n', set('a.c.d', 2))).toBe('a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\n');
    expect(edited('a:\r\n  b: 1', set('a.c', 2))).toBe('a:\r\n  b: 1\r\n  c: 2');
    expect(edited('a: 1', set('b', 2))).toBe('a: 1\nb: 2');
    expect(edited('\ufeffa: 1\n', set('b.c', 2))).toBe('\ufeffa: 1\nb:\n  c: 2\n');
  });

  test('goes behind a text block and the blank lines it keeps, unless it would get a line break', () => {
    expect(edited('a:\n  b: |\n    x\n      y\n\nc: 1\n', set('a.d', 1))).toBe(
      'a:\n  b: |\n    x\n      y\n  d: 1\n\nc: 1\n',
    );
    expect(edited('a:\n  b: >-\n    x\n    # y\nc: 1\n', set('a.d', 1))).toBe(
      'a:\n  b: >-\n    x\n    # y\n  d: 1\nc: 1\n',
    );
    // The line of white space is content.
    expect(edited('a:\n  b: |\n    x\n      \nc: 1\n', set('a.d', 1))).toBe(
      'a:\n  b: |\n    x\n      \n  d: 1\nc: 1\n',
    );
    expect(edited('a:\n  b: |+\n    x\n\n# c\nc: 1\n', set('a.d', 1))).toBe(
      'a:\n  b: |+\n    x\n\n  d: 1\n# c\nc: 1\n',
    );
    expect(edited('b: |+\n  x\n\n', set('d', 1))).toBe('b: |+\n  x\n\nd: 1\n');
    const refused = 'refused: the text block before it would change at its end';
    for (const end of ['|\n  x', '|+\n  x', '|+\n  x\n  ']) {
      expect(edited(`b: ${end}`, set('d', 1))).toBe(refused);
    }
  });

  test('works in each document of a file and in the items of a List', () => {
    const before = 'a: 1\n---\nb: 1\n# end\n---\nkind: List\nitems:\n- spec: {}\n- spec:\n    c: 1\n';
    const steps = [
      inDocument(2, set('items.1.spec.d', 2)),
      inDocument(0, set('x', 2)),
      inDocument(1, set('x', 3)),
      inDocument(2, set('items.0.spec.d', 1)),
    ];
    expect(edited(before, ...steps)).toBe(
      'a: 1\nx: 2\n---\nb: 1\nx: 3\n# end\n---\nkind: List\nitems:\n- spec:\n    d: 1\n- spec:\n    c: 1\n    d: 2\n',
    );
  });
});

describe('setting a key that has nothing yet', () => {
  test('completes it below, and leaves a comment beside it', () => {
    for (const nothing of ['', ' null', ' ~', ' {}']) {
      expect(edited(`a:${nothing} # why\nb: 1\n`, set('a.c', 1))).toBe('a: # why\n  c: 1\nb: 1\n');
      expect(edited(`- a:${nothing}\n  b: 1\n`, set('0.a.c', 1))).toBe('- a:\n    c: 1\n  b: 1\n');
    }
    expect(edited('a:\t# why\n', set('a.b', 1))).toBe('a:\t# why\n  b: 1\n');
    expect(edited('a: []\n', addItem('a', 'ALL'))).toBe('a:\n- ALL\n');
  });

  test('writes a scalar, or a list in brackets, beside it', () => {
    expect(edited('a:\nb: 1\n', set('a', 2))).toBe('a: 2\nb: 1\n');
    expect(edited('a:   # why\nb: [x]\n', set('a', ['v']))).toBe('a: [v]   # why\nb: [x]\n');
    expect(edited('a: ~ # why\n', set('a', {}))).toBe('a: {} # why\n');
  });

  test('completes an item behind its dash', () => {
    expect(edited('a:\n- {} # all\n- b: 1\n', set('a.0', { from: ['x'], to: {} }))).toBe(
      'a:\n- from: # all\n  - x\n  to: {}\n- b: 1\n',
    );
    expect(edited('a:\n- # all\n- null\n', set('a.0', 1), set('a.1', 2))).toBe('a:\n- 1 # all\n- 2\n');
  });
});

describe('replacing a scalar', () => {
  test('touches nothing but its span', () => {
    expect(edited('a:   true   # why\nb: ünï😀\t# c\n', set('a', false), set('b', 7))).toBe(
      'a:   false   # why\nb: 7\t# c\n',
    );
    expect(edited('a:\n- x\n-   y # c\n', set('a.1', 'z'))).toBe('a:\n- x\n-   z # c\n');
    expect(edited('a:\n  b\nc: 1\n', set('a', 'd'))).toBe('a:\n  d\nc: 1\n');
  });

  test('keeps the quotes around a string, and drops them around what is none', () => {
    expect(edited(`a: 'x'\nb: "y"\n`, set('a', `it's`), set('b', 'a"b'))).toBe(`a: 'it''s'\nb: "a\\"b"\n`);
    expect(edited(`a: 'true'\n`, set('a', false))).toBe('a: false\n');
  });

  test('replaces a text of several lines', () => {
    expect(edited('a: |\n  x\n  y\nb: "x\n  y" # c\n', set('a', 1), set('b', 'z'))).toBe(
      'a: 1\nb: "z" # c\n',
    );
  });

  test('makes no edit where the value stands there already', () => {
    const before = `a: true\nb: 'x'\nc: [ALL]\nd:\n- v\n`;
    expect(edited(before, set('a', true), set('b', 'x'), set('c', ['ALL']), set('d', ['v']))).toBe(before);
  });
});

describe('replacing a list', () => {
  test('keeps the items that are wanted, in their order', () => {
    expect(edited('a:\n- x # 1\n- v # 2\n', set('a', ['v', 'z']))).toBe('a:\n- v # 2\n- z\n');
    expect(edited('a: [x, v]\n', set('a', ['z']))).toBe('a: [z]\n');
    expect(edited('a: ["*"]\n', set('a', ['get', 'list']))).toBe('a: [get, list]\n');
  });
});

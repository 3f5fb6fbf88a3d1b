import { describe, expect, test } from 'vitest';
import { maskTemplate, type TemplateMask } from './template';
import { isControl } from './template-action';

function mask(text: string, isTemplate = true): TemplateMask {
  const result = maskTemplate(text, isTemplate);
  if (!result) throw new Error('nothing was masked');
  return result;
}

function holesIn(text: string, isTemplate = true): string[] {
  return mask(text, isTemplate).holes.map(({ start, end }) => text.slice(start, end));
}

function blocksIn(text: string): string[] {
  return mask(text).blocks.map(({ span }) => text.slice(span.start, span.end));
}

describe('what needs no mask', () => {
  test.each([
    'a: 1\n',
    'a: ${b}\n',
    'a: "${b: c}"\n',
    '{"a": {"b": {"c": 1}}}',
    '[{a: {b: 1}}]',
    'a: b{% c\n',
    'a: $(b)\n',
  ])('%j is left alone', (text) => {
    expect(maskTemplate(text, false)).toBeUndefined();
  });

  test('a template without actions has an empty mask', () => {
    expect(maskTemplate('a: 1\n', true)).toEqual({
      text: 'a: 1\n',
      actions: [],
      holes: [],
      fills: [],
      blocks: [],
    });
  });
});

describe('an action in or as a scalar becomes letters', () => {
  test.each<[string, string, string[]]>([
    ['a: {{ b }}', 'a: xxxxxxx', ['{{ b }}']],
    ['a: {{ b }}:{{ c }} # d', 'a: xxxxxxx:xxxxxxx # d', ['{{ b }}', '{{ c }}']],
    ['a: b-{{ c }}', 'a: b-xxxxxxx', ['{{ c }}']],
    ['{{ a }}: b', 'xxxxxxx: b', ['{{ a }}']],
    ['- {{ . }}', '- xxxxxxx', ['{{ . }}']],
    ['a: {b: {{ c }}, {{ d }}: e}', 'a: {b: xxxxxxx, xxxxxxx: e}', ['{{ c }}', '{{ d }}']],
    ['a: [{{ b }}, c]', 'a: [xxxxxxx, c]', ['{{ b }}']],
    ['{"a":{{ b }}}', '{"a":xxxxxxx}', ['{{ b }}']],
    ['a: &b {{ c }}', 'a: &b xxxxxxx', ['{{ c }}']],
    ['a: "{{ b "c" }}"', 'a: "xxxxxxxxxxx"', ['{{ b "c" }}']],
    ["a: '{{ b 'c' }}'", "a: 'xxxxxxxxxxx'", ["{{ b 'c' }}"]],
    ['a: "b\n  {{ c }}"', 'a: "b\n  xxxxxxx"', ['{{ c }}']],
    ['a: "\\"{{ b }}"', 'a: "\\"xxxxxxx"', ['{{ b }}']],
    ["a: 'b''{{ c }}'", "a: 'b''xxxxxxx'", ['{{ c }}']],
    ['a: b\n  c {{ d }}', 'a: b\n  c xxxxxxx', ['{{ d }}']],
    [
      'a: {{ if b }}1{{ else }}2{{ end }}',
      'a: xxxxxxxxxx1xxxxxxxxxx2xxxxxxxxx',
      ['{{ if b }}', '{{ else }}', '{{ end }}'],
    ],
    ['a: {{ b\n  c }}\nd: e', 'a: xxxx\n      \nd: e', ['{{ b\n  c }}']],
    ['a: {% set b = 1 %}c', 'a: xxxxxxxxxxxxxxxc', ['{% set b = 1 %}']],
    ['a: {# b #} c', 'a: xxxxxxx c', ['{# b #}']],
  ])('%j', (text, expected, holes) => {
    expect(mask(text).text).toBe(expected);
    expect(holesIn(text)).toEqual(holes);
    expect(mask(text).fills).toEqual([]);
    expect(mask(text).blocks).toEqual([]);
  });

  test('an action behind a closed scalar makes that scalar unknown', () => {
    expect(mask('a: "b"{{ c }}').text).toBe('a: "b"       ');
    expect(holesIn('a: "b"{{ c }}')).toEqual(['"{{ c }}']);
  });
});

describe('a line of actions becomes blank', () => {
  test.each<[string, string]>([
    ['{{ if a }}', '          '],
    ['  {{- if a -}} # b', '               # b'],
    ['{{/* }} */}}\na: 1', '            \na: 1'],
    ['{{- /* a */ -}}', '               '],
    ['{{ $a := 1 }} {{- $a = 2 }}', '                           '],
    ['{{ range $a, $b := c }}', '                       '],
    ['a:\r\n  {{ if b }}\r\n', 'a:\r\n            \r\n'],
    ['{{ if a\n  b }}\nc: d', '       \n      \nc: d'],
    ['--- {{ if a }}', '---           '],
    ['---{{ if a }}', '---          '],
    ['{% if a %}', '          '],
    ['{# a #}', '       '],
    ['[\n{{ if a }}\nb\n]', '[\n          \nb\n]'],
  ])('%j adds nothing by itself', (text, expected) => {
    expect(mask(text)).toMatchObject({ text: expected, holes: [], fills: [] });
  });

  test.each<[string, object[]]>([
    ['  {{ a }}', [{ offset: 2, column: 2, isExact: false }]],
    ['{{- toYaml a | nindent 4 }}', [{ offset: 0, column: 4, isExact: true }]],
    ['{{ toYaml a | indent 8 }}', [{ offset: 0, column: 8, isExact: true }]],
    ['{{ nindent 2 a }}', [{ offset: 0, column: 2, isExact: true }]],
    ['{{ a | nindent (b) }}', [{ offset: 0, column: 0, isExact: false }]],
    ['{{ if a }}{{ b | nindent 4 }}{{ end }}', [{ offset: 10, column: 4, isExact: true }]],
    ['{{ if a\n}} {{ b }}', [{ offset: 11, column: 3, isExact: false }]],
    ['{{ template "a" . }}', [{ offset: 0, column: 0, isExact: false }]],
    ['{{ default a }}', [{ offset: 0, column: 0, isExact: false }]],
    ['{% include a %}', [{ offset: 0, column: 0, isExact: false }]],
    ['a: 1\n{{ b', [{ offset: 5, column: 0, isExact: false }]],
  ])('%j fills what it stands in', (text, fills) => {
    expect(mask(text)).toMatchObject({ fills, holes: [] });
    expect(mask(text).text).not.toContain('x');
  });
});

describe('an action that is all of a value', () => {
  test('fills the mapping that goes on below it', () => {
    const text = 'a: {{ b | nindent 2 }}\n  c: d\ne: {{ f }}';
    expect(mask(text).text).toBe('a:                    \n  c: d\ne: xxxxxxx');
    expect(mask(text).fills).toEqual([{ offset: 3, column: 2, isExact: true }]);
    expect(holesIn(text)).toEqual(['{{ f }}']);
  });

  test('fills the list that goes on below it', () => {
    expect(mask('a: {{ b }}\n{{ if c }}\n- d').text).toBe('a:        \n          \n- d');
  });

  test('fills the item that goes on below it', () => {
    expect(mask('- {{ a }}\n  b: c').text).toBe('-        \n  b: c');
  });

  test('is a scalar where the next line is not deeper', () => {
    expect(mask('a: {{ b }}\n# c\nd: e').text).toBe('a: xxxxxxx\n# c\nd: e');
    expect(mask('- {{ a }}\n- b').text).toBe('- xxxxxxx\n- b');
    expect(mask('a: {{ b }}\n---\n  c: d').text).toBe('a: xxxxxxx\n---\n  c: d');
  });
});

describe('an action in a comment', () => {
  test('is neither hole nor fill', () => {
    expect(mask('a: b # {{ c }}\n# {{ d }}')).toMatchObject({
      text: 'a: b # xxxxxxx\n# xxxxxxx',
      holes: [],
      fills: [],
      actions: [
        { start: 7, end: 14 },
        { start: 17, end: 24 },
      ],
    });
  });

  test('runs as everywhere else', () => {
    expect(blocksIn('# {{ if a }}\nb: c\n# {{ end }}')).toEqual(['{{ if a }}\nb: c\n# {{ end }}']);
  });

  test('does not hide behind a hash inside a word', () => {
    expect(holesIn('a: b#{{ c }}')).toEqual(['{{ c }}']);
  });
});

describe('a block scalar', () => {
  test.each<[string, string, string]>([
    ['keeps what is in its lines', 'a: |\n  "{{ b }}\nc: d', 'a: |\n  "xxxxxxx\nc: d'],
    ['keeps lines of actions as deep as its text', 'a: |\n  b\n  {{ c }}', 'a: |\n  b\n  xxxxxxx'],
    ['keeps lines of actions between its lines', 'a: |\n  b\n{{ if c }}\n  d', 'a: |\n  b\n  xxxxxxxx\n  d'],
    ['may start with a line of actions', 'a: |\n    {{ if b }}\n  c', 'a: |\n  xxxxxxxxxxxx\n  c'],
    ['may hold nothing but actions', 'a: |\n  {{ b }}\nc: d', 'a: |\n  xxxxxxx\nc: d'],
    ['may state its indentation', 'a: |1-\n   b\n {{ c }}', 'a: |1-\n   b\n xxxxxxx'],
    [
      'ends at a line that is not deeper',
      '- a: >- # b\n    c\n  d: {{ e }}',
      '- a: >- # b\n    c\n  d: xxxxxxx',
    ],
    ['belongs to the dash of its item', '- |\n  {{ a }}\n- b', '- |\n  xxxxxxx\n- b'],
    ['may stand below its key', 'a:\n  |\n  {{ b }}\nc: d', 'a:\n  |\n  xxxxxxx\nc: d'],
    ['ends with its document', '--- |\n{{ a }} b\n---\n{{ c }}', '--- |\nxxxxxxx b\n---\n       '],
  ])('%s', (_, text, expected) => {
    expect(mask(text).text).toBe(expected);
    expect(mask(text).fills.length).toBe(text.endsWith('---\n{{ c }}') ? 1 : 0);
  });

  test('may or may not hold a printing line behind it', () => {
    const text = 'a: |\n{{ b | indent 2 }}\nc: d';
    expect(mask(text).text).toBe('a: |\n                  \nc: d');
    expect(mask(text).fills).toEqual([{ offset: 5, column: 2, isExact: true }]);
    expect(holesIn(text)).toEqual(['|\n{{ b | indent 2 }}']);
  });

  test('does not hold a control line behind it', () => {
    expect(mask('a: |\n  b\n{{ if c }}\nd: e')).toMatchObject({ holes: [], fills: [] });
  });

  test('opens no block but for lines behind it', () => {
    expect(blocksIn('a: |\n  {{ if b }}\n  c\n  {{ end }}\n')).toEqual([]);
    expect(blocksIn('a: |\n  b\n{{ if c }}\nd: |\n  e\n{{ end }}')).toEqual([
      '{{ if c }}\nd: |\n  e\n{{ end }}',
    ]);
  });
});

describe('blocks', () => {
  test.each<[string, string[]]>([
    ['{{ if a }}\nb: c\n{{ end }}\nd: e', ['{{ if a }}\nb: c\n{{ end }}']],
    [
      '{{ range a }}\n{{ with b }}\n{{ end }}\n{{ end }}',
      ['{{ range a }}\n{{ with b }}\n{{ end }}\n{{ end }}', '{{ with b }}\n{{ end }}'],
    ],
    ['a: b\n{{ if c }}\nd: e\n', ['{{ if c }}\nd: e\n']],
    ['{% for a in b %}\nc: d\n{% endfor %}', ['{% for a in b %}\nc: d\n{% endfor %}']],
    ['{% set a = 1 %}\nb: c', []],
    ['{{ end }}\na: b', []],
  ])('%j', (text, expected) => {
    expect(blocksIn(text)).toEqual(expected);
  });

  test('tell their keyword and whether they have another branch', () => {
    const text = '{{ if a }}\n{{ with b }}\n{{ end }}\n{{ else if c }}\n{{ end }}';
    expect(mask(text).blocks).toMatchObject([
      { keyword: 'if', hasElse: true },
      { keyword: 'with', hasElse: false },
    ]);
  });
});

describe('where an action ends', () => {
  test.each<[string, string]>([
    ['a: {{ "}}" }} b', '{{ "}}" }}'],
    ['a: {{ "\\"}}" }} b', '{{ "\\"}}" }}'],
    ['a: {{ `}}\n  ` }}', '{{ `}}\n  ` }}'],
    ["a: {{ '}}' }} b", "{{ '}}' }}"],
    ['a: {{/* }} */ -}} b', '{{/* }} */ -}}'],
    ['a: {{ "{{" }} b', '{{ "{{" }}'],
    ["a: {{ it's }} b", "{{ it's }}"],
    ['a: {{ b\nc: d', '{{ b'],
    ['a: b {{ c\nd: {{ e }}', '{{ c'],
    ['a: "{{ b"\nc: d', '{{'],
    ['a: "{{ printf \\"%s}\\" b }}"', '{{ printf \\"%s}\\" b }}'],
  ])('%j', (text, expected) => {
    expect(holesIn(text)[0]).toBe(expected);
  });
});

describe('YAML about templates', () => {
  test.each<[string, string]>([
    ['a: "{{ b }}"\n', 'a: "xxxxxxx"\n'],
    ['a: |\n  {{ if b }}\n  {{ c }}\n', 'a: |\n  xxxxxxxxxx\n  xxxxxxx\n'],
    ['# {{ if a }}\nb: c', '# xxxxxxxxxx\nb: c'],
    ['a: "{{ b"\nc: "d }}"', 'a: "xx b"\nc: "d }}"'],
    ['{"a": "{{", "b": {"c": {}}}', '{"a": "{{", "b": {"c": {}}}'],
    ['a: |\n  {{ b\n  }}\n', 'a: |\n  xxxx\n  }}\n'],
    ['a: "{{ b | printf \\"%.2f\\" }}"', 'a: "xxxxxxxxxxxxxxxxxxxxxxxxx"'],
  ])('%j has neither fills nor blocks', (text, expected) => {
    expect(mask(text, false)).toMatchObject({ text: expected, fills: [], blocks: [] });
  });

  test('has no value where an action was never closed', () => {
    expect(holesIn('a: "{{ b"', false)).toEqual(['{{']);
  });

  test.each([
    '{{ a }}\nb: c',
    'a: {{ b }}',
    'a: b{{ c }}',
    'a: "{{ b "c" }}"',
    'a: |\n  b\n{{ c }}\n',
    '- "a"{{ b }}',
  ])('%j is a template all the same', (text) => {
    expect(mask(text, false)).toEqual(mask(text, true));
  });

  test('takes the whole text for a template if any of it is one', () => {
    expect(mask('# {{ if a }}\nb: {{ c }}\n# {{ end }}', false).blocks).toHaveLength(1);
  });
});

describe('a ${…} that YAML would misread', () => {
  test.each<[string, string]>([
    ['a: [${b}, c]', 'a: [xxxx, c]'],
    ['a: {b: ${c}}', 'a: {b: xxxx}'],
    ['a: ${b: -c}d', 'a: xxxxxxxxd'],
    ['a: ${b #}', 'a: xxxxxx'],
    ['[${a:-${b}}]', '[xxxxxxxxxx]'],
  ])('%j becomes a hole', (text, expected) => {
    expect(mask(text, false)).toMatchObject({ text: expected, actions: [], fills: [] });
    expect(mask(text, false).holes).toHaveLength(1);
  });

  test.each(['[${a]', '[$a{}]', 'a: ${b\nc: d}'])('%j is none', (text) => {
    expect(maskTemplate(text, false)).toBeUndefined();
  });
});

describe('text that is being typed', () => {
  test('a quote that was never closed ends with its line', () => {
    expect(mask('a: "b\nc: {{ d }}\n').text).toBe('a: "b\nc: xxxxxxx\n');
  });

  test('a bracket that was never closed ends with its document', () => {
    expect(mask('a: [b\n---\nc: {{ d }}\n  e: f').text).toBe('a: [b\n---\nc:        \n  e: f');
  });

  test('a quote in a plain scalar is text', () => {
    expect(holesIn('a: it\'s {{ b }}\nc: d "{{ e }}')).toEqual(['{{ b }}', '{{ e }}']);
    expect(holesIn("a: b\n  'c\nd: {{ e }}")).toEqual(['{{ e }}']);
  });
});

test.each<[string, boolean]>([
  ['{{- if .a }}', true],
  ['{{ else }}', true],
  ['{{ end -}}', true],
  ['{{/* a */}}', true],
  ['{{ $a := 1 }}', true],
  ['{% if a %}', true],
  ['{{ .if }}', false],
  ['{{ $a }}', false],
  ['{{ include "if" . }}', false],
  ['{% include "a" %}', false],
])('%s controls the template: %s', (action, expected) => {
  expect(isControl(action)).toBe(expected);
});

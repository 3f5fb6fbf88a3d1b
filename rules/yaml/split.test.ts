import { describe, expect, test } from 'vitest';
import { sniffKind, splitDocuments, splitJsonLines } from './split';

function documentsIn(text: string): string[] {
  return splitDocuments(text).map(({ span }) => text.slice(span.start, span.end));
}

function sniff(text: string) {
  return sniffKind(text, { start: 0, end: text.length });
}

describe('splitJsonLines', () => {
  test('gives each line that is an object', () => {
    const text = '\ufeff{"a": 1}\r\n\n# why\n {"b": {}} \n';
    const slices = splitJsonLines(text) ?? [];
    expect(slices.map(({ index, span }) => [index, text.slice(span.start, span.end)])).toEqual([
      [0, '{"a": 1}'],
      [1, ' {"b": {}}'],
    ]);
  });

  test.each(['', '{"a": 1}\n', '{\n  "a": {}\n}\n', '{"a": 1}\n[]\n'])('gives nothing for %j', (text) => {
    expect(splitJsonLines(text)).toBeUndefined();
  });
});

describe('splitDocuments', () => {
  test.each<[string, string, string[]]>([
    ['gives a text without markers whole', 'a: 1\nb: 2\n', ['a: 1\nb: 2\n']],
    ['leaves markers out', '---\na: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
    ['leaves a comment on the marker out', 'a: 1\n--- # next\nb: 2', ['a: 1\n', 'b: 2']],
    [
      'keeps the comments of a document',
      '# one\na: 1\n# more\n---\n# two\nb: 2',
      ['# one\na: 1\n# more\n', '# two\nb: 2'],
    ],
    [
      'keeps a marker with content behind it',
      '--- {a: 1}\n--- |\n text\n',
      ['--- {a: 1}\n', '--- |\n text\n'],
    ],
    ['keeps a marker before what looks like a directive', '---\n%a\n', ['---\n%a\n']],
    ['keeps directives with their document', '%YAML 1.1\n---\na: 1\n', ['%YAML 1.1\n---\na: 1\n']],
    [
      'leaves out what stands before directives',
      '# c\n%YAML 1.1\n# d\n---\na: 1\n',
      ['%YAML 1.1\n# d\n---\na: 1\n'],
    ],
    [
      'reads directives behind an end marker',
      'a: 1\n...\n%YAML 1.1\n---\nb: 2',
      ['a: 1\n', '%YAML 1.1\n---\nb: 2'],
    ],
    ['ends a document at an end marker', 'a: 1\n... # end\nb: 2\n', ['a: 1\n', 'b: 2\n']],
    ['skips a byte order mark', '\uFEFFa: 1', ['a: 1']],
    ['finds a marker behind a byte order mark', '\uFEFF---\na: 1', ['a: 1']],
    ['knows lines that end with CRLF', '---\r\na: 1\r\n---\r\nb: 2\r\n', ['a: 1\r\n', 'b: 2\r\n']],
    ['knows lines that end with CR', 'a: 1\r---\rb: 2', ['a: 1\r', 'b: 2']],
    ['drops what holds nothing', '---\n---\n# only this\n--- # and this\n\t\n...\n\n', []],
    ['drops a directive without a document', '%YAML 1.1\n---\n', []],
    ['takes an indented marker for text', 'a: |\n  ---\n  ...\n', ['a: |\n  ---\n  ...\n']],
    ['takes longer rules for text', 'a: 1\n----: 2\n---x: 3\n....\n', ['a: 1\n----: 2\n---x: 3\n....\n']],
    ['takes a marker at the very end', 'a: 1\n---', ['a: 1\n']],
    ['knows a tab behind a marker', 'a: 1\n---\tb', ['a: 1\n', '---\tb']],
    ['does not take a hash for a comment inside a word', '--- a#b\n', ['--- a#b\n']],
  ])('%s', (_, text, expected) => {
    expect(documentsIn(text)).toEqual(expected);
  });

  test('counts only documents that hold something', () => {
    expect(splitDocuments('---\n---\na\n---\n---\nb').map(({ index }) => index)).toEqual([0, 1]);
  });
});

describe('sniffKind', () => {
  test.each<[string, string, object]>([
    ['reads both keys', 'apiVersion: v1\nkind: Pod\n', { apiVersion: 'v1', kind: 'Pod' }],
    [
      'reads them in any order',
      '# c\n\nkind: Pod\nspec: {}\napiVersion: apps/v1',
      { apiVersion: 'apps/v1', kind: 'Pod' },
    ],
    ['removes quotes', '"kind": "Pod"\n\'apiVersion\': \'v1\' # c', { apiVersion: 'v1', kind: 'Pod' }],
    ['drops comments and blanks', 'apiVersion:\tv1  # c\nkind : Pod \n', { apiVersion: 'v1', kind: 'Pod' }],
    ['reads lines that end with CRLF', 'apiVersion: v1\r\nkind: Pod\r\n', { apiVersion: 'v1', kind: 'Pod' }],
    ['does not look into nested mappings', 'a:\n  kind: Pod\nkindness: 1\n', {}],
    ['leaves out what is not there', 'kind: Pod\n', { kind: 'Pod' }],
  ])('%s', (_, text, expected) => {
    expect(sniff(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['a flow mapping', '{"kind": "Pod"}'],
    ['a list', '- kind: Pod'],
    ['an indented mapping', '  kind: Pod'],
    ['an anchor', '&a\nkind: Pod'],
    ['a tag', '!!map\nkind: Pod'],
    ['content on the marker line', '--- &a\nkind: Pod'],
    ['directives', '%YAML 1.1\n---\nkind: Pod'],
    ['a key that stands twice', 'kind: Pod\nkind: Job\napiVersion: v1'],
    ['a key that stands twice in other quotes', 'kind: Pod\n"kind": Job\napiVersion: v1'],
    ['a value on the next line', 'kind:\n  Pod\napiVersion: v1'],
    ['an alias as a value', 'kind: *kind\napiVersion: v1'],
    ['an anchor at a value', 'kind: &kind Pod\napiVersion: v1'],
    ['a block scalar as a value', 'kind: >-\n  Pod\napiVersion: v1'],
    ['an escape in a value', 'kind: "P\\u006fd"\napiVersion: v1'],
    ['a merge key that may bring the kind', 'a: 1\n<<: *base\n'],
    ['an explicit key that may be the kind', 'a: 1\n? kind\n: Pod\n'],
    ['a line end that may hide the kind', 'a: 1\rkind: Pod\r'],
    ['nothing', '# c\n'],
  ])('cannot tell with %s', (_, text) => {
    expect(sniff(text)).toBeUndefined();
  });

  test('stays in its span', () => {
    const text = 'a: 1\n---\nkind: Pod\n---\nkind: Job\napiVersion: v1\n';
    const kinds = splitDocuments(text).map(({ span }) => sniffKind(text, span)?.kind);
    expect(kinds).toEqual([undefined, 'Pod', 'Job']);
  });
});

import { describe, expect, test } from 'vitest';
import type { ScalarNode, ScalarStyle } from './node';
import { readScalar, type Scalar } from './scalar';

function scalar(text: string, style: ScalarStyle, tag?: string): ScalarNode {
  return { kind: 'scalar', style, text, tag, isPlaceholder: false, span: { start: 0, end: text.length } };
}

function read(text: string): Scalar {
  return readScalar(scalar(text, 'plain'), 'yaml');
}

const isNull: Scalar = { type: 'null' };
const boolean = (value: boolean): Scalar => ({ type: 'boolean', value });
const integer = (value: number): Scalar => ({ type: 'integer', value });
const float = (value: number): Scalar => ({ type: 'float', value });
const string = (value: string): Scalar => ({ type: 'string', value });

describe('a plain YAML scalar', () => {
  test.each(['', '~', 'null', 'Null', 'NULL'])('%j is null', (text) => {
    expect(read(text)).toEqual(isNull);
  });

  test.each('y Y yes Yes YES on On ON true True TRUE'.split(' '))('%s is true', (text) => {
    expect(read(text)).toEqual(boolean(true));
  });

  test.each('n N no No NO off Off OFF false False FALSE'.split(' '))('%s is false', (text) => {
    expect(read(text)).toEqual(boolean(false));
  });

  test.each<[string, Scalar]>([
    ['0', integer(0)],
    ['-0', integer(0)],
    ['80', integer(80)],
    ['+80', integer(80)],
    ['-80', integer(-80)],
    ['1_000', integer(1000)],
    ['0644', integer(420)],
    ['-0644', integer(-420)],
    ['0o644', integer(420)],
    ['0x1F', integer(31)],
    ['-0x1F', integer(-31)],
    ['0b11', integer(3)],
    ['0_7', integer(7)],
    ['0899', float(899)],
    ['9007199254740993', float(9007199254740992)],
    ['.5', float(0.5)],
    ['+.5', float(0.5)],
    ['1.', float(1)],
    ['1e3', float(1000)],
    ['-1.5E-3', float(-0.0015)],
    ['.inf', float(Infinity)],
    ['-.Inf', float(-Infinity)],
    ['.nan', float(Number.NaN)],
  ])('%s is a number', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    'tRUE',
    'nULL',
    'None',
    'yEs',
    '-',
    '.',
    '_1',
    '0x',
    '0xg',
    '0b2',
    '1.2.3',
    '100m',
    '1Gi',
    'Infinity',
    '12:30',
    '2020-01-01',
    '2020-01-01T00:00:00Z',
    '._5',
  ])('%s is a string', (text) => {
    expect(read(text)).toEqual(string(text));
  });
});

test.each<ScalarStyle>(['single-quoted', 'double-quoted', 'literal', 'folded'])(
  'what is %s is a string',
  (style) => {
    expect(readScalar(scalar('true', style), 'yaml')).toEqual(string('true'));
    expect(readScalar(scalar('', style), 'yaml')).toEqual(string(''));
    expect(readScalar(scalar('1', style), 'json')).toEqual(string('1'));
  },
);

test.each<[string, string, ScalarStyle, Scalar]>([
  ['!!str', 'true', 'plain', string('true')],
  ['!', '1', 'plain', string('1')],
  ['!custom', '1', 'plain', string('1')],
  ['!!int', '0644', 'double-quoted', integer(420)],
  ['!!int', 'many', 'plain', string('many')],
  ['!!bool', 'yes', 'double-quoted', boolean(true)],
  ['!!bool', '1', 'plain', string('1')],
  ['!!null', '', 'plain', isNull],
  ['!!null', 'x', 'plain', string('x')],
  ['!!float', '1', 'plain', float(1)],
  ['!!float', '.5', 'plain', float(0.5)],
  ['!!float', 'x', 'plain', string('x')],
  ['!<tag:yaml.org,2002:int>', '1', 'plain', integer(1)],
])('the tag %s on %j, %s, is honoured', (tag, text, style, expected) => {
  expect(readScalar(scalar(text, style, tag), 'yaml')).toEqual(expected);
});

test.each<[string, Scalar]>([
  ['null', isNull],
  ['true', boolean(true)],
  ['false', boolean(false)],
  ['-12', integer(-12)],
  ['1.5', float(1.5)],
  ['1e3', float(1000)],
  ['9007199254740993', float(9007199254740992)],
  ['yes', string('yes')],
  ['0644', string('0644')],
  ['.5', string('.5')],
  ['~', string('~')],
  ['', string('')],
])('JSON reads %j by its own rules', (text, expected) => {
  expect(readScalar(scalar(text, 'plain'), 'json')).toEqual(expected);
});

import * as fc from 'fast-check';

/** All that means something to YAML, and a little that does not. */
const PIECES = [
  ...['a', 'b c', 'd', '0', 'é', '😀', 'ü', '~', '<<', '=', '.', '$', '${x}'],
  ...[': ', ':', '- ', '-', '? ', '?', ', ', ',', '[', ']', '{', '}', '[]', '{}'],
  ...['\n', '\n', '\n  ', '\n  ', '\n    ', '\n- ', '\n  - ', '\n\n', '\r\n', '\r', ' ', '  ', '\t'],
  ...['a: ', '\na: ', '\n  b: ', '\n  c:', '\n    d: ', '\n- a: ', '\n  b:\n', '"a": ', "'b': "],
  ...['|', '>', '|-\n', '|+\n', '>2-\n', ' |\n  ', ' >\n    ', '|1'],
  ...['"', "'", '"a b"', "'it''s'", '"\\n"', '"\\x41"', '\\', '"a\n  b"', "'a\n\n b'"],
  ...['#', ' # c', '# c\n', '&x ', '*x', ' *x', '!t ', '!!str ', '!', '!<y> ', '&', '*', '%', '@', '`'],
  ...['---', '...', '\n--- ', '--', '\u00a0', '\u0085', '\u2028', '\ufeff', '\u0000', '\u0007', '\ud800'],
];

/** Pieces of YAML in any order. Hardly any of it is well-formed; what is, is so in odd ways. */
export function yamlSoup(): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 14 })
    .map((pieces) => pieces.join(''));
}

/** Texts with a few stretches left out, doubled, or replaced by something else: what it is while one types. */
export function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(9999),
    length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(30)),
    piece: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES)),
    isMoved: fc.nat(5).map((n) => n === 0),
  });
  return fc.tuple(texts, fc.array(change, { minLength: 1, maxLength: 2 })).map(([text, changes]) =>
    changes.reduce((changed, { at, length, piece, isMoved }) => {
      const start = at % (changed.length + 1);
      const end = Math.min(start + length, changed.length);
      const between = isMoved ? changed.slice(start, end) : '';
      return changed.slice(0, start) + between + piece + between + changed.slice(end);
    }, text),
  );
}

import { expect, test } from 'vitest';
import { decodeBase64 } from './base64';

test.each([
  ['', ''],
  ['YQ==', 'a'],
  ['YWI=', 'ab'],
  ['YWJj', 'abc'],
  ['aHVudGVyMg==', 'hunter2'],
  ['YWJj\nYWJj\r\n', 'abcabc'],
  ['/+8=', '\u00ff\u00ef'],
])('%j decodes', (encoded, text) => {
  expect(decodeBase64(encoded)).toBe(text);
});

test.each(['abc', 'a===', '<password>', 'YW Jj', 'YQ==YQ==', 'häää'])('%j is no base64', (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});

import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { pathOf, uriOf } from '../../src/workspace/node-files';

const paths = [
  '/',
  '/a',
  '/a/',
  '//a',
  '/a//b',
  '/a/./b',
  '/a/../b',
  '/a/..',
  '/.',
  '/..',
  '/...',
  '/.a/..b',
  '/a.',
]
  .concat([
    '/a b',
    '/ä',
    '/a%20b',
    '/a?b',
    '/a#b',
    '/a\\b',
    '/a\nb',
    '/a\n',
    '/a:b',
    '/C:/a',
    '/~/a-b_c@d',
    '/😀',
  ])
  .concat(['/src/app/templates/service-account.v1.yaml']);

test.skipIf(process.platform === 'win32').each(paths)(
  '%j has the URI and the path that Node gives it',
  (path) => {
    const uri = pathToFileURL(path).href;
    expect(uriOf(path)).toBe(uri);
    expect(pathOf(uri)).toBe(fileURLToPath(uri));
  },
);

test.each(['file:///a/../b', 'file://localhost/a', 'FILE:///a', 'file:///%61'])(
  '%s has the path that Node gives it',
  (uri) => {
    const here = process.platform === 'win32' ? uri.replace(/(?<=\/)(?=[a%])/, 'C:/') : uri;
    expect(pathOf(here)).toBe(fileURLToPath(here).replaceAll('\\', '/'));
  },
);

test('what is no URI of a file has no path', () => {
  expect(() => pathOf('untitled:/a')).toThrow('scheme');
});

import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile } from '../../src/cli/replace-file';
import { folderWith } from './program';

const isSuperuser = process.getuid?.() === 0;

test('a file is written anew, with its mode, and nothing else is left in its folder', () => {
  const folder = folderWith({ 'web.yaml': 'a: 1\n' });
  const file = join(folder, 'web.yaml');
  chmodSync(file, 0o640);
  expect(replaceFile(file, 'a: 1\n', '\ufeffa: ü\r\n')).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('\ufeffa: ü\r\n');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['web.yaml']);
});

test('a symbolic link stays one, and what it leads to is written', () => {
  const folder = folderWith({ 'base/web.yaml': 'a: 1\n' });
  const link = join(folder, 'web.yaml');
  symlinkSync(join('base', 'web.yaml'), link);
  expect(replaceFile(link, 'a: 1\n', 'a: 2\n')).toBeUndefined();
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'base', 'web.yaml'), 'utf8')).toBe('a: 2\n');
});

test('a file with several names keeps them all', () => {
  const folder = folderWith({ 'web.yaml': 'a: 1000\n' });
  linkSync(join(folder, 'web.yaml'), join(folder, 'other.yaml'));
  expect(replaceFile(join(folder, 'web.yaml'), 'a: 1000\n', 'a: 2\n')).toBeUndefined();
  expect(readFileSync(join(folder, 'other.yaml'), 'utf8')).toBe('a: 2\n');
});

test('a file that somebody has changed meanwhile is left as it is', () => {
  const folder = folderWith({ 'web.yaml': 'a: 3\n' });
  const file = join(folder, 'web.yaml');
  expect(replaceFile(file, 'a: 1\n', 'a: 2\n')).toBe('It was changed meanwhile, so it was left as it is');
  linkSync(file, join(folder, 'other.yaml'));
  expect(replaceFile(file, 'a: 1\n', 'a: 2\n')).toContain('changed meanwhile');
  expect(readFileSync(file, 'utf8')).toBe('a: 3\n');
  expect(readdirSync(folder).sort()).toEqual(['other.yaml', 'web.yaml']);
});

test('what is gone, or is no file, is told', () => {
  const folder = folderWith({ 'web.yaml/inner': '' });
  expect(replaceFile(join(folder, 'gone.yaml'), '', 'a: 1\n')).toMatch(/no such file/i);
  expect(replaceFile(join(folder, 'web.yaml'), '', 'a: 1\n')).toBe('It is not a regular file');
});

test.skipIf(isSuperuser)('a file that may not be written is left as it is', () => {
  const folder = folderWith({ 'web.yaml': 'a: 1\n' });
  const file = join(folder, 'web.yaml');
  chmodSync(file, 0o444);
  expect(replaceFile(file, 'a: 1\n', 'a: 2\n')).toMatch(/permission/i);
  writeFileSync(join(folder, 'new.yaml'), '');
  chmodSync(folder, 0o555);
  expect(replaceFile(join(folder, 'new.yaml'), '', 'a: 2\n')).toMatch(/permission/i);
  chmodSync(folder, 0o755);
  expect(readFileSync(file, 'utf8')).toBe('a: 1\n');
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { npm } from '../../../scripts/process.mjs';
import { filesInArchive } from '../../../scripts/vscode/archive.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const extension = path.join(root, 'out', 'kube-harden.vsix');
const pages = [
  ...readdirSync(path.join(root, 'docs', 'rules')).map((name) => `docs/rules/${name}`),
  'docs/schemas/baseline.schema.json',
  'docs/schemas/config.schema.json',
];

describe('The VS Code package', () => {
  it('has the bundles, the pages of the rules, the schemas of configuration files and baselines, and nothing else', () => {
    const expected = [
      'CHANGELOG.md',
      'LICENSE.txt',
      'README.md',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/extension.js',
      'dist/server-program.js',
      'dist/server.js',
      'dist/texts.json',
      'dist/yaml.js',
      'dist/web/extension.js',
      'dist/web/server.js',
      'media/icon.png',
      'package.json',
      ...pages,
    ].map((name) => `extension/${name}`);
    const files = filesInArchive(extension).filter((name) => name.startsWith('extension/'));
    expect(lowerCase(files)).toEqual(lowerCase(expected));
  });

  it('is small', () => {
    expect(statSync(extension).size).toBeLessThan(2_000_000);
  });

  it('has no code that reaches the network', () => {
    for (const bundle of [
      'extension.js',
      'server.js',
      'server-program.js',
      'yaml.js',
      'web/extension.js',
      'web/server.js',
    ]) {
      const code = codeOf(bundle);
      for (const module of ['http', 'https', 'http2', 'dgram', 'tls']) {
        expect(modulesOf(code), bundle).not.toContain(module);
      }
      // Rules may speak of what code must not use.
      expect(code, bundle).not.toMatch(
        /\b(?:fetch|importScripts|XMLHttpRequest|WebSocket|EventSource)\(|(?:new|\.) ?(?:XMLHttpRequest|WebSocket|EventSource)\b/,
      );
    }
  });

  it('needs nothing of Node in a browser', () => {
    expect(modulesOf(codeOf('web/server.js'))).toEqual([]);
    expect(new Set(modulesOf(codeOf('web/extension.js')))).toEqual(new Set(['vscode']));
  });
});

describe('The npm package', () => {
  it('has the linter, the pages of the rules, the schemas of configuration files and baselines, and nothing else', async () => {
    const listing = await npm(['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
      cwd: root,
      timeout: 60_000,
    });
    const [{ files }] = JSON.parse(listing);
    const names = files.map((file: { path: string }) => file.path).sort();
    const own = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    const built = [
      'cli-program.js',
      'cli.js',
      'examples.json',
      'server-program.js',
      'server.js',
      'texts.json',
      'THIRD-PARTY-NOTICES.txt',
      'yaml.js',
    ];
    const expected = [...own, ...built.map((name) => `dist/${name}`), ...pages];
    expect(names).toEqual(expected.sort());
  });

  it('starts as a program of its own', () => {
    const program = path.join(root, 'dist', 'cli.js');
    expect(readFileSync(program, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    const version = execFileSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 });
    expect(version).toContain(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version);
  });

  it('keeps the examples and texts of the rules beside the program, and shows them', () => {
    const title = 'A pod on the network of its node';
    const why = 'unauthenticated kubelet port';
    expect(codeOf('cli-program.js')).not.toContain(title);
    expect(codeOf('cli-program.js')).not.toContain(why);
    const args = [path.join(root, 'dist', 'cli.js'), 'explain', 'host-network'];
    const shown = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
    expect(shown).toContain(title);
    expect(shown).toContain(why);
  });

  it('lints thousands of files with all that it loads for them, and again with what was compiled', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kube-harden-'));
    try {
      const [files, caches] = [path.join(folder, 'files'), path.join(folder, 'caches')];
      mkdirSync(files);
      for (let index = 0; index < 5500; index++) writeFileSync(path.join(files, `${index}.yaml`), 'a: 1\n');
      expect(lint(files, caches)).toContain('in 5500 files');
      const kept = compiledIn(path.join(caches, 'kube-harden'));
      expect(lint(`${files}/*.yaml`, caches)).toContain('in 5500 files');
      expect(compiledIn(path.join(caches, 'kube-harden'))).toEqual(kept);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function lint(target: string, caches: string): string {
  const args = [path.join(root, 'dist', 'cli.js'), 'lint', target];
  const env = { ...process.env, XDG_CACHE_HOME: caches };
  return execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000, env });
}

/** What is kept of compiled programs in a folder, and when it was. */
function compiledIn(folder: string): unknown {
  const names = readdirSync(folder).filter((name) => !name.startsWith('scan-'));
  return names.map((name) => [name, statSync(path.join(folder, name)).mtimeMs]);
}

function lowerCase(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase()).sort();
}

function codeOf(bundle: string): string {
  return readFileSync(path.join(root, 'dist', bundle), 'utf8');
}

/** The modules that a bundle asks Node for. */
function modulesOf(bundle: string): string[] {
  return [...bundle.matchAll(/\brequire\("(?:node:)?([a-z0-9_/]+)"\)/g)].map(([, name]) => name ?? '');
}

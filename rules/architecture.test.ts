import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Each layer and those it may import from, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'rules/yaml': [],
  'rules/kubernetes': ['rules/yaml'],
  'rules/engine': ['rules/kubernetes', 'rules/yaml'],
  'rules/catalogue': ['rules/engine', 'rules/kubernetes', 'rules/yaml'],
  'rules/index.ts': ['rules/catalogue', 'rules/engine'],
  // Documentation made of data: nothing that runs imports it.
  'rules/guidance': ['rules/index.ts', 'rules/engine'],
  'server/src': ['rules/index.ts', 'rules/engine', 'rules/kubernetes', 'rules/yaml', 'package.json'],
  'client/src': [
    'server/src/protocol.ts',
    // What becomes of a file's bytes must not depend on who reads them.
    'server/src/workspace/decode.ts',
    'server/src/workspace/file-error.ts',
    'server/src/workspace/files.ts',
    'server/src/workspace/manifest-names.ts',
  ],
};

/** The doors for browsers: what they import runs without Node. */
const BROWSER_DOORS = ['client/src/web.ts', 'server/src/worker.ts'];

/** Packages that the pure part may use. */
const PURE_PACKAGES = ['ipaddr.js', 'js-yaml', 'yaml'];

const files = ['rules', 'server/src', 'client/src'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|^rules\/testing\//.test(file)),
);

test('imports point one way: yaml ← kubernetes ← engine ← catalogue ← index ← server ⇠ client', () => {
  const backwards = files.flatMap((file) => {
    const layer = layerOf(file);
    return importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => resolved(file, target))
      .filter((target) => layerOf(target) !== layer && !isAllowed(layer, target))
      .map((target) => `${file} imports ${target}`);
  });
  expect(backwards).toEqual([]);
});

test('the pure part uses no package but those that run everywhere', () => {
  const foreign = files
    .filter((file) => file.startsWith('rules/'))
    .flatMap((file) => importsOf(file).filter((target) => !target.startsWith('.')))
    .filter((target) => !PURE_PACKAGES.includes(target));
  expect(foreign).toEqual([]);
});

test('what runs in a browser asks nothing of Node', () => {
  const reached = BROWSER_DOORS.reduce(reachableFrom, new Set<string>());
  const ofNode = [...reached]
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => nodeUsesIn(file).map((use) => `${file}: ${use}`));
  expect(ofNode).toEqual([]);
  expect(reached).toContain('server/src/serve.ts');
});

/** Adds a file and everything it imports to those that are known. Imports of types are none when the code runs. */
function reachableFrom(known: ReadonlySet<string>, file: string): Set<string> {
  if (known.has(file)) return new Set(known);
  const targets = file.endsWith('.ts') ? importsOf(file, /import type [^;]*;/g) : [];
  return targets
    .filter((target) => target.startsWith('.'))
    .map((target) => resolved(file, target))
    .reduce(reachableFrom, new Set([...known, file]));
}

function nodeUsesIn(file: string): readonly string[] {
  const modules = importsOf(file).filter((target) => /^node:|^[^.].*\/node$/.test(target));
  const text = readFileSync(path.join(root, file), 'utf8');
  // `typeof` may ask whether there is one.
  const globals = text.match(/(?<!typeof )\b(?:process\.\w+|Buffer\.\w+|__dirname|setImmediate\()/g) ?? [];
  return [...modules, ...globals];
}

/** What a file imports, without what is `left` out. */
function importsOf(file: string, left = /$^/g): readonly string[] {
  const text = readFileSync(path.join(root, file), 'utf8').replaceAll(left, '');
  return [...text.matchAll(/(?:^|\n)(?:import|export)\s[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

function resolved(file: string, target: string): string {
  const absolute = path.posix.join(path.posix.dirname(file), target);
  return absolute.endsWith('.ts') || absolute.endsWith('.json') ? absolute : `${absolute}.ts`;
}

function layerOf(file: string): string {
  return Object.keys(MAY_IMPORT).find((layer) => file === layer || file.startsWith(`${layer}/`)) ?? file;
}

function isAllowed(layer: string, target: string): boolean {
  return (MAY_IMPORT[layer] ?? []).some((allowed) => target === allowed || target.startsWith(`${allowed}/`));
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RuleMeta } from '../../rules/engine/rule';
import { rules } from '../../rules/index';
import { readMarked } from '../../rules/testing/marked';
import { bundle as bundleProgram, folderWith, run } from './cli/program';
import { bundle as bundleServer } from './lsp/bundle';
import { pulling } from './lsp/clients';
import { TestClient } from './lsp/harness';
import { Problems } from './lsp/workspace-client';

const fixtures = fileURLToPath(new URL('../../test-fixtures', import.meta.url));
const SEVERITIES = ['', 'error', 'warning', 'info'];

interface Position {
  readonly line: number;
  readonly character: number;
}

let program: string;
let server: string;

beforeAll(async () => {
  program = await bundleProgram('cli-agreement');
  server = await bundleServer('server/src/node.ts', 'agreement-server');
});

describe('the editor and the command line say the same', { timeout: 120_000 }, () => {
  test('of every fixture', async () => {
    const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:ya?ml|json)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(10);
    await agreeOn(fixtures, files);
  });

  test('of every example of every rule', async () => {
    const folder = folderWith({});
    const examples = rules.flatMap(({ meta }: { readonly meta: RuleMeta }) =>
      meta.examples.map(
        ({ manifest }, index) => [`${meta.id}-${index}.yaml`, readMarked(manifest).text] as const,
      ),
    );
    for (const [name, text] of examples) writeFileSync(path.join(folder, name), text);
    await agreeOn(
      folder,
      examples.map(([name]) => name),
    );
  });
});

/** Has both say what they find in the files of a folder, and compares it. */
async function agreeOn(folder: string, files: readonly string[]): Promise<void> {
  const client = await TestClient.start(server, {
    capabilities: pulling,
    settings: { profile: 'all' },
    folders: [pathToFileURL(folder).href],
  });
  await new Problems(client).ask();
  const { output } = await run(
    program,
    ['lint', ...files, '--format', 'json', '--profile', 'all', '--no-config'],
    {
      cwd: folder,
    },
  );
  const said: Record<string, string[]> = {};
  for (const { file, rule, severity, message, range } of JSON.parse(output).findings) {
    said[file] = [...(said[file] ?? []), line(rule, severity, message, range)];
  }
  expect(Object.keys(said).length).toBeGreaterThan(5);
  for (const file of files) {
    const uri = pathToFileURL(path.join(folder, file)).href;
    await client.open(
      uri,
      readFileSync(path.join(folder, file), 'utf8'),
      file.endsWith('.json') ? 'json' : 'yaml',
    );
    const shown = (await client.diagnostics(uri)).map(({ code, severity, message, range }) =>
      line(String(code), SEVERITIES[severity ?? 0] ?? '', String(message), range),
    );
    await client.close(uri);
    expect([file, ...shown]).toEqual([file, ...(said[file.replaceAll(path.sep, '/')] ?? [])]);
  }
  await client.stop();
}

function line(
  rule: string,
  severity: string,
  message: string,
  { start, end }: { readonly start: Position; readonly end: Position },
): string {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${rule}: ${message}`;
}

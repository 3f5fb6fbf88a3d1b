import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { clusterAdminFor, podOf, podOnHostNetwork } from './manifests';
import { bundle, folderWith, root, run } from './program';

const fixtures = join(root, 'test-fixtures', 'workspace');
let catalogue: string;
let madeUp: string;

beforeAll(async () => {
  catalogue = await bundle('cli-json');
  madeUp = await bundle('cli-json-made-up', 'server/test/cli/made-up-index.ts');
});

/** What a JSON output has against its published schema. */
function complaints(schema: string, output: unknown) {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, validateFormats: false });
  const names = ['rules.schema.json', 'findings.schema.json'];
  for (const name of names)
    ajv.addSchema(JSON.parse(readFileSync(join(root, 'docs', 'schemas', name), 'utf8')));
  const validate = ajv.getSchema(
    `https://github.com/kube-harden/kube-harden/blob/main/docs/schemas/${schema}`,
  );
  if (validate === undefined) throw new Error(`there is no schema ${schema}`);
  return validate(output) === true ? [] : validate.errors;
}

describe('The published schema', () => {
  it('describes the findings of every rule', async () => {
    const { output } = await run(catalogue, ['lint', '--profile', 'all', '--format', 'json'], {
      cwd: fixtures,
    });
    const report = JSON.parse(output);
    expect(complaints('findings.schema.json', report)).toEqual([]);
    expect(report.findings.length).toBeGreaterThan(5);
    expect(report.findings.some((finding: { fixes: unknown[] }) => finding.fixes.length > 0)).toBe(true);
  });

  it('describes assists, related places and what was skipped', async () => {
    const cwd = folderWith({
      'web.yaml': podOnHostNetwork('web'),
      'broken.yaml': 'kind: [Pod\napiVersion: v1\n',
    });
    const { output } = await run(madeUp, ['lint', '--profile', 'all', '--format', 'json'], { cwd });
    const report = JSON.parse(output);
    expect(complaints('findings.schema.json', report)).toEqual([]);
    const assisted = report.findings.filter((finding: { assist?: unknown }) => finding.assist !== undefined);
    expect(assisted).toMatchObject([{ assist: { title: 'Configure it' }, fixes: [] }]);
  });

  it('names the file and the lines of a related place in another file', async () => {
    const cwd = folderWith({ 'app/web.yaml': podOf('web'), 'access.yaml': clusterAdminFor('web') });
    const args = ['lint', 'app', '--only', 'workload-service-account-cluster-admin', '--format', 'json'];
    const { output } = await run(catalogue, args, { cwd });
    const report = JSON.parse(output);
    expect(complaints('findings.schema.json', report)).toEqual([]);
    expect(report.findings).toMatchObject([
      {
        file: 'app/web.yaml',
        related: [{ file: 'access.yaml', range: { start: { line: 4, character: 35 } } }],
      },
    ]);
  });

  it('describes the rules', async () => {
    const { output } = await run(catalogue, ['rules', '--format', 'json']);
    const report = JSON.parse(output);
    expect(complaints('rules.schema.json', report)).toEqual([]);
    expect(report.length).toBeGreaterThan(1);
  });

  it('refuses a finding without a rule', () => {
    const summary = { files: 0, documents: 0, objects: 0, error: 0, warning: 0, info: 0, durationMs: 0 };
    expect(
      complaints('findings.schema.json', { version: 1, findings: [{}], skipped: [], summary }),
    ).not.toEqual([]);
  });
});

describe('Edits', () => {
  it.each(['\n', '\r\n'])('lead to a file without the finding, with line ends %j', async (lineEnd) => {
    const text = `# 👩‍👩‍👧\n${podOnHostNetwork('web')}`.replaceAll('\n', lineEnd);
    const args = ['lint', '--only', 'host-network', '--format', 'json', '-'];
    const before = await run(catalogue, args, { input: text });
    const [finding] = JSON.parse(before.output).findings;
    const edits: readonly TextEdit[] = finding.fixes[0].edits;
    const fixed = TextDocument.applyEdits(TextDocument.create('', 'yaml', 0, text), [...edits]);
    expect(fixed).toBe(text.replace(`  hostNetwork: true${lineEnd}`, ''));
    expect((await run(catalogue, args, { input: fixed })).code).toBe(0);
  });
});

describe('A bug', () => {
  it('in a rule costs its findings, is told, and fails nothing', async () => {
    const cwd = folderWith({ 'web.yaml': podOnHostNetwork('web') });
    const args = ['lint', '--profile', 'all', '--fail-on', 'error', '--format', 'json'];
    const { code, output, errors } = await run(madeUp, args, { cwd });
    const message = 'rule made-up-failure failed on web.yaml: made up';
    expect(errors).toBe(`kube-harden: ${message}\n`);
    expect(JSON.parse(output).skipped).toEqual([{ file: 'web.yaml', code: 'rule-failed', message }]);
    expect(JSON.parse(output).findings.length).toBeGreaterThan(0);
    expect(code).toBe(0);
  });

  it('in a fix costs that fix and not its finding', async () => {
    const cwd = folderWith({
      'web.yaml': podOnHostNetwork('web').replace('hostNetwork: true', 'subdomain: bad'),
    });
    const args = ['lint', '--only', 'made-up-bad-fix', '--format', 'json'];
    const { output } = await run(madeUp, args, { cwd });
    expect(JSON.parse(output).findings).toMatchObject([{ rule: 'made-up-bad-fix', fixes: [] }]);
  });
});

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import type { Location, Log, Region, Result, Run } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { sourceOf } from '../../../rules/yaml/source';
import type { ReportedProblem } from '../../src/cli/report';
import { SarifFormat } from '../../src/cli/sarif';
import { cleanPod, clusterAdminFor, podOf, podOnHostNetwork } from './manifests';
import { bundle, folderWith, root, run } from './program';
import { sarifSchema } from './sarif-schema';

const fixtures = join(root, 'test-fixtures', 'workspace');
const hostNetwork = ['lint', '--only', 'host-network', '--format', 'sarif'];
let program: string;

beforeAll(async () => {
  program = await bundle('cli-sarif');
});

/** What a log has against the standard. */
function complaints(log: unknown) {
  const validate = new Ajv({ allErrors: true }).compile(sarifSchema);
  return validate(log) ? [] : validate.errors;
}

async function logOf(args: readonly string[], cwd: string, input = ''): Promise<{ log: Log; run: Run }> {
  const { output } = await run(program, args, { cwd, input });
  const log: Log = JSON.parse(output);
  const [only] = log.runs;
  if (only === undefined) throw new Error('the log has no run');
  return { log, run: only };
}

describe('A SARIF log', () => {
  it('keeps to the standard for the findings of every rule', async () => {
    const { log, run } = await logOf(['lint', '--profile', 'all', '--format', 'sarif'], fixtures);
    expect(complaints(log)).toEqual([]);
    expect(run.results?.some(({ fixes = [] }) => fixes.length > 0)).toBe(true);
    expect(run.results?.some(({ properties }) => properties !== undefined)).toBe(true);
  });

  it('names related places in other files', async () => {
    const cwd = folderWith({ 'web.yaml': podOf('web'), 'access.yaml': clusterAdminFor('web') });
    const args = ['lint', '--only', 'workload-service-account-cluster-admin', '--format', 'sarif'];
    const { log, run } = await logOf(args, cwd);
    expect(complaints(log)).toEqual([]);
    expect(run.results?.[0]?.relatedLocations).toMatchObject([
      {
        physicalLocation: {
          artifactLocation: { uri: 'access.yaml' },
          region: { startLine: 5, startColumn: 36 },
        },
      },
    ]);
  });

  it.each<[string, (result: Result) => object]>([
    ['without a message', (result) => ({ ...result, message: undefined })],
    ['with a level that does not exist', (result) => ({ ...result, level: 'info' })],
    ['with a property that does not exist', (result) => ({ ...result, line: 1 })],
  ])('is not valid with a result %s', async (_what, spoil) => {
    const { log, run } = await logOf([...hostNetwork, '-'], root, podOnHostNetwork('web'));
    const results = run.results?.map(spoil);
    expect(complaints(JSON.parse(JSON.stringify({ ...log, runs: [{ ...run, results }] })))).not.toEqual([]);
  });

  it('describes each rule that has spoken once, and each result leads to its rule', async () => {
    const { run } = await logOf(['lint', '--profile', 'all', '--format', 'sarif'], fixtures);
    const rules = run.tool.driver.rules ?? [];
    const spoken = (run.results ?? []).map(({ ruleId }) => ruleId);
    expect((run.results ?? []).map(({ ruleIndex = -1 }) => rules[ruleIndex]?.id)).toEqual(spoken);
    expect(rules.map(({ id }) => id)).toEqual([...new Set(spoken)]);
    expect(rules.length).toBeGreaterThan(5);
  });

  it('says the same as JSON, from 1 instead of 0', async () => {
    const args = ['lint', '--profile', 'all', '--format'];
    const { output } = await run(program, [...args, 'json'], { cwd: fixtures });
    const { findings } = JSON.parse(output);
    const { run: log } = await logOf([...args, 'sarif'], fixtures);
    expect((log.results ?? []).map(said)).toEqual(
      findings.map(({ rule, message, file, range: { start, end }, fingerprint }: JsonFinding) => ({
        rule,
        message,
        file,
        fingerprint,
        region: {
          startLine: start.line + 1,
          startColumn: start.character + 1,
          endLine: end.line + 1,
          endColumn: end.character + 1,
        },
      })),
    );
  });

  it('has fixes that lead to a file without the finding', async () => {
    const text = `# 👩‍👩‍👧\n${podOnHostNetwork('web')}`;
    const { run } = await logOf([...hostNetwork, '-'], root, text);
    const [change] = run.results?.[0]?.fixes?.[0]?.artifactChanges ?? [];
    const [replacement] = change?.replacements ?? [];
    expect(change?.replacements.length).toBe(1);
    const fixed = replaced(text, replacement?.deletedRegion, replacement?.insertedContent?.text ?? '');
    expect(fixed).toBe(text.replace('  hostNetwork: true\n', ''));
  });

  it('counts columns in UTF-16 units', async () => {
    const text = podOnHostNetwork('web')
      .replace('spec:\n  ', 'spec: {"👍": 1, ')
      .replace('\n  containers: []', '}');
    const { run } = await logOf([...hostNetwork, '-'], root, text);
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(physicalOf(run.results?.[0]?.locations?.[0])?.region).toMatchObject({
      startLine: 5,
      startColumn: 30,
    });
  });

  it('names files by addresses that are relative inside of the working folder and absolute outside', async () => {
    const folder = folderWith({
      'inside/a b#1%.yaml': podOnHostNetwork('web'),
      'outside.yaml': podOnHostNetwork('web'),
    });
    const cwd = join(folder, 'inside');
    const { log, run } = await logOf([...hostNetwork, '.', '../outside.yaml'], cwd);
    expect(complaints(log)).toEqual([]);
    expect(run.originalUriBaseIds).toEqual({ SRCROOT: { uri: pathToFileURL(`${cwd}/`).href } });
    expect(run.results?.map(({ locations }) => physicalOf(locations?.[0])?.artifactLocation)).toEqual([
      { uri: 'a%20b%231%25.yaml', uriBaseId: 'SRCROOT' },
      { uri: pathToFileURL(join(folder, 'outside.yaml')).href },
    ]);
  });

  it('tells what was skipped, which is no failure of the run', async () => {
    const cwd = folderWith({ 'broken.yaml': 'kind: [Pod\napiVersion: v1\n', 'clean.yaml': cleanPod });
    const { log, run } = await logOf(hostNetwork, cwd);
    expect(complaints(log)).toEqual([]);
    expect(run.results).toEqual([]);
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ descriptor: { id: 'syntax' }, level: 'warning' }],
      },
    ]);
  });

  it('tells a PATH that cannot be read, which is one', async () => {
    const { log, run } = await logOf([...hostNetwork, 'nowhere.yaml'], folderWith({}));
    expect(complaints(log)).toEqual([]);
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ descriptor: { id: 'unreadable' }, level: 'error' }],
      },
    ]);
  });

  it('leads to related places', () => {
    const uri = 'file:///web.yaml';
    const source = sourceOf(uri, 'a: 1\nb: 2\n');
    const place = { uri, document: 0, span: { start: 3, end: 4 }, path: ['a'] };
    const there = { ...place, span: { start: 8, end: 9 }, path: ['b'] };
    const problem: ReportedProblem = {
      rule: 'host-network',
      also: [],
      severity: 'info',
      message: 'Here',
      place,
      start: { line: 0, character: 3 },
      object: { apiVersion: 'v1', kind: 'Pod' },
      standards: {},
      fixes: [],
      related: [{ message: 'And there', place: there }],
    };
    const format = new SarifFormat([], '1.0.0');
    const positions = TextDocument.create(uri, 'yaml', 0, source.text);
    const text =
      format.file({ file: 'web.yaml', source, positions, problems: [problem], others: [] }) + format.end([]);
    const log: Log = JSON.parse(text);
    expect(complaints(log)).toEqual([]);
    expect(log.runs[0]?.results?.[0]?.relatedLocations).toMatchObject([
      {
        id: 0,
        message: { text: 'And there' },
        physicalLocation: { region: { startLine: 2, startColumn: 4 } },
      },
    ]);
  });
});

interface JsonFinding {
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly range: Record<'start' | 'end', { readonly line: number; readonly character: number }>;
  readonly fingerprint: string;
}

function said({ ruleId, message, locations, partialFingerprints }: Result) {
  const { artifactLocation, region } = physicalOf(locations?.[0]) ?? {};
  return {
    rule: ruleId,
    message: message.text,
    file: artifactLocation?.uri,
    fingerprint: partialFingerprints?.['kubeHarden/v1'],
    region,
  };
}

function physicalOf(location: Location | undefined) {
  return location?.physicalLocation;
}

/** The text with another one in place of a region. */
function replaced(text: string, region: Region | undefined, inserted: string): string {
  const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = region ?? {};
  const range = {
    start: { line: startLine - 1, character: startColumn - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
  return TextDocument.applyEdits(TextDocument.create('', 'yaml', 0, text), [{ range, newText: inserted }]);
}

import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { rules } from '../index';
import { readManifests } from '../kubernetes/manifest';
import { optionsOf } from '../testing/lint-example';
import { dedent, readMarked } from '../testing/marked';
import { sourceOf } from '../yaml/source';
import { allBeside, type BaselineEntries, baselineText, fileIn, WrittenBaseline } from './baseline';
import { baselineSchema, readBaseline, spansOfEntries } from './baseline-file';
import { staleEntries, withFindings, withoutEntries } from './baseline-update';
import { placeName } from './finding-name';
import { lint } from './lint';
import { defaultOptions } from './options';
import type { LintOptions } from './problem';
import type { AnyRule, RuleMeta } from './rule';

const FOLDER = 'file:///shop';
const BASELINE = `${FOLDER}/.kube-harden-baseline.json`;

function sourceIn(text: string, file = 'web.yaml') {
  return sourceOf(`${FOLDER}/${file}`, dedent(text));
}

/** What a baseline would have to hold for a text. */
function entriesOf(
  text: string,
  only: readonly string[],
  options: LintOptions = defaultOptions,
): BaselineEntries {
  const source = sourceIn(text);
  const { accepted = [] } = lint(source, rules, { ...options, only, baselines: [allBeside([])] });
  return withFindings({}, [['web.yaml', accepted]]);
}

function written(entries: BaselineEntries): WrittenBaseline {
  return new WrittenBaseline(BASELINE, entries, baselineText(entries));
}

/** What is told of a text beside a baseline, as the places of what is found. */
function toldOf(text: string, entries: BaselineEntries, only: readonly string[], file = 'web.yaml') {
  const { problems } = lint(sourceIn(text, file), rules, {
    ...defaultOptions,
    only,
    baselines: [written(entries)],
  });
  return problems.map(({ rule, place }) => `${rule} ${place.path.join('.')}`);
}

const POD = `
  apiVersion: v1
  kind: Pod
  metadata: {name: web, namespace: shop}
  spec:
    hostNetwork: true
    containers:
    - name: web
      image: web
      securityContext: {capabilities: {add: [SYS_ADMIN]}}
`;

describe('A baseline', () => {
  test('names what it accepts by object, rule and place', () => {
    expect(entriesOf(POD, ['host-network', 'capability-dangerous', 'image-tag-latest'])).toEqual({
      'web.yaml': {
        'Pod shop/web': {
          'host-network': ['spec.hostNetwork'],
          'image-tag-latest': ['spec.containers[web].image'],
          'capability-dangerous': ['spec.containers[web].securityContext.capabilities.add[SYS_ADMIN]'],
        },
      },
    });
  });

  test.each([
    ['lines were added', POD.replace('spec:', '# more\n\n  spec:')],
    ['the version of the API is another one', POD.replace('apiVersion: v1', 'apiVersion: v2')],
    [
      'a container was put before',
      POD.replace('- name: web', '- name: log\n      image: log:1@sha256:0\n    - name: web'),
    ],
    ['a capability was put before', POD.replace('[SYS_ADMIN]', '[CHOWN, SYS_ADMIN]')],
  ])('still accepts it where %s', (_, text) => {
    const only = ['host-network', 'capability-dangerous'];
    expect(toldOf(text, entriesOf(POD, only), only)).toEqual([]);
  });

  test.each([
    ['another object', POD.replace('name: web,', 'name: shop,'), 'host-network spec.hostNetwork'],
    ['another namespace', POD.replace('namespace: shop', 'namespace: till'), 'host-network spec.hostNetwork'],
    [
      'another capability',
      POD.replace('hostNetwork: true', 'hostNetwork: false').replace('[SYS_ADMIN]', '[BPF, SYS_ADMIN]'),
      'capability-dangerous spec.containers.0.securityContext.capabilities.add.0',
    ],
  ])('does not accept it in %s', (_, text, told) => {
    const only = ['host-network', 'capability-dangerous'];
    expect(toldOf(text, entriesOf(POD, only), only)).toContain(told);
  });

  test('holds for the files that it names, below its folder', () => {
    const only = ['host-network'];
    expect(toldOf(POD, entriesOf(POD, only), only, 'other.yaml')).toHaveLength(1);
    expect(fileIn(FOLDER, 'file:///shop/a%20b/c.yaml')).toBe('a b/c.yaml');
    expect(fileIn(FOLDER, 'file:///shopping/c.yaml')).toBeUndefined();
  });

  test('accepts what any rule of a finding says, by any name that it has had', () => {
    const renamed = rules.map((rule) =>
      rule.meta.id === 'host-network' ? { ...rule, meta: { ...rule.meta, formerly: ['net-of-host'] } } : rule,
    ) as readonly AnyRule[];
    const text = '{"files": {"web.yaml": {"Pod shop/web": {"net-of-host": ["spec.hostNetwork"]}}}}';
    const { entries, problems } = readBaseline(sourceOf(BASELINE, text), renamed);
    expect(problems).toEqual([]);
    expect(toldOf(POD, entries, ['host-network'])).toEqual([]);
    const dangerous = entriesOf(POD, ['capability-dangerous']);
    expect(toldOf(POD, dangerous, ['capability-dangerous', 'capability-not-in-baseline'])).toEqual([]);
  });

  test('counts for nobody who asks what an object is', () => {
    const baselines = [written(entriesOf(POD, ['host-network']))];
    const options = { ...defaultOptions, only: ['host-network'], baselines, heedsIgnores: false };
    expect(lint(sourceIn(POD), rules, options).problems).toHaveLength(1);
  });

  test('calls the items of a List objects', () => {
    const list = `
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {hostNetwork: true, containers: []}}
      - {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {hostNetwork: true, containers: []}}
    `;
    expect(entriesOf(list, ['host-network'])).toEqual({
      'web.yaml': {
        'Pod a': { 'host-network': ['spec.hostNetwork'] },
        'Pod b': { 'host-network': ['spec.hostNetwork'] },
      },
    });
  });

  test.each([
    ['--token=abc', '--token'],
    ['--verbose', '--verbose'],
    ['--password abc', '--password'],
    ['-Ddb.password=abc', '-Ddb.password'],
    ['-v', '-v'],
    ['-pabc', '0'],
    ['abc', '0'],
  ])('calls the argument %j %s', (argument, called) => {
    const text = `
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: web, args: ["${argument}"]}]}
    `;
    const [manifest] = readManifests(sourceIn(text)).manifests;
    if (manifest === undefined) throw new Error('There is no object');
    const { document } = manifest;
    const path = ['spec', 'containers', 0, 'args', 0];
    const place = placeName(manifest, { document, path, span: document.span });
    expect(place).toBe(`spec.containers[web].args[${called}]`);
  });

  test('is written in an order of its own, each place once', () => {
    const text = baselineText({ 'b.yaml': { Pod: { b: ['y', 'x', 'y'], a: ['z'] } }, 'a.yaml': {} });
    expect(JSON.parse(text)).toEqual({
      files: { 'a.yaml': {}, 'b.yaml': { Pod: { a: ['z'], b: ['x', 'y'] } } },
    });
    expect(text).toMatch(/^\{\n {2}"files": \{\n {4}"a.yaml": \{\},\n {4}"b.yaml"/);
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
  });

  test('says what is wrong in it, and counts for the rest', () => {
    const text =
      '{"file": {}, "files": {"web.yaml": {"Pod shop/web": {"host-network": ["spec.hostNetwork", 1], "host-netwrk": []}}, "a": 1}}';
    const { entries, problems } = readBaseline(sourceOf(BASELINE, text), rules);
    expect(entries).toEqual({ 'web.yaml': { 'Pod shop/web': { 'host-network': ['spec.hostNetwork'] } } });
    expect(problems.map(({ message, span }) => `${text.slice(span.start, span.end)}: ${message}`)).toEqual([
      '"file": There is no key "file"; did you mean "files"?',
      '1: Must be a place in the object',
      '"host-netwrk": There is no rule "host-netwrk"; did you mean "host-network"?',
      '1: Must be a mapping from objects to rules',
    ]);
  });

  test('has a schema', () => {
    const validate = new Ajv({ allowUnionTypes: true }).compile(baselineSchema(rules, 'x:/baseline'));
    expect(validate({ files: entriesOf(POD, ['host-network']) })).toBe(true);
    expect(validate({ files: { 'web.yaml': { 'Pod web': { 'host-network': 'spec' } } } })).toBe(false);
  });

  test('knows where an entry stands', () => {
    const entries = entriesOf(POD, ['host-network', 'image-tag-latest']);
    const source = sourceOf(BASELINE, baselineText(entries));
    const rule = 'image-tag-latest';
    const entry = { file: 'web.yaml', object: 'Pod shop/web', rule, path: 'spec.containers[web].image' };
    const spans = spansOfEntries(source, [entry, { ...entry, rule: 'host-ipc' }]);
    expect(spans.map(([one, { start, end }]) => [one, source.text.slice(start, end)])).toEqual([
      [entry, '"spec.containers[web].image"'],
    ]);
  });
});

describe('What is found no more', () => {
  const entries: BaselineEntries = {
    'web.yaml': { 'Pod web': { 'host-network': ['spec.hostNetwork'], 'host-pid': ['spec.hostPID'] } },
  };
  const found = [{ object: 'Pod web', path: 'spec.hostPID', rules: ['host-pid'] }];
  const stale = { file: 'web.yaml', object: 'Pod web', rule: 'host-network', path: 'spec.hostNetwork' };

  test('is stale, and can be removed', () => {
    expect(staleEntries(entries, () => ({ found, hasRun: () => true }))).toEqual([stale]);
    expect(withoutEntries(entries, [stale])).toEqual({
      'web.yaml': { 'Pod web': { 'host-pid': ['spec.hostPID'] } },
    });
  });

  test('is not stale where the rule was not asked, or nobody has looked into the file', () => {
    expect(staleEntries(entries, () => ({ found, hasRun: (rule) => rule === 'host-pid' }))).toEqual([]);
    expect(staleEntries(entries, () => undefined)).toEqual([]);
  });

  test('is all of a file that is gone', () => {
    expect(staleEntries(entries, () => 'gone')).toHaveLength(2);
    expect(
      withoutEntries(
        entries,
        staleEntries(entries, () => 'gone'),
      ),
    ).toEqual({});
  });
});

test('What is found in the examples of all rules can be accepted, and no credential is repeated', () => {
  for (const rule of rules) {
    for (const example of (rule.meta as RuleMeta).examples) {
      const { text } = readMarked(example.manifest);
      const options = { ...optionsOf(example), only: [] };
      const source = sourceOf(`${FOLDER}/web.yaml`, text);
      const { problems, accepted = [] } = lint(source, rules, { ...options, baselines: [allBeside([])] });
      const entries = withFindings({}, [['web.yaml', accepted]]);
      const read = readBaseline(sourceOf(BASELINE, baselineText(entries)), rules);
      expect([problems, read.problems]).toEqual([[], []]);
      expect(lint(source, rules, { ...options, baselines: [written(read.entries)] }).problems).toEqual([]);
      expect(staleEntries(read.entries, () => ({ found: accepted, hasRun: () => true }))).toEqual([]);
      for (const { place, rule } of lint(source, rules, options).problems) {
        const meta: RuleMeta | undefined = rules.find((one) => one.meta.id === rule)?.meta;
        if (meta?.standards.cwe?.includes('CWE-798') !== true) continue;
        const secret =
          text
            .slice(place.span.start, place.span.end)
            .split(/[=:\s"']+/)
            .at(-1) ?? '';
        if (secret.length > 6) expect(baselineText(entries)).not.toContain(secret);
      }
    }
  }
}, 60_000);

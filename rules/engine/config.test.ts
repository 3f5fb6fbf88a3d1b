import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../index';
import { sourceOf } from '../yaml/source';
import { configSchema, readConfig } from './config';
import { optionsFor } from './config-options';
import { lint } from './lint';
import { defaultOptions } from './options';
import type { AnyRule } from './rule';

const renamed = rules.map((rule) =>
  rule.meta.id === 'host-network' ? { ...rule, meta: { ...rule.meta, formerly: ['net-of-host'] } } : rule,
) as readonly AnyRule[];

function read(text: string, name = '.kube-harden.yaml') {
  const { config, problems } = readConfig(sourceOf(`file:///${name}`, text), renamed);
  const told = problems.map(({ message, span, replacement }) => {
    const at = text.slice(span.start, span.end);
    return replacement === undefined ? [at, message] : [at, message, replacement];
  });
  return { config, told };
}

describe('A configuration', () => {
  test.each([
    ['', {}],
    ['# nothing yet\n', {}],
    ['profile: pss-restricted', { profile: 'pss-restricted' }],
    ['rules:\n  host-network: off', { rules: { 'host-network': { severity: 'off' } } }],
    ['rules:\n  host-network: "off"', { rules: { 'host-network': { severity: 'off' } } }],
    ['rules:\n  net-of-host: info', { rules: { 'host-network': { severity: 'info' } } }],
    [
      'rules:\n  kubelet-log-rotation:\n    severity: error\n    options: {minimumFiles: 3, minimumSize: 10Mi}',
      {
        rules: {
          'kubelet-log-rotation': { severity: 'error', options: { minimumFiles: 3, minimumSize: '10Mi' } },
        },
      },
    ],
    [
      'rules: {runtime-class-missing: {options: {namespaces: [a]}}, namespace-default: {options: {missing: true}}}',
      {
        rules: {
          'runtime-class-missing': { options: { namespaces: ['a'] } },
          'namespace-default': { options: { missing: true } },
        },
      },
    ],
    ['rules: {host-network: {options: {}}}', { rules: { 'host-network': { options: {} } } }],
    ['rules:\n  host-network:', { rules: {} }],
    ['rules:', {}],
    ['include: [apps/**]\nexclude:\n- "*.gen.yaml"', { include: ['apps/**'], exclude: ['*.gen.yaml'] }],
    ['kubernetesVersion: 1.30', { kubernetesVersion: '1.30' }],
    ['kubernetesVersion: latest', { kubernetesVersion: 'latest' }],
    ['closedWorld: true\nroot: false', { closedWorld: true, root: false }],
    [
      'allow: {registries: [registry.example], namespaces: [on], subjects: []}',
      { allow: { registries: ['registry.example'], namespaces: ['on'], subjects: [] } },
    ],
    ['fix:\n  safe: [net-of-host]', { fix: { safe: ['host-network'] } }],
  ])('%j is understood', (text, config) => {
    expect(read(text)).toEqual({ config, told: [] });
  });

  test('is read as JSON, too', () => {
    const text = '{"$schema": "x", "rules": {"host-network": "off"}, "kubernetesVersion": "1.30"}';
    const config = {
      $schema: 'x',
      rules: { 'host-network': { severity: 'off' } },
      kubernetesVersion: '1.30',
    };
    expect(read(text, '.kube-harden.json')).toEqual({ config, told: [] });
  });

  test.each([
    ['profil: all', ['profil', 'There is no key "profil"; did you mean "profile"?', 'profile']],
    [
      'profile: pss-restrictd',
      ['pss-restrictd', expect.stringContaining('"pss-restricted"'), 'pss-restricted'],
    ],
    [
      'profile: [all]',
      ['[all]', 'Must be a profile: recommended, pss-baseline, pss-restricted, nsa-cisa, cis, owasp, all'],
    ],
    [
      'rules: {host-netwrk: off}',
      ['host-netwrk', expect.stringContaining('did you mean "host-network"'), 'host-network'],
    ],
    ['rules: {zzzzzzzzzzzz: off}', ['zzzzzzzzzzzz', 'There is no rule "zzzzzzzzzzzz"']],
    ['rules: {host-network: eror}', ['eror', expect.stringContaining('"error"'), 'error']],
    [
      'rules: {host-network: false}',
      ['false', 'There is no severity "false"; there are off, info, warning, error'],
    ],
    ['rules: {host-network: {sevrity: off}}', ['sevrity', expect.stringContaining('"severity"'), 'severity']],
    ['rules: {host-network: {options: {a: 1}}}', ['a', 'The rule host-network has no options']],
    [
      'rules: {kubelet-log-rotation: {options: {minimumFile: 3}}}',
      ['minimumFile', expect.stringContaining('did you mean "minimumFiles"'), 'minimumFiles'],
    ],
    ['rules: {kubelet-log-rotation: {options: {minimumFiles: many}}}', ['many', 'Must be a number']],
    [
      'rules: {kubelet-log-rotation: {options: {minimumSize: much}}}',
      ['much', 'Must be a quantity such as 10Mi'],
    ],
    [
      'rules: {namespace-psa-enforce-missing: {options: {clusterDefault: basline}}}',
      ['basline', 'There is no value "basline"; did you mean "baseline"?', 'baseline'],
    ],
    ['rules: [host-network]', ['[host-network]', 'Must be a mapping from rules to severities']],
    [
      'rules: {host-network: off, net-of-host: info}',
      ['net-of-host', expect.stringContaining('now called host-network')],
    ],
    ['include: apps', ['apps', 'Must be a list of patterns']],
    ['exclude: ["!apps"]', ['"!apps"', expect.stringContaining('without a !')]],
    ['exclude: [""]', ['""', expect.stringContaining('Must be a pattern')]],
    ['kubernetesVersion: 2.1', ['2.1', 'Must be a version such as 1.31, or latest']],
    ['closedWorld: yes', ['yes', 'Must be true or false']],
    ['closedWorld: "true"', ['"true"', 'Must be true or false']],
    ['allow: {registries: [1]}', ['1', 'Must be a text']],
    ['fix: {safe: [host-netwrk]}', ['host-netwrk', expect.any(String), 'host-network']],
    ['root: true\nroot: true', ['root', '"root" stands here twice; the first one counts']],
    ['- profile', ['- profile', 'Must be a mapping of settings']],
    ['x: &a 1', ['x', expect.stringContaining('There is no key "x"')]],
    ['root: *a', ['*a', 'Aliases are not followed here; write the value out']],
    ['<<: {root: true}', ['<<', 'Merge keys are not read here']],
    [
      'profile: {{ .Values.x }}',
      ['{{ .Values.x }}', 'Templates are not filled in here; write the value out'],
    ],
    ['profile: ${PROFILE}', ['${PROFILE}', 'Variables are not filled in here; write the value out']],
    ['root: true\n---\nroot: true', ['root: true', 'Only the first document of a configuration file counts']],
  ])('%j has one problem, at its exact place', (text, problem) => {
    expect(read(text).told).toEqual([problem]);
  });

  test('keeps all that is right beside what is wrong', () => {
    const text =
      'profil: all\nrules:\n  host-network: off\n  host-pid: nope\nexclude: [a, [b], c]\nroot: maybe\n';
    const { config, told } = read(text);
    expect(config).toEqual({ rules: { 'host-network': { severity: 'off' } }, exclude: ['a', 'c'] });
    expect(told.map(([at]) => at)).toEqual(['profil', 'nope', '[b]', 'maybe']);
  });

  test('keeps what stands before a syntax error, which is told', () => {
    const { config, told } = read('profile: cis\nrules: [unclosed\n');
    expect(config.profile).toBe('cis');
    expect(told.length).toBeGreaterThan(0);
  });

  test('cannot make the reader throw, however it is broken', () => {
    const text =
      'profile: cis\nrules:\n  host-network: {severity: off}\nallow: {registries: ["a", &b c, *b]}\n';
    for (let start = 0; start < text.length; start++) {
      for (const insert of ['', '"', '{', '[', '\n', '{{', '*x', '\0']) {
        expect(() => read(text.slice(0, start) + insert + text.slice(start + 1))).not.toThrow();
      }
    }
  });
});

describe('The JSON Schema', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(configSchema(renamed, 'x:/config'));

  test.each([
    '{}',
    'profile: cis',
    'profile: recomended',
    'profile: 3',
    'profile:',
    'rules:',
    'rules: {host-network: off}',
    'rules: {net-of-host: off}',
    'rules: {host-network: {severity: info, options: {a: 1}}}',
    'rules: {host-network: {severity: info, option: {a: 1}}}',
    'rules: {host-network: {options: [1]}}',
    'rules: {host-network: {options: {}}}',
    'rules: {kubelet-log-rotation: off}',
    'rules: {kubelet-log-rotation: {options: {minimumFiles: 3, minimumSize: 10Mi}}}',
    'rules: {kubelet-log-rotation: {options: {minimumFiles: "3"}}}',
    'rules: {kubelet-log-rotation: {options: {minimumFiles: 3.5}}}',
    'rules: {kubelet-log-rotation: {options: {minimumFile: 3}}}',
    'rules: {kubelet-log-rotation: {options: {minimumSize: 10}}}',
    'rules: {kubelet-log-rotation: {options: {minimumSize: much}}}',
    'rules: {kubelet-log-rotation: {options: }}',
    'rules: {namespace-default: {options: {missing: "true"}}}',
    'rules: {namespace-psa-enforce-missing: {options: {clusterDefault: baseline}}}',
    'rules: {namespace-psa-enforce-missing: {options: {clusterDefault: base}}}',
    'rules: {runtime-class-missing: {options: {namespaces: a}}}',
    'rules: {runtime-class-missing: {options: {namespaces: [a, 1]}}}',
    'rules: {host-network: }',
    'rules: {host-network: loud}',
    'rules: {host-network: false}',
    'rules: {no-such-rule-here: off}',
    'rules: []',
    'include: [a, b/**]',
    'include: a',
    'include: [1]',
    'exclude: ["!a"]',
    'exclude: [""]',
    'exclude: [a, null]',
    'kubernetesVersion: 1.30',
    'kubernetesVersion: "1.30"',
    'kubernetesVersion: v1.30.2',
    'kubernetesVersion: latest',
    'kubernetesVersion: newest',
    'kubernetesVersion: 2.3',
    'kubernetesVersion: [1.30]',
    'closedWorld: true',
    'closedWorld: yes',
    'closedWorld: "true"',
    'root: False',
    'root: 0',
    'allow: {registries: [a], namespaces: [on, "1"], subjects: []}',
    'allow: {registries: [1]}',
    'allow: {registries: [true]}',
    'allow: {registry: [a]}',
    'allow: a',
    'fix: {safe: [host-network, net-of-host]}',
    'fix: {safe: [host-networks]}',
    'fix: {safe: host-network}',
    'fix: {unsafe: []}',
    '$schema: here',
    'other: 1',
    '[]',
    'text',
  ])('and the reader agree on %j', (text) => {
    expect(validate(parse(text))).toBe(read(text).told.length === 0);
  });
});

describe('Configurations', () => {
  const at = (folder: string, text: string) => ({ folder, config: read(text).config });
  const of = (...configs: ReturnType<typeof at>[]) =>
    optionsFor('file:///home/apps/web/pod.yaml', configs, defaultOptions);

  test('nearer to a file go before others key by key, and rule by rule', () => {
    const { options } = of(
      at(
        'file:///home',
        'profile: cis\nkubernetesVersion: "1.29"\nrules: {host-network: off, kubelet-log-rotation: {severity: info, options: {minimumFiles: 3}}}\nallow: {registries: [a], subjects: [s]}',
      ),
      at(
        'file:///home/apps',
        'profile: all\nrules: {kubelet-log-rotation: error}\nallow: {registries: [b]}\nfix: {safe: [host-pid]}',
      ),
    );
    expect(options).toEqual({
      ...defaultOptions,
      profile: 'all',
      kubernetesVersion: '1.29',
      severities: { 'host-network': 'off', 'kubelet-log-rotation': 'error' },
      ruleOptions: { 'kubelet-log-rotation': { minimumFiles: 3 } },
      allow: { registries: ['b'], subjects: ['s'] },
      safeFixes: ['host-pid'],
    });
  });

  test('above one that calls itself the root do not hold', () => {
    const { options, isIncluded } = of(
      at('file:///home', 'profile: cis\nexclude: ["**"]'),
      at('file:///home/apps', 'root: true\nclosedWorld: true'),
    );
    expect(options).toEqual({ ...defaultOptions, closedWorld: true });
    expect(isIncluded).toBe(true);
  });

  test.each([
    ['exclude: [apps/web]', 'root: false', false],
    ['exclude: [web]', 'root: false', false],
    ['exclude: [/web]', 'root: false', true],
    ['root: false', 'exclude: [/web]', false],
    ['include: [apps]', 'root: false', true],
    ['include: [charts]', 'root: false', false],
    ['include: [apps]', 'include: ["*.yml"]', false],
    ['include: [apps]\nexclude: [pod.yaml]', 'include: [web]', false],
    ['include: []', 'root: false', false],
  ])('%j above %j include the file: %s', (outer, inner, isIncluded) => {
    expect(of(at('file:///home', outer), at('file:///home/apps', inner)).isIncluded).toBe(isIncluded);
  });

  test('match names as people write them, whatever the editor encodes', () => {
    const config = { folder: 'file:///c:/w', config: read('exclude: ["a b"]').config };
    expect(optionsFor('file:///C%3A/w/a%20b/pod.yaml', [config], defaultOptions).isIncluded).toBe(false);
  });

  test('make the fixes of rules safe that a team calls safe', () => {
    const pod = sourceOf(
      'file:///pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n',
    );
    const safetyOf = (text: string) => {
      const { options } = of(at('file:///home', text));
      return lint(pod, rules, options).problems.find(({ rule }) => rule === 'host-network')?.fixes[0]?.safety;
    };
    expect(safetyOf('root: true')).toBe('unsafe');
    expect(safetyOf('fix: {safe: [host-network]}')).toBe('safe');
  });
});

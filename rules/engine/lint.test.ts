import { describe, expect, test } from 'vitest';
import { sourceOf } from '../yaml/source';
import { applyEdits } from '../yaml/span';
import { factsIn } from './facts-in';
import { fingerprintOf } from './fingerprint';
import { lint } from './lint';
import { defaultOptions } from './options';
import { dedented } from './page';
import type { LintOptions } from './problem';
import { type AnyRule, defineRule, type Finding, type RuleMeta, type Severity } from './rule';
import { suppressionEdits } from './suppress';
import type { WorkspaceView } from './workspace';
import { WorkspaceIndex } from './workspace-index';

const BASE = {
  chapter: 'pod-security',
  title: 't',
  summary: 's',
  default: 'on',
  fix: 'none',
  noFix: 'n',
  standards: { nsa: ['POD-1'] },
  why: 'w',
  whenNotToFix: 'w',
  examples: [],
} as const;

type Extra = Partial<
  Pick<RuleMeta, 'covers' | 'yieldsTo' | 'messageOf' | 'formerly' | 'default' | 'standards' | 'severity'>
>;

/** A rule about `hostNetwork: true`, as small as one can be. */
function podRule(id: string, extra: Extra = {}, finding: Partial<Finding> = {}): AnyRule {
  return defineRule({
    meta: { ...BASE, severity: 'error', ...extra, id, scope: 'pod' },
    *check(pod) {
      if (pod.hostNetwork.state === 'known')
        yield { at: pod.hostNetwork, message: `${id} says so`, ...finding };
    },
  });
}

/** A rule about every container that has no `tty`. */
const containerRule: AnyRule = defineRule({
  meta: { ...BASE, severity: 'info', id: 'container-rule', scope: 'container' },
  *check(container) {
    const tty = container.view.boolean('tty');
    if (tty.state === 'absent') yield { at: tty, message: 'Container has no tty' };
  },
});

const POD = dedented(`
  apiVersion: v1
  kind: Pod
  metadata:
    name: a
  spec:
    hostNetwork: true
    containers:
      - name: b
        image: i
`);

function run(text: string, rules: readonly AnyRule[], options: Partial<LintOptions> = {}) {
  return lint(sourceOf('x.yaml', text), rules, { ...defaultOptions, ...options });
}

function said(
  text: string,
  rules: readonly AnyRule[],
  options: Partial<LintOptions> = {},
): readonly string[] {
  return run(text, rules, options).problems.map(({ rule, severity, also }) =>
    [rule, severity, ...also].join(' '),
  );
}

describe('severity', () => {
  test('is the finding’s own where it has one, and the user’s above all', () => {
    const rule = podRule('r', {}, { severity: 'info' });
    expect(said(POD, [rule])).toEqual(['r info']);
    expect(said(POD, [rule], { severities: { r: 'warning' } })).toEqual(['r warning']);
    expect(said(POD, [rule], { severities: { r: 'off' } })).toEqual([]);
  });

  test('may be given under an earlier id', () => {
    expect(said(POD, [podRule('r', { formerly: ['old'] })], { severities: { old: 'off' } })).toEqual([]);
  });

  test('of a rule that the target’s policy does not have yet is a warning at most, and nothing in a pss profile', () => {
    const rule = podRule('r', { standards: { pss: { level: 'baseline', check: 'c', since: '1.30' } } });
    expect(said(POD, [rule], { kubernetesVersion: '1.30' })).toEqual(['r error']);
    expect(said(POD, [rule], { kubernetesVersion: '1.29' })).toEqual(['r warning']);
    expect(said(POD, [rule], { kubernetesVersion: '1.29', profile: 'pss-baseline' })).toEqual([]);
  });
});

describe('a profile', () => {
  const off = podRule('off-rule', { default: 'off' });
  const restricted = podRule('pss', {
    standards: { pss: { level: 'restricted', check: 'c', since: '1.0' } },
  });

  test('has the rules whose metadata put them there', () => {
    const rules = [off, restricted];
    expect(said(POD, rules)).toEqual(['pss error']);
    expect(said(POD, rules, { profile: 'all' }).length).toBe(2);
    expect(said(POD, rules, { profile: 'nsa-cisa' })).toEqual(['off-rule error']);
    expect(said(POD, rules, { profile: 'pss-restricted' })).toEqual(['pss error']);
    expect(said(POD, rules, { profile: 'pss-baseline' })).toEqual([]);
  });

  test('gives way to a list of rules', () => {
    expect(said(POD, [off, restricted], { only: ['off-rule'] })).toEqual(['off-rule error']);
  });
});

describe('precedence', () => {
  const grave = podRule('grave', { severity: 'error' });
  const light = podRule('light', { severity: 'info', covers: ['middle'], messageOf: ['grave'] });
  const middle = podRule('middle', { severity: 'warning', covers: ['grave'] });

  test('lets one rule speak for all it covers, at the highest severity and with the gravest message', () => {
    const { problems } = run(POD, [grave, middle, light]);
    expect(problems.map(({ rule, also, severity, message }) => ({ rule, also, severity, message }))).toEqual([
      { rule: 'light', also: ['grave', 'middle'], severity: 'error', message: 'grave says so' },
    ]);
  });

  test('holds between those that run', () => {
    expect(said(POD, [grave, middle, light], { severities: { light: 'off' } })).toEqual([
      'middle error grave',
    ]);
  });

  test('leaves rules that cover each other’s facts elsewhere alone', () => {
    expect(said(POD, [containerRule, light])).toEqual(['light info', 'container-rule info']);
  });
});

describe('a rule that yields to another', () => {
  const strong = podRule('strong');
  const weak: AnyRule = defineRule({
    meta: { ...BASE, severity: 'info', id: 'weak', scope: 'pod', yieldsTo: ['strong'] },
    *check(pod) {
      yield { at: pod.spec.string('hostname'), message: 'weak says so' };
    },
  });

  test('is silent where the other speaks about the same pod, wherever in it', () => {
    expect(said(POD, [strong, weak])).toEqual(['strong error']);
  });

  test('speaks where the other is silent or off', () => {
    expect(said(POD.replace('hostNetwork: true', 'hostIPC: true'), [strong, weak])).toEqual(['weak info']);
    expect(said(POD, [strong, weak], { severities: { strong: 'off' } })).toEqual(['weak info']);
  });
});

describe('what other files say', () => {
  test('makes a file partial, and is there for rules to ask', () => {
    const index = new WorkspaceIndex();
    const kustomization = sourceOf('file:///kustomization.yaml', 'patches: [{path: x.yaml}]');
    index.update(kustomization.uri, factsIn(kustomization));
    const asking: AnyRule = defineRule({
      meta: { ...BASE, severity: 'info', id: 'asking', scope: 'container' },
      *check(container, { workspace }) {
        const { uri } = container.view.document.source;
        const message = `${container.view.string('tty').state} ${workspace.roleOf(uri).isPartial}`;
        yield { at: container.name, message };
      },
    });
    const source = sourceOf('file:///x.yaml', POD);
    const messages = (workspace?: WorkspaceView) =>
      lint(source, [asking], defaultOptions, workspace).problems.map(({ message }) => message);
    expect(messages(index.viewFor(source.uri))).toEqual(['unknown true']);
    expect(messages()).toEqual(['absent false']);
  });
});

describe('a rule that throws', () => {
  const broken: AnyRule = defineRule({
    meta: { ...BASE, severity: 'error', id: 'broken', scope: 'pod' },
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say
    *check() {
      throw new Error('a bug');
    },
  });

  test('costs its own findings and nothing else, and is named', () => {
    const result = run(`${POD}\n---\n${POD}`, [broken, podRule('r')]);
    expect(result.problems.map(({ rule, place }) => [rule, place.document])).toEqual([
      ['r', 0],
      ['r', 1],
    ]);
    expect(result.failures.map(({ rule, document }) => [rule, document])).toEqual([
      ['broken', 0],
      ['broken', 1],
    ]);
  });
});

describe('a result', () => {
  test('counts what was read and names what could not be', () => {
    const result = run(`${POD}\n---\nkind: Pod\na: [\n---\nkind: List\napiVersion: v1\nitems: []\n`, []);
    expect([result.documents, result.objects]).toEqual([3, 2]);
    expect(result.skipped.map(({ code }) => code)).toEqual(['syntax']);
  });

  test('says of a text of more than ten million characters only that', () => {
    const result = run(`a: ${'b'.repeat(10 * 1024 * 1024)}`, []);
    expect(result.skipped.map(({ code }) => code)).toEqual(['too-large']);
  });

  test('gives a finding a fingerprint that edits elsewhere do not change', () => {
    const print = (text: string) => run(text, [podRule('r')]).problems.map(fingerprintOf);
    expect(print(`# a comment\n\n${POD}`)).toEqual(print(POD));
    expect(print(POD)[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(print(POD.replace('name: a', 'name: c'))).not.toEqual(print(POD));
  });
});

describe('an ignore comment', () => {
  const rules = [podRule('r', { covers: ['s'], formerly: ['old'] }), podRule('s'), containerRule];
  const put = (line: string, comment: string) =>
    POD.replace(new RegExp(`^( *)(${line}.*)$`, 'm'), (_, indent, rest) =>
      comment.replace('…', `${indent}${rest}`).replaceAll('>', indent),
    );

  test('silences the rules it names on its line, whatever reason it gives', () => {
    for (const comment of [
      '… # kube-harden-ignore r',
      '… # kube-harden-ignore x, r: because',
      '… #kube-harden-ignore r:',
      '… # kube-harden-ignore x # kube-harden-ignore r',
    ]) {
      expect(said(put('hostNetwork', comment), rules)).toEqual(['container-rule info']);
    }
  });

  test('silences the line below it, with other comments between but no blank line', () => {
    expect(said(put('hostNetwork', '># kube-harden-ignore r\n># more\n…'), rules)).toEqual([
      'container-rule info',
    ]);
    expect(said(put('hostNetwork', '># kube-harden-ignore r\n\n…'), rules).length).toBe(2);
  });

  test('above a mapping or a list item silences all within it', () => {
    expect(said(put('spec', '# kube-harden-ignore r, container-rule\n…'), rules)).toEqual([]);
    expect(said(put('- name', '># kube-harden-ignore container-rule\n…'), rules)).toEqual(['r error s']);
    expect(said(put('metadata', '# kube-harden-ignore r, container-rule\n…'), rules).length).toBe(2);
    expect(said(put('apiVersion', '# kube-harden-ignore r\n…'), rules)).toEqual(['container-rule info']);
  });

  test('beside what is underlined silences it, though it is about something inside', () => {
    expect(said(put('- name', '… # kube-harden-ignore container-rule'), rules)).toEqual(['r error s']);
  });

  test('for a covered rule or an earlier id silences the finding as well', () => {
    expect(said(put('hostNetwork', '… # kube-harden-ignore s'), rules)).toEqual(['container-rule info']);
    expect(said(put('hostNetwork', '… # kube-harden-ignore old'), rules)).toEqual(['container-rule info']);
  });

  test('for the file silences the rules it names everywhere, or all', () => {
    const two = `${POD}\n---\n${POD}`;
    expect(said(`# kube-harden-ignore-file r: agents\n${two}`, rules)).toEqual([
      'container-rule info',
      'container-rule info',
    ]);
    expect(said(`${two}\n# kube-harden-ignore-file\n`, rules)).toEqual([]);
  });

  test('silences nothing in another document, in a scalar, or without a rule', () => {
    expect(said(`${put('hostNetwork', '… # kube-harden-ignore r')}\n---\n${POD}`, rules)).toContain(
      'r error s',
    );
    expect(
      said(
        put('- name', '…\n    tty: "# kube-harden-ignore r"').replace('hostNetwork', 'hostNetwork'),
        rules,
      ),
    ).toContain('r error s');
    expect(said(put('hostNetwork', '… # kube-harden-ignore'), rules)).toContain('r error s');
  });
});

describe('suppressing a problem', () => {
  const rules = [podRule('r'), containerRule];
  const suppressed = (text: string, rule: string, reach: 'resource' | 'line' | 'file'): string => {
    const source = sourceOf('x.yaml', text);
    const problem = run(text, rules).problems.find((each) => each.rule === rule);
    if (problem === undefined) throw new Error(`no ${rule}`);
    const edits = suppressionEdits(source, problem, reach);
    return edits === undefined ? 'nowhere' : applyEdits(text, edits);
  };

  test('puts a comment above the resource, the line or the file, and silences the rule there', () => {
    for (const reach of ['resource', 'line', 'file'] as const) {
      for (const rule of ['r', 'container-rule']) {
        for (const text of [POD, POD.replaceAll('\n', '\r\n'), `\ufeff${POD}`, `# c\n---\n${POD}`]) {
          expect(said(suppressed(text, rule, reach), rules).length).toBe(1);
        }
      }
    }
    expect(suppressed(POD, 'r', 'line')).toContain('\n  # kube-harden-ignore r\n  hostNetwork: true\n');
    expect(suppressed(POD, 'container-rule', 'line')).toContain(
      '\n    # kube-harden-ignore container-rule\n    - name: b\n',
    );
  });

  test('in a list of objects speaks for one of them', () => {
    const item = `  - ${POD.replaceAll('\n', '\n    ')}`;
    const list = `apiVersion: v1\nkind: List\nitems:\n${item}\n${item}\n`;
    expect(said(suppressed(list, 'r', 'resource'), rules).filter((each) => each.startsWith('r')).length).toBe(
      1,
    );
  });

  test('is not possible in JSON', () => {
    const text = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { hostNetwork: true, containers: [] },
    });
    const source = sourceOf('x.json', text);
    const [problem] = lint(source, rules, defaultOptions).problems;
    expect(problem && suppressionEdits(source, problem, 'line')).toBeUndefined();
  });
});

test('severities rank from info to error', () => {
  const order: readonly Severity[] = ['info', 'warning', 'error'];
  for (const severity of order) expect(said(POD, [podRule('r', { severity })])).toEqual([`r ${severity}`]);
});

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import hostNetwork from '../catalogue/pod-security/host-network';
import { rules } from '../index';
import { type Source, sourceOf } from '../yaml/source';
import type { Fact } from './facts';
import { factsIn, nextFactsIn, type TextFacts } from './facts-in';
import { editsOf } from './fix';
import { linterOf } from './lint';
import { defaultOptions } from './options';
import { dedented } from './page';
import type { LintResult, ProblemPlace } from './problem';
import { type TextLint, textLinterOf } from './text-lint';
import { WorkspaceIndex } from './workspace-index';

const URI = 'file:///a.yaml';
const options = { ...defaultOptions, profile: 'all' as const };
const lintNext = textLinterOf(rules, options);
const lint = linterOf(rules, options);
const manifests = rules
  .flatMap(({ meta }) =>
    meta.examples.flatMap(({ manifest, files = [] }) => [manifest, ...files.map(({ text }) => text)]),
  )
  .map(dedented);

/** Somebody who types in one document, with what is kept from version to version. */
class Editor {
  private readonly index = new WorkspaceIndex();
  private lint: TextLint | undefined;
  private facts: TextFacts | undefined;

  show(text: string): { readonly next: LintResult; readonly fresh: LintResult } {
    const source = sourceOf(URI, text);
    this.facts = nextFactsIn(source, undefined, this.facts);
    expect(inLines(this.facts.facts)).toEqual(inLines(factsIn(source)));
    this.index.update(URI, this.facts.facts);
    this.lint = this.index.asking(URI, false, (sight) => lintNext(source, sight, this.lint));
    return { next: this.lint.result, fresh: lint(source, this.index.glance(URI, false)) };
  }
}

/** All there is to say about a text, fixes as the edits that they are. */
function plain({ problems, skipped, documents, objects, failures }: LintResult) {
  return {
    ...{ skipped, documents, objects, failures },
    problems: problems.map((problem) => ({
      ...problem,
      related: problem.related.map((one) => ({ ...one, place: shown(one.place) })),
      fixes: problem.fixes.map((fix) => ({ ...fix, operations: editsOf(fix) })),
      assist: problem.assist && editsOf(problem.assist),
    })),
  };
}

/** Facts as people see them: they are shown by their lines. */
function inLines(facts: readonly Fact[]): unknown {
  return JSON.parse(JSON.stringify(facts, (key, value) => (key === 'span' ? undefined : value)));
}

/** A place as people see it: in lines where it has any. */
function shown({ span, ...place }: ProblemPlace) {
  return place.range === undefined ? { ...place, span } : place;
}

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 0, 1, 5, 80),
  text: fc.oneof(
    fc.constantFrom(
      '',
      'x',
      '\n',
      '---\n',
      '\n---\n',
      '# kube-harden-ignore host-network\n',
      '  ',
      ': ',
      '"',
      '{{',
    ),
    fc.constantFrom(...manifests).map((manifest) => `\n---\n${manifest}\n---\n`),
  ),
});

test('a text that is typed in has the findings and facts of the same text read anew, and the same fixes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...manifests), { minLength: 1, maxLength: 6 }),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      (documents, changes) => {
        const editor = new Editor();
        let text = documents.join('\n---\n');
        editor.show(text);
        for (const { at, length, text: added } of changes) {
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + added + text.slice(offset + length);
          const { next, fresh } = editor.show(text);
          expect(plain(next)).toEqual(plain(fresh));
        }
      },
    ),
    { numRuns: Number(process.env.KUBE_HARDEN_EDITS ?? 40), endOnFailure: true },
  );
}, 120_000);

test('what a configuration of kubeadm says about a kubelet beside it goes with it', () => {
  const kubelet = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';
  const cluster = (group: string) =>
    `---\napiVersion: ${group}/v1beta1\nkind: KubeadmControlPlane\nspec: {kubeadmConfigSpec: {initConfiguration: {skipPhases: []}}}\n`;
  const editor = new Editor();
  const rulesOf = ({ problems }: LintResult) => problems.map(({ rule }) => rule);
  const before = editor.show(kubelet + cluster('controlplane.cluster.x-k8s.io'));
  expect(rulesOf(before.next)).not.toContain('kubelet-client-ca');
  const { next, fresh } = editor.show(kubelet + cluster('controlplane.example'));
  expect(rulesOf(next)).toContain('kubelet-client-ca');
  expect(plain(next)).toEqual(plain(fresh));
});

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec: {hostNetwork: true, containers: [{name: a, image: "a:1"}]}\n`;

test('only the document that has changed is linted again', () => {
  const check = vi.spyOn(hostNetwork, 'check');
  const next = textLinterOf([hostNetwork], options);
  const index = new WorkspaceIndex();
  let before: TextLint | undefined;
  const linted = () => check.mock.calls.splice(0).map(([target]) => target.manifest.identity.name);
  const show = (...names: readonly string[]) => {
    const source = sourceOf(URI, names.map(pod).join('---\n'));
    before = index.asking(URI, false, (sight) => next(source, sight, before));
    return linted();
  };
  expect(show('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
  expect(show('a', 'bb', 'c')).toEqual(['bb']);
  expect(show('x', 'a', 'bb', 'c')).toEqual(['x']);
  expect(show('a', 'bb', 'c')).toEqual([]);
  const [first] = before?.result.problems ?? [];
  expect(first?.fixes.map(({ title }) => title)).toEqual(['Remove hostNetwork']);
  expect(linted()).toEqual(['a']);
  check.mockRestore();
});

test('a document about which another file now says something else is linted again', () => {
  const index = new WorkspaceIndex();
  const other = (text: string): Source => sourceOf('file:///limits.yaml', text);
  let before: TextLint | undefined;
  const missing = () => {
    before = index.asking(URI, false, (sight) => lintNext(sourceOf(URI, pod('a')), sight, before));
    return before.result.problems.some(({ rule }) => rule === 'memory-limit-missing');
  };
  expect(missing()).toBe(true);
  index.update(
    'file:///limits.yaml',
    factsIn(
      other(
        'apiVersion: v1\nkind: LimitRange\nmetadata: {name: a, namespace: shop}\nspec: {limits: [{type: Container, default: {memory: 1Gi}}]}\n',
      ),
    ),
  );
  expect(missing()).toBe(false);
});

test.each(['\n', '\r\n'])('lines come and go at both ends of a large document, with line ends %j', (end) => {
  const keys = Array.from({ length: 2000 }, (_, index) => `  key-${index}: value`).join('\n');
  const large = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata:\n${keys}\n`;
  const editor = new Editor();
  const show = (text: string) => {
    const { next, fresh } = editor.show(text.replaceAll('\n', end));
    expect(plain(next)).toEqual(plain(fresh));
  };
  const text = [pod('a'), large, pod('b')].join('---\n');
  show(text);
  show(text.replace('  key-3:', '  more: value\n  key-3:'));
  show(text.replace('  key-1990:', '\n\n  key-1990:'));
  show(text.replace('  key-3: value\n', '').replace('  key-1999: value\n', ''));
  show(text.replace('  key-1000: value\n', `---\n${pod('c')}---\n`));
  show(text);
});

test('what a letter says about other documents holds for them at once', () => {
  const editor = new Editor();
  const countIn = (text: string) => {
    const { next, fresh } = editor.show(text);
    expect(plain(next)).toEqual(plain(fresh));
    return next.problems.filter(({ rule }) => rule === 'host-network').length;
  };
  const texts = [pod('a'), pod('b')];
  const comment = (words: string) => [...texts, `# ${words} host-network\n${pod('c')}`].join('---\n');
  expect(countIn(comment('kube-harden-ignore-fil'))).toBe(3);
  expect(countIn(comment('kube-harden-ignore-file'))).toBe(0);
  expect(countIn(comment('kube-harden-ignore'))).toBe(2);
  const machine = (version: string) =>
    [...texts, `version: ${version}\nmachine: {type: worker}\n`].join('---\n');
  for (const version of ['v1alpha', 'v1alpha1', 'v1alpha12']) expect(countIn(machine(version))).toBe(2);
});
